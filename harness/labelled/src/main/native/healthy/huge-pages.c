/* A table of SIZE MB with madvise(MADV_HUGEPAGE), written here and there: a write of one byte may
 * bring 2 MB at once, or khugepaged later.
 * Truth: no leak, at most SIZE MB. */
#include "behaviour.h"

#include <sys/mman.h>

static unsigned char *table;
static unsigned long size;

void prepare(int argc, char **argv) {
    size = argument(argc, argv, 0, 32) << 20;
    table = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(table, size, MADV_HUGEPAGE);
}

void request(unsigned long number) {
    for (unsigned long i = 0; i < 16; i++) {
        table[mixed(number * 16 + i) % size] = 1;
    }
}
