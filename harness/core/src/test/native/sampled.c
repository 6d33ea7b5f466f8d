/*
 * sampled PAGES: has PAGES anonymous pages that are written, as many that were only read (the zero
 * page), and 100,000 that were never touched. The written ones are mappings of one page each: every
 * second page between them is of another protection, so that they do not merge. Prints "ready" and
 * waits for the end of its input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static volatile char *map(long pages)
{
    char *start = mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    madvise(start, pages * 4096, MADV_NOHUGEPAGE);
    return start;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    long pages = atol(argv[1]);
    char sum = 0;
    volatile char *touched = map(2 * pages);
    for (long i = 0; i < pages; i++) {
        touched[i * 2 * 4096] = 1;
        if (mprotect((char *)touched + (i * 2 + 1) * 4096, 4096, PROT_READ) != 0) {
            perror("mprotect");
            return 1;
        }
        sum += touched[(i * 2 + 1) * 4096];
    }
    map(100000);
    printf("ready %d\n", sum);
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
