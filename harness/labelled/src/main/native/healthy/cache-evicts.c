/* A cache of SLOTS entries under random keys: a new entry takes the place of what its slot held.
 * Truth: no leak. It fills as 1 - exp(-requests/SLOTS) and then holds SLOTS blocks of 200 to 900 B. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **slots;
static unsigned long count;

void prepare(int argc, char **argv) {
    count = argument(argc, argv, 0, 2000);
    slots = calloc(count, sizeof *slots);
}

void request(unsigned long number) {
    uint64_t random = mixed(number);
    void *entry = filled(200 + random % 701);
    pthread_mutex_lock(&lock);
    void **slot = &slots[(random >> 32) % count];
    void *evicted = *slot;
    *slot = entry;
    pthread_mutex_unlock(&lock);
    free(evicted);
}
