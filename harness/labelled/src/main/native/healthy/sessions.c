/* Opens a session of 600 B for each request and closes it LIFE requests later; the table of sessions
 * is grown by half when it is full.
 * Truth: no leak, LIFE sessions at a time. */
#include "behaviour.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **sessions;
static unsigned long capacity = 16;
static unsigned long first;
static unsigned long last;
static unsigned long life;

void prepare(int argc, char **argv) {
    life = argument(argc, argv, 0, 1800);
    sessions = calloc(capacity, sizeof *sessions);
}

static void grow(void) {
    unsigned long wider = capacity + capacity / 2;
    void **moved = calloc(wider, sizeof *moved);
    for (unsigned long i = first; i < last; i++) {
        moved[i % wider] = sessions[i % capacity];
    }
    free(sessions);
    sessions = moved;
    capacity = wider;
}

void request(unsigned long number) {
    (void)number;
    pthread_mutex_lock(&lock);
    if (last - first == capacity) {
        grow();
    }
    sessions[last++ % capacity] = filled(600);
    if (last - first > life) {
        free(sessions[first++ % capacity]);
    }
    pthread_mutex_unlock(&lock);
}
