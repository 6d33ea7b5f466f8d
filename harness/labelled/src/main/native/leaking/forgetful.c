/* Forgets a block of SIZE bytes in each EVERY-th request.
 *
 *   forgetful PORT SIZE EVERY main|arenas|mapped
 *
 * Truth: a chunk of SIZE + 8 bytes, up to the next multiple of 16 and 32 at least, for each EVERY
 * requests: in the main arena, in the arena of the connection's thread, or as a mapping of its own
 * (whole pages). Each request also makes and frees a block of another size. */
#include "behaviour.h"

#include <malloc.h>
#include <stdio.h>

static unsigned long size;
static unsigned long every;
static void *volatile forgotten;

void prepare(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: forgetful PORT SIZE EVERY main|arenas|mapped\n", stderr);
        exit(2);
    }
    size = strtoul(argv[0], NULL, 10);
    every = strtoul(argv[1], NULL, 10);
    if (strcmp(argv[2], "main") == 0) {
        mallopt(M_ARENA_MAX, 1);
    } else if (strcmp(argv[2], "mapped") == 0) {
        mallopt(M_MMAP_THRESHOLD, 16 << 10);
        mallopt(M_MMAP_MAX, 1 << 20);
    }
}

void request(unsigned long number) {
    free(filled(32 + mixed(number) % 3000));
    if (number % every == 0) {
        forgotten = filled(size);
    }
}
