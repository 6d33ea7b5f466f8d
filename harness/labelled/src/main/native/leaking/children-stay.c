/* Starts a child in each EVERY-th request that waits for ever.
 * Truth: one process for each EVERY requests, and what it writes to memory that it had in common. */
#include "behaviour.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

static unsigned long every;

void prepare(int argc, char **argv) { every = argument(argc, argv, 0, 100); }

void request(unsigned long number) {
    if (number % every == 0 && fork() == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;) {
            pause();
        }
    }
}
