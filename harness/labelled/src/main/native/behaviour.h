/* What a service of the labelled set does for each request; server.c does the rest. */
#ifndef LEAKGATE_BEHAVIOUR_H
#define LEAKGATE_BEHAVIOUR_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Called once before the service listens, with the arguments behind the port. */
void prepare(int argc, char **argv);

/* Called for each request, by the thread of its connection; requests count from 1. */
void request(unsigned long number);

/* Gives a number that looks random and is the same in each run (splitmix64, public domain). */
static inline uint64_t mixed(uint64_t n) {
    n += 0x9e3779b97f4a7c15u;
    n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9u;
    n = (n ^ (n >> 27)) * 0x94d049bb133111ebu;
    return n ^ (n >> 31);
}

/* Gives a written block, so that the kernel has to back it. */
static inline void *filled(size_t size) {
    void *block = malloc(size);
    if (block == NULL) {
        abort();
    }
    memset(block, 0x5a, size);
    return block;
}

static inline unsigned long argument(int argc, char **argv, int at, unsigned long otherwise) {
    return at < argc ? strtoul(argv[at], NULL, 10) : otherwise;
}

#endif
