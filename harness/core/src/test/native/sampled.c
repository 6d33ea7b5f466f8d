/*
 * sampled PAGES: has PAGES anonymous pages that are written, as many that were only read (the zero
 * page), and 100,000 that were never touched. The written ones are mappings of one page each: every
 * second page between them is of another protection, so that they do not merge. Prints "ready" and
 * waits for the end of its input. For a line of it maps the same anew and unmaps what it had, so that
 * all that it has lies elsewhere, with one page more that is written; prints "moved".
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

static char sum;
static char *first, *reserve;

static void fill(long pages)
{
    volatile char *touched = map(2 * pages);
    for (long i = 0; i < pages; i++) {
        touched[i * 2 * 4096] = 1;
        if (mprotect((char *)touched + (i * 2 + 1) * 4096, 4096, PROT_READ) != 0) {
            perror("mprotect");
            exit(1);
        }
        sum += touched[(i * 2 + 1) * 4096];
    }
    first = (char *)touched;
    reserve = (char *)map(100000);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    long pages = atol(argv[1]);
    fill(pages);
    printf("ready %d\n", sum);
    fflush(stdout);
    for (int c = getchar(); c != EOF; c = getchar()) {
        if (c == '\n') {
            char *old = first, *old_reserve = reserve;
            fill(pages);
            munmap(old, 2 * pages * 4096);
            munmap(old_reserve, 100000 * 4096L);
            ((volatile char *)reserve)[0] = 1;
            puts("moved");
            fflush(stdout);
        }
    }
    return 0;
}
