/* Builds an answer in a buffer that doubles; answers are of heavy-tailed size (Pareto, 1.2), so that
 * the largest yet still comes late. The buffer is kept, as a connection's is.
 * Truth: no leak, at most 4 MB for each connection. */
#include "behaviour.h"

#include <math.h>

static _Thread_local unsigned char *buffer;
static _Thread_local size_t capacity;

void prepare(int argc, char **argv) {
    (void)argc;
    (void)argv;
}

void request(unsigned long number) {
    double uniform = (double)((mixed(number) >> 11) + 1) / 9007199254740993.0;
    double size = 512 * pow(uniform, -1 / 1.2);
    size_t wanted = size > (4 << 20) ? 4 << 20 : (size_t)size;
    while (capacity < wanted) {
        capacity = capacity == 0 ? 1024 : 2 * capacity;
        buffer = realloc(buffer, capacity);
        if (buffer == NULL) {
            abort();
        }
    }
    memset(buffer, 1, wanted);
}
