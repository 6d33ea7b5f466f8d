/*
 * Starts and joins threads without end, two at a time; a third, "sleeper", only waits and one,
 * "spinner", burns CPU. Prints "ready TID-OF-SLEEPER ADDRESS-ON-ITS-STACK" and ends with its input.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static volatile int sleeper_tid;
static volatile void *volatile sleeper_stack;

static void *sleeper(void *unused) {
    int here = 0;
    pthread_setname_np(pthread_self(), "sleeper");
    sleeper_stack = &here;
    sleeper_tid = gettid();
    for (;;) pause();
    return unused;
}

static void *spinner(void *unused) {
    pthread_setname_np(pthread_self(), "spinner");
    for (volatile unsigned long n = 0;; n++) { }
    return unused;
}

static void *brief(void *unused) { return unused; }

static void *churn(void *unused) {
    for (;;) {
        pthread_t a, b;
        if (pthread_create(&a, NULL, brief, NULL) == 0) pthread_join(a, NULL);
        if (pthread_create(&b, NULL, brief, NULL) == 0) pthread_join(b, NULL);
    }
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, sleeper, NULL);
    while (sleeper_tid == 0) usleep(1000);
    pthread_create(&thread, NULL, spinner, NULL);
    pthread_create(&thread, NULL, churn, NULL);
    printf("ready %d %lx\n", sleeper_tid, (unsigned long)sleeper_stack);
    fflush(stdout);
    while (getchar() != EOF) { }
    return 0;
}
