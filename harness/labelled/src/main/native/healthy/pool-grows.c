/* A pool of 8 kB buffers that never shrinks; a request takes up to LIMIT of them and gives them
 * back. Many at once are rare, so the pool grows ever more seldom.
 * Truth: no leak, at most LIMIT buffers. */
#include "behaviour.h"

#include <math.h>
#include <pthread.h>

enum { BUFFER = 8192 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void **pool;
static unsigned long limit;
static unsigned long made;

void prepare(int argc, char **argv) {
    limit = argument(argc, argv, 0, 200);
    pool = calloc(limit, sizeof *pool);
}

void request(unsigned long number) {
    /* Exponential with a mean of a tenth of the limit. */
    double uniform = (double)(mixed(number) >> 11) / 9007199254740992.0;
    unsigned long wanted = (unsigned long)(-log(1 - uniform) * (double)limit / 10);
    pthread_mutex_lock(&lock);
    while (made < limit && made < wanted) {
        pool[made++] = filled(BUFFER);
    }
    pthread_mutex_unlock(&lock);
}
