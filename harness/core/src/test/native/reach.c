/*
 * Loses and holds chunks in every way that C knows, each case with a size of its own; then says a
 * line and waits, or ends if it is told "exit". What has threads and the kernel in it is left out
 * then, for tools that look when a program ends.
 *
 * bytes          chunks                      truth
 * 1001           100                         direct
 * 1101           list of 50                  1 direct, 49 indirect
 * 1201           tree of 63                  1 direct, 62 indirect
 * 1301           ring of 40                  1 direct, 39 indirect
 * 1401, 1501     ring of 10, tail of 5       1 direct, 9 and 5 indirect
 * 1601, 1701     2 that share 1              2 direct, 1 indirect
 * 1801           30                          reachable, by pointers into their middle
 * 1901, 2001     1 that points into 1        1 direct, 1 indirect
 * 2101           20                          reachable, by .bss
 * 2701           20                          direct; freed chunks point to them
 * 300001         3                           direct
 * 400001, 2801   1 that holds 10             1 direct, 10 indirect
 * 3001           5                           reachable, by a mapping of the program's own
 * 3101           3                           reachable, by shared memory
 * 72             list of 30,000              1 direct, 29,999 indirect, in order of address
 * 320000, 24     array of 10,000 pointers    1 direct, 10,000 indirect
 *
 * Not when it is told "exit":
 * 2201           1 per thread of 2           reachable, by thread-local storage
 * 2301           1                           reachable, by a register
 * 2401           1                           reachable, by a stack
 * 2501           5                           reachable, by epoll alone
 * 2601           1                           reachable, by a timer alone
 * 2901           10                          direct; the thread that had them has ended
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NOINLINE __attribute__((noinline))

struct node {
    struct node *next;
    struct node *other;
};

/* Not static: what nobody reads need not be written then. */
void *by_bss[20];
void *by_middle[30];
void **by_mapping;
void **by_shared;
__thread void *by_thread;
static pthread_barrier_t standing;

/* With no bytes left over of whoever had the memory before. */
static void *get(size_t size) { return memset(malloc(size), 0, size); }

static NOINLINE void lose(int count, size_t size) {
    for (int i = 0; i < count; i++) get(size);
}

static NOINLINE struct node *list(int count, size_t size, struct node *end) {
    struct node *head = end;
    for (int i = 0; i < count; i++) {
        struct node *node = get(size);
        node->next = head;
        head = node;
    }
    return head;
}

static NOINLINE struct node *tree(int depth, size_t size) {
    if (depth == 0) return NULL;
    struct node *node = get(size);
    node->next = tree(depth - 1, size);
    node->other = tree(depth - 1, size);
    return node;
}

static NOINLINE struct node *ring(int count, size_t size) {
    struct node *first = get(size);
    struct node *last = first;
    for (int i = 1; i < count; i++) {
        struct node *node = get(size);
        last->next = node;
        node->other = last;
        last = node;
    }
    last->next = first;
    first->other = last;
    return first;
}

static NOINLINE void shared_child(void) {
    struct node *one = get(1601);
    struct node *two = get(1601);
    one->next = two->other = get(1701);
}

static NOINLINE void into_middle(void) {
    struct node *one = get(1901);
    one->other = (struct node *)((char *)get(2001) + 1000);
}

static NOINLINE void behind_freed(void) {
    void **freed[20];
    for (int i = 0; i < 20; i++) {
        freed[i] = get(56);
        freed[i][4] = get(2701);
    }
    for (int i = 0; i < 20; i++) free(freed[i]);
}

static NOINLINE void mapped(void) {
    lose(3, 300001);
    void **holder = get(400001);
    for (int i = 0; i < 10; i++) holder[i * 4000] = get(2801);
}

static NOINLINE void long_ones(void) {
    struct node *head = get(72);
    for (int i = 1; i < 30000; i++) {
        struct node *node = get(72);
        head->next = node;
        head = node;
    }
    void **array = get(320000);
    for (int i = 0; i < 10000; i++) array[i] = get(24);
}

static NOINLINE void unreachable(void) {
    lose(100, 1001);
    list(50, 1101, NULL);
    tree(6, 1201);
    ring(40, 1301);
    ring(10, 1401)->next->next->other = list(5, 1501, NULL);
    shared_child();
    into_middle();
    behind_freed();
    mapped();
    long_ones();
}

static NOINLINE void reachable(void) {
    for (int i = 0; i < 20; i++) by_bss[i] = get(2101);
    for (int i = 0; i < 30; i++) by_middle[i] = (char *)get(1801) + 900;
    by_mapping = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 5; i++) by_mapping[i * 100] = get(3001);
    by_shared = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 3; i++) by_shared[i * 100] = get(3101);
}

static NOINLINE void held_by_kernel(void) {
    int epoll = epoll_create1(0);
    for (int i = 0; i < 5; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = 0};
        event.data.ptr = get(2501);
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, eventfd(0, 0), &event) != 0) abort();
    }
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    timer_t timer;
    event.sigev_value.sival_ptr = get(2601);
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) abort();
}

/* Overwrites what calls left below the stack pointer. */
static NOINLINE void scrub(void) {
    char stale[64 << 10];
    memset(stale, 0, sizeof stale);
    __asm__ volatile("" : : "r"(stale) : "memory");
}

static NOINLINE void *holder(void *argument) {
    (void)argument;
    by_thread = get(2201);
    void *volatile on_stack = get(2401);
    scrub();
    pthread_barrier_wait(&standing);
    for (;;) pause();
    return on_stack;
}

static void *register_holder(void *argument) {
    (void)argument;
    void *held = get(2301);
    scrub();
#ifdef __x86_64__
    for (;;) __asm__ volatile("syscall" : : "a"(SYS_pause), "b"(held) : "rcx", "r11", "memory");
#else
    for (;;) __asm__ volatile("int $0x80" : : "a"(SYS_pause), "S"(held) : "memory");
#endif
    return NULL;
}

static void *ender(void *argument) {
    (void)argument;
    void *volatile held[10];
    for (int i = 0; i < 10; i++) held[i] = get(2901);
    return held[0] == NULL ? argument : NULL;
}

static NOINLINE void threads(void) {
    pthread_t thread;
    pthread_barrier_init(&standing, NULL, 2);
    pthread_create(&thread, NULL, holder, NULL);
    pthread_barrier_wait(&standing);
    pthread_create(&thread, NULL, register_holder, NULL);
    by_thread = get(2201);
    /* Nobody comes after it, so that its stack stays as it is. */
    pthread_create(&thread, NULL, ender, NULL);
    pthread_join(thread, NULL);
}

int main(int count, char **arguments) {
    int ends = count > 1 && strcmp(arguments[1], "exit") == 0;
    unreachable();
    reachable();
    if (!ends) {
        held_by_kernel();
        threads();
    }
    scrub();
    return ends || write(1, "ready\n", 6) != 6 ? 0 : pause();
}
