/*
 * Holds and loses chunks in every way, and prints for each way what is true of it: lines
 * "WAY CLASS CHUNKS SIZE", ended by ";", with SIZE that of a chunk, which no other way has. A chain
 * is one chunk that is direct and has all others below it. With REACH_ENDS set the program ends.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MANY = 300 };

struct node {
    struct node *next;
    struct node *other;
};

static char report[8192];

static void say(const char *way, const char *class, int chunks, size_t size) {
    snprintf(report + strlen(report), sizeof report - strlen(report), "%s %s %d %zu\n", way, class,
             chunks, size);
}

static size_t chunk_size(void *user) { return malloc_usable_size(user) + sizeof(size_t); }

/* Never inlined, so that no caller keeps a pointer; the stack is wiped afterwards. */
#define AWAY __attribute__((noinline, noclone))

/* Volatile, or the compiler leaves out what nobody reads. */
static void *volatile global;
static struct node *volatile list_head;
static __thread void *volatile thread_local_pointer;
static void *volatile *volatile in_mapping;

static AWAY struct node *node(size_t size) {
    struct node *made = malloc(size);
    memset(made, 0, size);
    return made;
}

static AWAY void direct(void) {
    size_t size = 0;
    for (int i = 0; i < MANY; i++) size = chunk_size(node(1000));
    say("single", "direct", MANY, size);
}

static AWAY void chain(void) {
    struct node *last = NULL;
    for (int i = 0; i < MANY; i++) {
        struct node *made = node(1100);
        made->next = last;
        last = made;
    }
    say("chain", "chain", MANY, chunk_size(last));
}

static AWAY struct node *tree(int depth) {
    struct node *made = node(1200);
    if (depth > 1) {
        made->next = tree(depth - 1);
        made->other = tree(depth - 1);
    }
    return made;
}

static AWAY void trees(void) {
    struct node *root = tree(8);
    say("tree", "chain", 255, chunk_size(root));
}

static AWAY void ring(void) {
    struct node *first = node(1300);
    struct node *last = first;
    for (int i = 1; i < MANY; i++) {
        struct node *made = node(1300);
        last->next = made;
        made->other = last;
        last = made;
    }
    last->next = first;
    first->other = last;
    say("ring", "chain", MANY, chunk_size(first));
}

/* Two heads share what hangs below them, and both lead into a ring entered at its middle. */
static AWAY void shared(void) {
    struct node *low = node(1400);
    struct node *high = node(1400);
    low->next = high;
    high->next = low;
    struct node *one = node(1500);
    struct node *two = node(1500);
    one->next = high;
    two->next = high;
    say("heads", "direct", 2, chunk_size(one));
    say("shared", "indirect", 2, chunk_size(low));
}

static AWAY void reachable(void) {
    global = node(1600);
    say("global", "reachable", 1, chunk_size(global));
    for (int i = 0; i < MANY; i++) {
        struct node *made = node(1700);
        made->next = list_head;
        list_head = made;
    }
    say("list", "reachable", MANY, chunk_size(list_head));
    thread_local_pointer = node(1800);
    say("tls", "reachable", 1, chunk_size(thread_local_pointer));
    in_mapping =
        mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    in_mapping[100] = node(1900);
    say("mapping", "reachable", 1, chunk_size(in_mapping[100]));
}

/* Held by the kernel alone, which gives the pointers back with an event and with a signal. */
static AWAY void kernel_held(void) {
    struct epoll_event event = {.events = EPOLLIN};
    int watched = eventfd(0, 0);
    event.data.u64 = -1; /* what a 32-bit program leaves in the upper half is no pointer */
    event.data.ptr = node(3000);
    if (epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, watched, &event) == 0)
        say("epoll", "reachable", 1, chunk_size(event.data.ptr));
    struct sigevent carries = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    carries.sigev_value.sival_ptr = node(3100);
    int timer;
    if (access("/proc/self/timers", R_OK) == 0 &&
        syscall(SYS_timer_create, CLOCK_MONOTONIC, &carries, &timer) == 0)
        say("timer", "reachable", 1, chunk_size(carries.sigev_value.sival_ptr));
}

static char *volatile inside;
static AWAY void interior(void) {
    char *made = (char *)node(2000);
    inside = made + 777; /* held, though memcheck calls it possibly lost */
    say("interior", "reachable", 1, chunk_size(made));
}

static struct node *volatile held_large;
static AWAY void large(void) {
    held_large = calloc(1, 3 << 20);
    struct node *volatile lost = calloc(1, 5 << 20);
    lost->next = node(2100);
    held_large->other = node(2200);
    say("below-large-lost", "indirect", 1, chunk_size(lost->next));
    say("below-large-held", "reachable", 1, chunk_size(held_large->other));
}

static AWAY void freed(void) {
    /* A free chunk still points to one that is live: that holds nothing. */
    for (int i = 0; i < 20; i++) {
        struct node *gone = node(2300);
        gone->other = NULL;
        ((struct node **)gone)[5] = node(2400);
        if (i == 0) say("below-free", "direct", 20, chunk_size(((struct node **)gone)[5]));
        free(gone);
    }
    void *small[200];
    for (int i = 0; i < 200; i++) small[i] = malloc(40);
    for (int i = 0; i < 200; i++) free(small[i]);
}

static AWAY void moved(void) {
    void *grown = NULL;
    for (int i = 1; i <= 25; i++) grown = realloc(grown, i * 100);
    memset(grown, 0, 2500);
    say("realloc", "direct", 1, chunk_size(grown));
    void *aligned = memalign(256, 2600);
    memset(aligned, 0, 2600);
    say("memalign", "direct", 1, chunk_size(aligned));
}

static pthread_barrier_t ready;
static AWAY void *ended(void *argument) {
    volatile char frame[20000];
    void *volatile only = node(2700); /* on the stack of a thread that ends */
    memset((void *)frame, 0, sizeof frame);
    say("ended", "direct", 1, chunk_size(only));
    (void)argument;
    return NULL;
}

static void *waits(void *argument) {
    void *volatile mine[2];
    mine[0] = mine[1] = node(2800);
    say("frame", "reachable", 1, chunk_size(mine[0]));
    thread_local_pointer = node(2900);
    say("tls-of-thread", "reachable", 1, chunk_size(thread_local_pointer));
    pthread_barrier_wait(&ready);
    pause();
    (void)argument;
    return mine[0] == mine[1] ? argument : NULL;
}

static AWAY void wipe(void) {
    volatile char frame[64 << 10];
    memset((void *)frame, 0, sizeof frame);
}

int main(void) {
    pthread_t thread;
    direct(), wipe();
    chain(), wipe();
    trees(), wipe();
    ring(), wipe();
    shared(), wipe();
    reachable(), wipe();
    interior(), wipe();
    /* Other tools do not ask the kernel. */
    if (getenv("REACH_ENDS") == NULL) kernel_held(), wipe();
    large(), wipe();
    freed(), wipe();
    moved(), wipe();
    pthread_create(&thread, NULL, ended, NULL);
    pthread_join(thread, NULL);
    wipe();
    pthread_barrier_init(&ready, NULL, 2);
    pthread_create(&thread, NULL, waits, NULL);
    pthread_barrier_wait(&ready);
    wipe();
    for (int i = 0; report[i]; i++)
        if (report[i] == '\n') report[i] = ';';
    strcat(report, "\n");
    if (write(1, report, strlen(report)) < 0) return 1;
    if (getenv("REACH_ENDS") == NULL) pause();
    return 0;
}
