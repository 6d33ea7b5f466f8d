/*
 * Holds 100 chunks of 700 bytes, says "ready" and waits. At each SIGUSR1 it frees 40 of these,
 * allocates 60 of 900 bytes and keeps them, says "grown" and waits on.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *volatile held[1000];

int main(void) {
    int count = 100;
    sigset_t grow;
    sigemptyset(&grow);
    sigaddset(&grow, SIGUSR1);
    sigprocmask(SIG_BLOCK, &grow, NULL);
    for (int i = 0; i < count; i++) held[i] = calloc(1, 700);
    if (write(1, "ready\n", 6) != 6) return 1;
    for (int freed = 0, signal; sigwait(&grow, &signal) == 0 && count < 900;) {
        for (int i = 0; i < 40 && freed < 100; i++) free(held[freed++]);
        for (int i = 0; i < 60; i++) held[count++] = calloc(1, 900);
        if (write(1, "grown\n", 6) != 6) return 1;
    }
    return 0;
}
