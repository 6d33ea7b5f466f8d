/* Starts a thread in each EVERY-th request that waits for ever.
 * Truth: one thread for each EVERY requests; its stack, of which some pages are used. */
#include "behaviour.h"

#include <pthread.h>
#include <unistd.h>

static unsigned long every;

static void *wait_for_ever(void *argument) {
    for (;;) {
        pause();
    }
    return argument;
}

void prepare(int argc, char **argv) { every = argument(argc, argv, 0, 25); }

void request(unsigned long number) {
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 << 10);
    if (number % every == 0 && pthread_create(&thread, &small, wait_for_ever, NULL) == 0) {
        pthread_setname_np(thread, "stuck");
        pthread_detach(thread);
    }
    pthread_attr_destroy(&small);
}
