/* Gathers a batch of LENGTH records of 1 kB and frees them all at once, as a writer does that flushes.
 * Truth: no leak; the level swings between nothing and LENGTH kB. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **batch;
static unsigned long length;
static unsigned long used;

void prepare(int argc, char **argv) {
    length = argument(argc, argv, 0, 1700);
    batch = calloc(length, sizeof *batch);
}

void request(unsigned long number) {
    (void)number;
    pthread_mutex_lock(&lock);
    batch[used++] = filled(1024);
    if (used == length) {
        while (used > 0) {
            free(batch[--used]);
        }
    }
    pthread_mutex_unlock(&lock);
}
