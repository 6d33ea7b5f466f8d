/* Works in a block of 64 to 320 kB that it gives back with MADV_FREE, as jemalloc and Go do: the pages
 * stay resident until memory is short. 64 such blocks, in turn.
 * Truth: no leak. */
#include "behaviour.h"

#include <sys/mman.h>

enum { BLOCK = 320 << 10, BLOCKS = 64 };

static unsigned char *blocks;

void prepare(int argc, char **argv) {
    (void)argc;
    (void)argv;
    blocks = mmap(NULL, (size_t)BLOCK * BLOCKS, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void request(unsigned long number) {
    unsigned char *block = blocks + number / 40 % BLOCKS * BLOCK;
    size_t used = (64u << 10) + mixed(number) % (256u << 10);
    memset(block, 1, used);
    madvise(block, BLOCK, MADV_FREE);
}
