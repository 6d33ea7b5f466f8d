/* A queue whose length goes up and down by chance between 0 and LIMIT messages of 700 B.
 * Truth: no leak. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **queue;
static unsigned long limit;
static unsigned long length;

void prepare(int argc, char **argv) {
    limit = argument(argc, argv, 0, 800);
    queue = calloc(limit, sizeof *queue);
    while (length < limit / 2) {
        queue[length++] = filled(700);
    }
}

void request(unsigned long number) {
    unsigned long step = mixed(number) % 9;
    pthread_mutex_lock(&lock);
    if (mixed(number / 16) % 2 == 0) {
        for (unsigned long i = 0; i < step && length < limit; i++) {
            queue[length++] = filled(700);
        }
    } else {
        for (unsigned long i = 0; i < step && length > 0; i++) {
            free(queue[--length]);
        }
    }
    pthread_mutex_unlock(&lock);
}
