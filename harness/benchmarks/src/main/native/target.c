/*
 * target COUNT BYTES: makes COUNT private anonymous mappings of BYTES bytes each, side by side, and
 * touches all their pages. Every second one is read-only, so that they do not merge; no huge pages,
 * so that the kernel has a page walk to do. Prints "ready" and waits for the end of its input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    long count = atol(argv[1]), bytes = atol(argv[2]);
    char *first = mmap(NULL, count * bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (first == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    madvise(first, count * bytes, MADV_NOHUGEPAGE);
    for (long at = 0; at < count * bytes; at += 4096) first[at] = 1;
    for (long i = 0; i < count; i += 2) {
        if (mprotect(first + i * bytes, bytes, PROT_READ) != 0) {
            perror("mprotect (is vm.max_map_count too small?)");
            return 1;
        }
    }
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
