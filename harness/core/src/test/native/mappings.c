/*
 * mappings COUNT BYTES: makes COUNT private anonymous mappings of BYTES bytes each, side by side,
 * and writes an 'm' at the start of each. Every second one is read-only, so that they do not merge;
 * a page that is not mapped is before and behind them. Then prints the address of the first one
 * and waits for the end of its input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    long count = atol(argv[1]), bytes = atol(argv[2]);
    char *guard = mmap(NULL, count * bytes + 2 * 4096, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (guard == MAP_FAILED) { perror("mmap"); return 1; }
    char *first = guard + 4096;
    munmap(guard, 4096);
    munmap(first + count * bytes, 4096);
    mprotect(first, count * bytes, PROT_READ | PROT_WRITE);
    madvise(first, count * bytes, MADV_NOHUGEPAGE);
    for (long i = 0; i < count; i++) first[i * bytes] = 'm';
    for (long i = 0; i < count; i += 2)
        if (mprotect(first + i * bytes, bytes, PROT_READ) != 0) { perror("mprotect"); return 1; }
    printf("%lx\n", (unsigned long)first);
    fflush(stdout);
    while (getchar() != EOF) { }
    return 0;
}
