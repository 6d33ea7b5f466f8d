/* Starts a worker thread when requests come, one for each EVERY of them, up to 16; each keeps 64 kB.
 * Truth: no leak. */
#include "behaviour.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST = 16 };

static unsigned long every;

static void *wait_for_work(void *argument) {
    void *own = filled(64 << 10);
    for (;;) {
        pause();
    }
    free(own);
    return argument;
}

void prepare(int argc, char **argv) { every = argument(argc, argv, 0, 120); }

void request(unsigned long number) {
    pthread_t thread;
    if (number % every == 0 && number / every <= MOST &&
        pthread_create(&thread, NULL, wait_for_work, NULL) == 0) {
        pthread_setname_np(thread, "worker");
        pthread_detach(thread);
    }
}
