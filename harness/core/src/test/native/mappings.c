/*
 * mappings COUNT BYTES: makes COUNT private anonymous mappings of BYTES bytes each, side by side,
 * and touches their first page. Every second one is read-only, so that they do not merge. Then
 * prints the address of the first one and waits for the end of its input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    long count = atol(argv[1]), bytes = atol(argv[2]);
    char *first = mmap(NULL, count * bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (first == MAP_FAILED) { perror("mmap"); return 1; }
    madvise(first, count * bytes, MADV_NOHUGEPAGE);
    for (long i = 0; i < count; i++) first[i * bytes] = 'm';
    for (long i = 0; i < count; i += 2)
        if (mprotect(first + i * bytes, bytes, PROT_READ) != 0) { perror("mprotect"); return 1; }
    printf("%lx\n", (unsigned long)first);
    fflush(stdout);
    while (getchar() != EOF) { }
    return 0;
}
