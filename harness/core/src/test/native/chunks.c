/*
 * Prints one line and waits: "MAIN_LIVE_BYTES MAIN_LIVE_CHUNKS" that it holds in the main arena by
 * its own count of chunk bytes, over what it held when main began ("plain"), or what a mode says.
 *
 * plain            nothing more than the C library itself has
 * objects          6 threads "handler"; thread i holds (i+1) * OBJECTS objects of malloc(1500)
 * ended            the same, and the threads have ended
 * mixed            main holds chunks of malloc, calloc, realloc and memalign of many sizes
 * forked           as mixed, then forks a child, which does so once more; it is the child that counts
 * fastbins         as mixed, then frees 10,000 small chunks, so that cache and fastbins are full
 * fragmented       as mixed, then frees every other one of 10,000 chunks of 600 bytes
 * large            as objects, then main holds chunks of 130 kB to 1 MB, each with a mapping of its
 *                  own and written in its first page only; claims those alone
 * corrupted        as mixed, then overwrites the size of a chunk
 * overrun          as mixed, then overwrites the size of a thread's chunk
 * scribbled SEED   as mixed, then writes SEED's random words to 200 random places in its heap
 * nothing          calls malloc never
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef OBJECTS
#define OBJECTS 10000
#endif

enum { THREADS = 6 };

static pthread_barrier_t filled;
static int threads_end;
static long live_bytes;
static long live_chunks;
static void *held[40000];
static int holding;

static long chunk_bytes(void *user) { return malloc_usable_size(user) + sizeof(size_t); }

static void *hold(void *user) {
    live_bytes += chunk_bytes(user);
    live_chunks++;
    held[holding++] = user;
    return user;
}

static void drop(int index) {
    live_bytes -= chunk_bytes(held[index]);
    live_chunks--;
    free(held[index]);
    held[index] = NULL;
}

static void *handle(void *argument) {
    long number = (long)argument;
    prctl(PR_SET_NAME, "handler");
    void *freed[64];
    for (int i = 0; i < 64; i++) freed[i] = malloc(100 + i * 8);
    for (long i = 0; i < (number + 1) * OBJECTS; i++) {
        char *object = malloc(1500);
        memset(object, 'A' + number, 1500);
        free(malloc(3000));
    }
    for (int i = 0; i < 64; i++) free(freed[i]);
    pthread_barrier_wait(&filled);
    if (!threads_end) pause();
    return NULL;
}

static void objects(void) {
    pthread_t threads[THREADS];
    pthread_barrier_init(&filled, NULL, THREADS + 1);
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, handle, (void *)i);
    pthread_barrier_wait(&filled);
    if (threads_end)
        for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
}

static void mixed(void) {
    for (int i = 0; i < 3000; i++) hold(malloc(i));
    for (int i = 0; i < 3000; i++) hold(calloc(i % 50 + 1, 7));
    for (int i = 0; i < 3000; i++) hold(realloc(malloc(i % 100), i % 200 + 1));
    for (int i = 0; i < 1000; i++) hold(memalign(16 << (i % 8), 100 + i));
}

static void free_some(int size, int step) {
    int first = holding;
    for (int i = 0; i < 10000; i++) hold(malloc(size < 0 ? 8 + i % 5 * 16 : size));
    hold(malloc(64));
    for (int i = first; i < first + 10000; i += step) drop(i);
}

/* Of a mapping of its own: prev_size and size, as munmap_chunk adds them up, in whole pages. */
static long mapped_bytes(void *user) {
    size_t *chunk = (size_t *)user - 2;
    return (chunk[0] + (chunk[1] & ~(size_t)7) + 4095) & ~4095ul;
}

static void large(void) {
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    mallopt(M_MMAP_MAX, 1 << 20);
    for (int i = 0; i < 300; i++) {
        size_t size = (130 << 10) + (size_t)(i * 7919) % 900000;
        void *chunk = i % 10 == 0 ? memalign(1 << (12 + i / 10 % 5), size) : malloc(size);
        live_bytes += mapped_bytes(chunk);
        live_chunks++;
        held[i] = chunk;
    }
    for (int i = 0; i < 300; i += 3) {
        live_bytes -= mapped_bytes(held[i]);
        live_chunks--;
        free(held[i]);
    }
}

static void *one_heap(void *argument) {
    char *first = malloc(1000);
    char *second = malloc(1000);
    *(char **)argument = second;
    (void)first;
    pthread_barrier_wait(&filled);
    pause();
    return NULL;
}

static void scribble(int seed) {
    srandom(seed);
    size_t *low = held[0];
    size_t words = (size_t *)held[holding - 1] - low;
    for (int i = 0; i < 200; i++)
        low[random() % words] =
            random() % 2 ? (size_t)random() << 4 : (size_t)&low[random() % words];
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "plain";
    if (strcmp(mode, "nothing") == 0) {
        return write(1, "0 0\n", 4) == 4 ? pause() : 1;
    }
    static void *volatile first;
    free(first = malloc(1)); /* the thread's cache is there from now on */
    if (strcmp(mode, "objects") == 0) objects();
    if (strcmp(mode, "large") == 0) objects(), large();
    if (strcmp(mode, "ended") == 0) threads_end = 1, objects();
    if (strcmp(mode, "plain") != 0 && strcmp(mode, "objects") != 0 && strcmp(mode, "ended") != 0)
        mixed();
    if (strcmp(mode, "forked") == 0) {
        pid_t child = fork();
        if (child != 0) return waitpid(child, NULL, 0) == child ? 0 : 1;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        mixed();
    }
    if (strcmp(mode, "fastbins") == 0) free_some(-1, 1);
    if (strcmp(mode, "fragmented") == 0) free_some(600, 2);
    if (strcmp(mode, "corrupted") == 0) ((size_t *)held[1500])[-1] = 0x12345678;
    if (strcmp(mode, "scribbled") == 0) scribble(atoi(arguments[2]));
    if (strcmp(mode, "overrun") == 0) {
        char *chunk;
        pthread_t thread;
        pthread_barrier_init(&filled, NULL, 2);
        pthread_create(&thread, NULL, one_heap, &chunk);
        pthread_barrier_wait(&filled);
        memset(chunk - 2 * sizeof(size_t), 'x', 4 * sizeof(size_t));
    }
    /* Not by stdio, which would allocate after the line is out. */
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %ld\n", live_bytes, live_chunks);
    return write(1, line, length) == length ? pause() : 1;
}
