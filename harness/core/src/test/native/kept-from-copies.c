/*
 * Keeps memory from its copies: 3 pages that a fork leaves out, and 5 that it wipes, each word its
 * own address. Prints the two addresses, in hexadecimal.
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static uintptr_t *filled(size_t bytes, int advice) {
    /* A guard keeps neighbours from being merged with it. */
    char *room = mmap(NULL, bytes + 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED || mprotect(room + 4096, bytes, PROT_READ | PROT_WRITE) != 0 ||
        madvise(room + 4096, bytes, advice) != 0)
        return NULL;
    uintptr_t *memory = (uintptr_t *)(room + 4096);
    for (size_t i = 0; i < bytes / sizeof *memory; i++) memory[i] = (uintptr_t)&memory[i];
    return memory;
}

int main(void) {
    uintptr_t *left_out = filled(3 * 4096, MADV_DONTFORK);
    uintptr_t *wiped = filled(5 * 4096, MADV_WIPEONFORK);
    if (left_out == NULL || wiped == NULL) return 1;
    printf("%lx %lx\n", (unsigned long)left_out, (unsigned long)wiped);
    fflush(stdout);
    for (;;) pause();
}
