/* Every fourth request starts a thread that allocates 20 to 220 blocks of mixed sizes, frees them and
 * ends. Arenas, stacks and caches of ended threads are used again.
 * Truth: no leak. */
#include "behaviour.h"

#include <pthread.h>

static void *work(void *argument) {
    uint64_t random = mixed((uintptr_t)argument);
    int count = 20 + (int)(random % 201);
    void *blocks[221];
    for (int i = 0; i < count; i++) {
        blocks[i] = filled(16 + mixed(random + (uint64_t)i) % 4000);
    }
    for (int i = 0; i < count; i++) {
        free(blocks[i]);
    }
    return NULL;
}

void prepare(int argc, char **argv) {
    (void)argc;
    (void)argv;
}

void request(unsigned long number) {
    if (number % 4 != 0) {
        return;
    }
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(uintptr_t)number) == 0) {
        pthread_join(thread, NULL);
    }
}
