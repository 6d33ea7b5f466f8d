/* Starts a child in each 20th request, which writes 100 kB of its own and ends; waits for it.
 * Truth: no leak. */
#include "behaviour.h"

#include <sys/wait.h>
#include <unistd.h>

static unsigned char work[100 << 10];

void prepare(int argc, char **argv) {
    (void)argc;
    (void)argv;
}

void request(unsigned long number) {
    if (number % 20 != 0) {
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        memset(work, 1, sizeof work);
        _exit(0);
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
}
