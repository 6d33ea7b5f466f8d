/*
 * Holds and loses chunks in every way, and prints for each way what is true of it: lines
 * "WAY CLASS CHUNKS SIZE ASKED", ended by ";", with SIZE that of a chunk and ASKED what malloc was
 * asked for, which no other way has. A chain is one chunk that is direct and has all others below
 * it. Then it waits.
 *
 * e    it ends instead, as a tool that looks at a program's end needs it
 * f    it first leaks some, then a child does all else, and the parent waits for it
 * fe   both
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
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MANY = 300 };

struct node {
    struct node *next;
    struct node *other;
};

static char report[8192];

/* All chunks of a way are like one of them; one with a mapping of its own takes all of it. */
static void say(const char *way, const char *class, int chunks, void *one, size_t asked) {
    size_t size = malloc_usable_size(one) + (asked < 1 << 20 ? sizeof(size_t) : 16);
    snprintf(report + strlen(report), sizeof report - strlen(report), "%s %s %d %zu %zu\n", way,
             class, chunks, size, asked);
}

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
    struct node *made = NULL;
    for (int i = 0; i < MANY; i++) made = node(1000);
    say("single", "direct", MANY, made, 1000);
}

static AWAY void chain(void) {
    struct node *last = NULL;
    for (int i = 0; i < MANY; i++) {
        struct node *made = node(1100);
        made->next = last;
        last = made;
    }
    say("chain", "chain", MANY, last, 1100);
}

static AWAY struct node *tree(int depth) {
    struct node *made = node(1200);
    if (depth > 1) {
        made->next = tree(depth - 1);
        made->other = tree(depth - 1);
    }
    return made;
}

static AWAY void trees(void) { say("tree", "chain", 255, tree(8), 1200); }

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
    say("ring", "chain", MANY, first, 1300);
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
    say("heads", "direct", 2, one, 1500);
    say("shared-ring", "indirect", 2, low, 1400);
}

static AWAY void reachable(void) {
    global = node(1600);
    say("global", "reachable", 1, global, 1600);
    for (int i = 0; i < MANY; i++) {
        struct node *made = node(1700);
        made->next = list_head;
        list_head = made;
    }
    say("list", "reachable", MANY, list_head, 1700);
    thread_local_pointer = node(1800);
    say("tls", "reachable", 1, thread_local_pointer, 1800);
    in_mapping =
        mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    in_mapping[100] = node(1900);
    say("mapping", "reachable", 1, in_mapping[100], 1900);
}

/* Held by the kernel alone, which gives the pointers back with an event and with a signal. */
static AWAY void kernel_held(void) {
    struct epoll_event event = {.events = EPOLLIN};
    int watched = eventfd(0, 0);
    event.data.u64 = -1; /* what a 32-bit program leaves in the upper half is no pointer */
    event.data.ptr = node(3300);
    if (epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, watched, &event) == 0)
        say("epoll", "reachable", 1, event.data.ptr, 3300);
    struct sigevent carries = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    carries.sigev_value.sival_ptr = node(3400);
    int timer;
    if (access("/proc/self/timers", R_OK) == 0 &&
        syscall(SYS_timer_create, CLOCK_MONOTONIC, &carries, &timer) == 0)
        say("timer", "reachable", 1, carries.sigev_value.sival_ptr, 3400);
}

static char *volatile inside;
static size_t *volatile behind_length;
static AWAY void interior(void) {
    char *made = (char *)node(2000);
    inside = made + 777;
    say("interior", "reachable", 1, made, 2000);
    size_t *array = (size_t *)node(2040); /* as new[] lays one out: how many, then these */
    *array = (2040 - sizeof(size_t)) / 4;
    behind_length = array + 1;
    say("interior-array", "reachable", 1, array, 2040);
}

static struct node *volatile held_large;
static AWAY void large(void) {
    held_large = calloc(1, 3 << 20);
    struct node *volatile lost = calloc(1, 5 << 20);
    lost->next = node(2100);
    held_large->other = node(2200);
    say("large-held", "reachable", 1, held_large, 3 << 20);
    say("large-lost", "direct", 1, lost, 5 << 20);
    say("below-large-lost", "indirect", 1, lost->next, 2100);
    say("below-large-held", "reachable", 1, held_large->other, 2200);
}

/* A free chunk still points to one that is live: that holds nothing. */
static AWAY void free_above(const char *way, size_t size, size_t below) {
    struct node **gone[20];
    void *lost = NULL;
    for (int i = 0; i < 20; i++) {
        gone[i] = (struct node **)node(size);
        gone[i][5] = lost = node(below);
    }
    for (int i = 0; i < 20; i++) free(gone[i]);
    say(way, "direct", 20, lost, below);
}

static AWAY void freed(void) {
    free_above("below-free", 2300, 2400);
    free_above("below-cached", 56, 2440); /* seven in the cache, the others in a fastbin */
    void *small[200];
    for (int i = 0; i < 200; i++) small[i] = malloc(40);
    for (int i = 0; i < 200; i++) free(small[i]);
}

static AWAY void moved(void) {
    void *grown = NULL;
    for (int i = 1; i <= 25; i++) grown = realloc(grown, i * 100);
    memset(grown, 0, 2500);
    say("realloc", "direct", 1, grown, 2500);
    void *aligned = memalign(256, 2600);
    memset(aligned, 0, 2600);
    say("memalign", "direct", 1, aligned, 2600);
}

static pthread_barrier_t ready;
static AWAY void *ended(void *argument) {
    volatile char frame[20000];
    void *volatile only = node(2700); /* on the stack of a thread that ends */
    memset((void *)frame, 0, sizeof frame);
    say("ended", "direct", 1, only, 2700);
    (void)argument;
    return NULL;
}

static void *waits(void *argument) {
    void *volatile mine[2];
    mine[0] = mine[1] = node(2800);
    say("frame", "reachable", 1, mine[0], 2800);
    thread_local_pointer = node(2900);
    say("tls-of-thread", "reachable", 1, thread_local_pointer, 2900);
    pthread_barrier_wait(&ready);
    pause();
    (void)argument;
    return mine[0] == mine[1] ? argument : NULL;
}

/* Clears the stack below, and the vector registers that copies go through. */
static AWAY void wipe(void) {
    volatile char frame[64 << 10];
    memset((void *)frame, 0, sizeof frame);
    for (size_t size = 16; size <= sizeof frame / 2; size *= 2)
        memcpy((void *)frame, (void *)(frame + sizeof frame / 2), size);
}

/* Sleeps with a pointer in a register that calls preserve, and nowhere else. */
static AWAY void *in_register(void) {
    void *made = node(3000);
    say("register", "reachable", 1, made, 3000);
    return made;
}

static AWAY void sleep_with(void *only) {
#ifdef __x86_64__
    __asm__ volatile("lea -256(%%rsp), %%rdi; mov $32, %%ecx; xor %%eax, %%eax; rep stosq;"
                     "xor %%edx, %%edx; mov $34, %%eax; syscall" /* pause */
                     : : "b"(only) : "rax", "rcx", "rdx", "rsi", "rdi", "r11", "memory");
#else
    __asm__ volatile("lea -256(%%esp), %%edi; mov $64, %%ecx; xor %%eax, %%eax; rep stosl;"
                     "xor %%edx, %%edx; mov $29, %%eax; int $0x80" /* pause */
                     : : "S"(only) : "eax", "ecx", "edx", "edi", "memory");
#endif
}

/* Ends in the same way; what is behind exit is never run. */
static AWAY void end_with(void *only) {
#ifdef __x86_64__
    register void *kept __asm__("rbx") = only;
#else
    register void *kept __asm__("esi") = only;
#endif
    __asm__ volatile("" : "+r"(kept));
    exit(0);
}

static AWAY void *in_frame(void) {
    void *made = node(3200);
    say("one-word", "weak", 1, made, 3200);
    return made;
}

static AWAY void inherited(void) {
    void *made = NULL;
    for (int i = 0; i < 5; i++) made = node(3100);
    say("before-fork", "direct", 5, made, 3100);
}

int main(int count, char **arguments) {
    pthread_t thread;
    if (count > 1 && strchr(arguments[1], 'f')) {
        inherited(), wipe();
        pid_t child = fork();
        if (child != 0) return waitpid(child, NULL, 0) == child ? 0 : 1;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    direct(), wipe();
    chain(), wipe();
    trees(), wipe();
    ring(), wipe();
    shared(), wipe();
    reachable(), wipe();
    interior(), wipe();
    kernel_held(), wipe();
    large(), wipe();
    freed(), wipe();
    moved(), wipe();
    pthread_create(&thread, NULL, ended, NULL);
    pthread_join(thread, NULL);
    wipe();
    pthread_barrier_init(&ready, NULL, 2);
    pthread_create(&thread, NULL, waits, NULL);
    pthread_barrier_wait(&ready);
    void *volatile one_word = in_frame();
    void *only = in_register();
    wipe();
    for (int i = 0; report[i]; i++)
        if (report[i] == '\n') report[i] = ';';
    strcat(report, "\n");
    if (write(1, report, strlen(report)) < 0) return 1;
    count < 2 || !strchr(arguments[1], 'e') ? sleep_with(only) : end_with(only);
    return one_word == NULL;
}
