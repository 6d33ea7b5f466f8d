/* A cache of the last LIMIT entries, in the order they came; each is of another size.
 * Truth: no leak. It fills in a straight line for LIMIT requests, then evicts one for each. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **ring;
static unsigned long limit;

void prepare(int argc, char **argv) {
    limit = argument(argc, argv, 0, 2500);
    ring = calloc(limit, sizeof *ring);
}

void request(unsigned long number) {
    void *entry = filled(64 + mixed(number) % 1200);
    pthread_mutex_lock(&lock);
    void *oldest = ring[number % limit];
    ring[number % limit] = entry;
    pthread_mutex_unlock(&lock);
    free(oldest);
}
