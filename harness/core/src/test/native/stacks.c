/*
 * Threads whose stacks are known, for the finder of stacks and the forecast of threads.
 *
 *   stacks shapes      "deep" (1 MiB, touches 300 kB at least and 400 kB at most), "default",
 *                      "busy" that never waits, "signal" that waits on an alternate stack of 64 kB,
 *                      "coroutine" that waits on a stack of its own of 256 kB in mapped memory,
 *                      "odd (na)me\n" and 3 threads that have ended and leave their stacks
 *   stacks idle N [S]  N threads that wait, with stacks of S bytes; 0: as many as there can be
 *
 *   stacks load N B    N threads that touch B bytes of their stacks and then wait
 *   stacks exhaust     creates threads until it fails, and detaches the one that was not created, whose
 *                      pthread_t is still all ones: crashes in pthread_detach
 *   stacks overflow    a thread calls itself until its stack of 128 kB is used up: crashes
 *
 * With "stay" as the last argument it stays. It says "ready"; "idle" with 0 then waits for a line before it begins, and says how many threads
 * there are and the errno of the one that could not be created. It ends with its standard input.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <ucontext.h>
#include <unistd.h>

static pthread_barrier_t placed;

static void name(const char *text) { prctl(PR_SET_NAME, text); }

static void wait_for_ever(void)
{
    pthread_barrier_wait(&placed);
    for (;;)
        pause();
}

static __attribute__((noinline)) void deep_frame(void)
{
    volatile char frame[300 * 1000];
    for (size_t i = 0; i < sizeof frame; i += 512)
        frame[i] = 1;
}

static void *deep(void *unused)
{
    (void)unused;
    name("deep");
    deep_frame();
    wait_for_ever();
    return NULL;
}

static void *plain(void *text)
{
    name(text);
    wait_for_ever();
    return NULL;
}

static void *busy(void *unused)
{
    (void)unused;
    name("busy");
    pthread_barrier_wait(&placed);
    for (volatile unsigned long i = 0;; i++)
        ;
    return NULL;
}

static void on_signal(int number)
{
    (void)number;
    wait_for_ever();
}

static void *on_alternate_stack(void *unused)
{
    (void)unused;
    name("signal");
    stack_t stack = {.ss_sp = malloc(64 * 1024), .ss_size = 64 * 1024, .ss_flags = 0};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    return NULL;
}

static ucontext_t back, forth;

static void *coroutine(void *unused)
{
    (void)unused;
    name("coroutine");
    size_t size = 256 * 1024;
    getcontext(&forth);
    forth.uc_stack.ss_sp =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    forth.uc_stack.ss_size = size;
    forth.uc_link = &back;
    makecontext(&forth, wait_for_ever, 0);
    swapcontext(&back, &forth);
    return NULL;
}

static pthread_barrier_t ending;

static void *nothing(void *unused)
{
    pthread_barrier_wait(&ending);
    return unused;
}

static pthread_t start(void *(*function)(void *), void *argument, size_t size)
{
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (size)
        pthread_attr_setstacksize(&attributes, size);
    if (pthread_create(&thread, &attributes, function, argument))
        abort();
    return thread;
}

static void shapes(void)
{
    pthread_barrier_init(&placed, NULL, 7);
    pthread_barrier_init(&ending, NULL, 4);
    pthread_t ended[3];
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 512 * 1024);
    for (int i = 0; i < 3; i++)
        pthread_create(&ended[i], &attributes, nothing, NULL);
    /* They end together, or each would get the stack of the one before. */
    pthread_barrier_wait(&ending);
    for (int i = 0; i < 3; i++)
        pthread_join(ended[i], NULL);
    start(deep, NULL, 1 << 20);
    start(plain, "default", 0);
    start(plain, "odd (na)me\n", 0);
    start(busy, NULL, 0);
    start(on_alternate_stack, NULL, 0);
    start(coroutine, NULL, 0);
    pthread_barrier_wait(&placed);
}

static void *idle(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static size_t to_touch;

static __attribute__((noinline)) void touch(void)
{
    volatile char *frame = __builtin_alloca(to_touch);
    for (size_t i = 0; i < to_touch; i += 512)
        frame[i] = 1;
}

static void *touches(void *unused)
{
    touch();
    wait_for_ever();
    return unused;
}

static void load(unsigned threads)
{
    pthread_barrier_init(&placed, NULL, threads + 1);
    for (unsigned i = 0; i < threads; i++)
        start(touches, NULL, 0);
    pthread_barrier_wait(&placed);
}

static void exhaust(void)
{
    int error = 0;
    while (error == 0) {
        pthread_t thread = (pthread_t)-1;
        error = pthread_create(&thread, NULL, idle, NULL);
        pthread_detach(thread);
    }
}

static __attribute__((noinline)) int deeper(volatile char *above)
{
    volatile char frame[512];
    frame[0] = 0;
    return above[0] ? 0 : deeper(frame) + frame[1];
}

static void *overflow(void *unused)
{
    volatile char first = 0;
    return deeper(&first) ? unused : NULL;
}

static void say(const char *text)
{
    puts(text);
    fflush(stdout);
}

int main(int count, char **arguments)
{
    char line[80];
    int stays = !strcmp(arguments[count - 1], "stay");
    count -= stays;
    if (count == 2 && !strcmp(arguments[1], "shapes")) {
        shapes();
        say("ready");
    } else if (count == 4 && !strcmp(arguments[1], "load")) {
        to_touch = strtoul(arguments[3], NULL, 10);
        load((unsigned)atoi(arguments[2]));
        say("ready");
    } else if (count == 2 && !strcmp(arguments[1], "exhaust")) {
        exhaust();
    } else if (count == 2 && !strcmp(arguments[1], "overflow")) {
        pthread_join(start(overflow, NULL, 128 * 1024), NULL);
    } else if (count > 2 && !strcmp(arguments[1], "idle")) {
        long wanted = atol(arguments[2]);
        size_t size = count > 3 ? strtoul(arguments[3], NULL, 10) : 0;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        if (size)
            pthread_attr_setstacksize(&attributes, size);
        if (wanted == 0) {
            say("ready");
            if (!fgets(line, sizeof line, stdin))
                return 0;
        }
        long created = 0;
        int error = 0;
        pthread_t thread;
        while ((wanted == 0 || created < wanted) &&
               (error = pthread_create(&thread, &attributes, idle, NULL)) == 0)
            created++;
        snprintf(line, sizeof line, wanted ? "ready" : "%ld %d", created, error);
        say(line);
    }
    while (fgets(line, sizeof line, stdin))
        say("still here");
    while (stays)
        pause();
    _exit(0);
}
