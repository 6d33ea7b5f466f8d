/* Reserves SIZE kB of address space (PROT_NONE) in each EVERY-th request and forgets them.
 * Truth: SIZE kB of address space for each EVERY requests, and no memory. */
#include "behaviour.h"

#include <sys/mman.h>

static unsigned long size;
static unsigned long every;

void prepare(int argc, char **argv) {
    size = argument(argc, argv, 0, 1024) << 10;
    every = argument(argc, argv, 1, 10);
}

void request(unsigned long number) {
    if (number % every == 0 &&
        mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) ==
            MAP_FAILED) {
        abort();
    }
}
