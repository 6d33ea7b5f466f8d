/*
 * Stands still with memory and threads whose truth is known, for images and cores.
 *
 *   standing THREADS [MEBIBYTES] [crash]
 *
 * Truth: main and THREADS threads named "handler-0" and so on, each of which waits 4 calls below
 * deep(). 4 MiB without name, at the address that the first line tells: every fourth page of 4,096
 * bytes is full of words, each its own address with all bits turned; the rest was never touched.
 * MEBIBYTES of malloc'ed blocks of 1,024 bytes, full of words that are not zero. A guard of one page
 * without access, a shared mapping of 64 KiB full of 0x5a. "crash": the last thread writes to
 * address 16 when all wait.
 *
 * First line: ADDRESS of the 4 MiB, ADDRESS of the shared mapping.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PATTERN (4 << 20)
#define SHARED (64 << 10)

static pthread_barrier_t ready;
static int crash;
static int threads;
static __thread int own = 42;

__attribute__((noinline)) static int deep(int level, long number) {
    volatile char used[512];
    memset((char *)used, (int)number, sizeof used);
    if (level > 0) {
        int below = deep(level - 1, number);
        return below + used[0];
    }
    pthread_barrier_wait(&ready);
    if (crash && number == threads - 1) {
        usleep(200000); /* for the others to wait */
        *(volatile int *)(intptr_t)(own - 26) = 1;
    }
    while (own == 42) {
        pause();
    }
    return 0;
}

static void *handler(void *argument) {
    char name[16];
    snprintf(name, sizeof name, "handler-%ld", (long)argument);
    pthread_setname_np(pthread_self(), name);
    own = 42;
    return (void *)(long)deep(4, (long)argument);
}

int main(int count, char **arguments) {
    threads = count > 1 ? atoi(arguments[1]) : 1;
    long mebibytes = count > 2 ? atol(arguments[2]) : 0;
    crash = count > 3 && strcmp(arguments[3], "crash") == 0;

    char *pattern = mmap(0, PATTERN, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (uintptr_t page = 0; page < PATTERN; page += 4 * 4096) {
        for (uintptr_t at = page; at < page + 4096; at += sizeof(uintptr_t)) {
            *(uintptr_t *)(pattern + at) = ~(uintptr_t)(pattern + at);
        }
    }
    char *shared = mmap(0, SHARED, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(shared, 0x5a, SHARED);
    mmap(0, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long block = 0; block < mebibytes * 1024; block++) {
        uint64_t *words = malloc(1008);
        for (int i = 0; i < 126; i++) {
            words[i] = 0x0123456789abcdefULL ^ (uint64_t)(block * 126 + i + 1);
        }
    }

    pthread_barrier_init(&ready, 0, threads + 1);
    for (long i = 0; i < threads; i++) {
        pthread_t thread;
        pthread_create(&thread, 0, handler, (void *)i);
    }
    pthread_barrier_wait(&ready);
    printf("%lx %lx\n", (unsigned long)pattern, (unsigned long)shared);
    fflush(stdout);
    for (;;) {
        pause();
    }
}
