/* Holds COUNT live blocks whose sizes spread over four decades and replaces one at random for each
 * request: the heap fragments, its top creeps, the live bytes do not grow.
 * Truth: no leak. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **blocks;
static unsigned long count;

static size_t any_size(uint64_t random) {
    return (size_t)(16u << (random % 11)) + (random >> 8) % 16;
}

void prepare(int argc, char **argv) {
    count = argument(argc, argv, 0, 1500);
    blocks = calloc(count, sizeof *blocks);
    for (unsigned long i = 0; i < count; i++) {
        blocks[i] = filled(any_size(mixed(i + (1ul << 40))));
    }
}

void request(unsigned long number) {
    uint64_t random = mixed(number);
    pthread_mutex_lock(&lock);
    void **block = &blocks[(random >> 32) % count];
    free(*block);
    *block = filled(any_size(random));
    pthread_mutex_unlock(&lock);
}
