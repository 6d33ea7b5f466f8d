/*
 * stall MAPPINGS: makes about MAPPINGS private anonymous mappings and prints "ready". For each line
 * "SECONDS" of its input it maps 1 MiB, touches 16 pages and unmaps again, for so long, and prints
 * "LOOPS_PER_SECOND P50 P99 MAX WAITED": how long one such loop took, in microseconds, and which
 * share of the time it could run and had no CPU. Loops per second are those of the other time, so
 * that what else the machine does is no part of them. (Where the kernel does not count that
 * waiting, it is 0.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define PAGE 4096L
#define STEP 0.1 /* microseconds a bucket */
#define BUCKETS 1000000

static unsigned buckets[BUCKETS + 1];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static double waited(void)
{
    double ran = 0, waited = 0;
    FILE *file = fopen("/proc/self/schedstat", "r");
    if (file != NULL) {
        if (fscanf(file, "%lf %lf", &ran, &waited) != 2) {
            waited = 0;
        }
        fclose(file);
    }
    return waited / 1e3;
}

static void must(int holds, const char *what)
{
    if (!holds) {
        perror(what);
        exit(1);
    }
}

static double percentile(long count, double share)
{
    long seen = 0;
    for (long i = 0; i <= BUCKETS; i++) {
        seen += buckets[i];
        if (seen >= count * share) {
            return (i + 1) * STEP;
        }
    }
    return BUCKETS * STEP;
}

static void phase(double seconds)
{
    long count = 0;
    double begin = now(), end = begin + seconds * 1e6, max = 0, from = begin;
    double waited_before = waited();
    memset(buckets, 0, sizeof buckets);
    while (from < end) {
        char *memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        must(memory != MAP_FAILED, "mmap");
        for (int i = 0; i < 16; i++) {
            memory[i * PAGE] = 1;
        }
        munmap(memory, 1 << 20);
        double to = now();
        long bucket = (long)((to - from) / STEP);
        buckets[bucket < BUCKETS ? bucket : BUCKETS]++;
        max = to - from > max ? to - from : max;
        from = to;
        count++;
    }
    double without_cpu = waited() - waited_before;
    printf("%.1f %.1f %.1f %.1f %.4f\n", count * 1e6 / (from - begin - without_cpu),
           percentile(count, 0.5), percentile(count, 0.99), max, without_cpu / (from - begin));
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    long pairs = atol(argv[1]) / 2;
    char *first = mmap(NULL, pairs * 2 * PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    must(first != MAP_FAILED, "mmap");
    madvise(first, pairs * 2 * PAGE, MADV_NOHUGEPAGE);
    for (long i = 0; i < pairs; i++) {
        first[2 * i * PAGE] = 1;
        must(mprotect(first + (2 * i + 1) * PAGE, PAGE, PROT_READ) == 0,
             "mprotect (is vm.max_map_count too small?)");
    }
    puts("ready");
    fflush(stdout);
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        phase(atof(line));
        fflush(stdout);
    }
    return 0;
}
