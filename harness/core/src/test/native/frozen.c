/*
 * A service to take snapshots of. It watches itself and counts in a page that it shares through a
 * file what it should never see; all of it stays 0 whatever a capture, or its end by SIGKILL, does.
 *   frozen FILE MB MAIN STORMS
 * MB   of memory hold word i = (i + 1) * 0x9e3779b97f4a7c15.
 * MAIN what the main thread does: registers, or one of the calls below.
 * STORMS letters: c all calls, each in a thread; g a writer of generations; s signals; t threads that
 *      start and end; f forks; v vforks and execs; b busy threads that hold registers; - nothing
 * A generation writer writes g into each of 2,000 pages in their order, then g + 1: the truth at any
 * moment is a prefix of g and a suffix of g - 1.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct page {
	volatile uint64_t ready;        /* 0 the pid, once all is set up */
	volatile uint64_t beats;        /* 1 of the main thread */
	volatile uint64_t longest_gap;  /* 2 between two ticks, in nanoseconds */
	volatile uint64_t reset;        /* 3 set by the test, cleared when longest_gap is 0 */
	volatile uint64_t wrong_calls;  /* 4 calls that answered what they should not */
	volatile uint64_t last_wrong;   /* 5 index of the call << 32 | errno */
	volatile uint64_t wrong_values; /* 6 registers that changed */
	volatile uint64_t wrong_masks;  /* 7 signal masks that changed */
	volatile uint64_t wrong_stacks; /* 8 alternate stacks that changed */
	volatile uint64_t copies;       /* 9 beats of a second copy of the service */
	volatile uint64_t right_calls;  /* 10 */
	volatile uint64_t signals;      /* 11 handled */
	volatile uint64_t births;       /* 12 of threads and processes */
	volatile uint64_t ticks;        /* 13 */
	volatile uint64_t generation;   /* 14 */
	volatile uint64_t pages;        /* 15 address of the generation's pages */
	volatile uint64_t memory;       /* 16 address of the filled memory */
	volatile uint64_t words;        /* 17 of it */
	volatile uint64_t threads;      /* 18 that have their names and run */
	volatile uint64_t calls[24];    /* 19.. right ones, by index */
};
static struct page *S;
static pid_t self;

#define PAGES 2000

static void is_named(const char *name)
{
	prctl(PR_SET_NAME, name);
	__atomic_add_fetch(&S->threads, 1, __ATOMIC_SEQ_CST);
}

static uint64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* --- calls: each answers 1 when it saw what it should --- */

static int c_nanosleep(void)
{
	struct timespec t = {0, 300000000};
	return nanosleep(&t, NULL) == 0;
}

static int c_epoll_wait(void)
{
	static __thread int fd;
	struct epoll_event e;
	if (!fd)
		fd = epoll_create1(0);
	return epoll_wait(fd, &e, 1, 300) == 0;
}

static int c_futex(void)
{
	static int word;
	struct timespec t = {0, 300000000};
	return syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &t, NULL, 0) == -1 && errno == ETIMEDOUT;
}

static int timed_socket(int type)
{
	struct timeval t = {0, 300000};
	int fd;
	if (type) {
		struct sockaddr_un a = {.sun_family = AF_UNIX};
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		bind(fd, (struct sockaddr *)&a, sizeof(sa_family_t));
		listen(fd, 4);
	} else {
		int pair[2];
		socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
		fd = pair[0];
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
	return fd;
}

static int c_recv(void)
{
	static __thread int fd;
	char c;
	if (!fd)
		fd = timed_socket(0);
	return recv(fd, &c, 1, 0) == -1 && errno == EAGAIN;
}

static int c_read(void)
{
	static __thread int fd;
	char c;
	if (!fd)
		fd = timed_socket(0);
	return read(fd, &c, 1) == -1 && errno == EAGAIN;
}

static int c_accept(void)
{
	static __thread int fd;
	if (!fd)
		fd = timed_socket(1);
	return accept(fd, NULL, NULL) == -1 && errno == EAGAIN;
}

static int c_poll(void)
{
	return poll(NULL, 0, 300) == 0;
}

/* What a thread blocks within a call that takes a mask of its own. */
static sigset_t other_mask(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaddset(&set, SIGRTMAX);
	sigaddset(&set, SIGRTMIN + 9);
	return set;
}

static int c_ppoll(void)
{
	struct timespec t = {0, 300000000};
	sigset_t meanwhile = other_mask();
	return ppoll(NULL, 0, &t, &meanwhile) == 0;
}

static int c_epoll_pwait(void)
{
	static __thread int fd;
	struct epoll_event e;
	sigset_t meanwhile = other_mask();
	if (!fd)
		fd = epoll_create1(0);
	return epoll_pwait(fd, &e, 1, 300, &meanwhile) == 0;
}

static int c_select(void)
{
	struct timeval t = {0, 300000};
	return select(0, NULL, NULL, NULL, &t) == 0;
}

static int c_sigtimedwait(void)
{
	struct timespec t = {0, 300000000};
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGRTMAX);
	return sigtimedwait(&set, NULL, &t) == -1 && errno == EAGAIN;
}

static int c_semtimedop(void)
{
	static int id = -1;
	struct timespec t = {0, 300000000};
	struct sembuf op = {0, -1, 0};
	if (id < 0) {
		id = semget(IPC_PRIVATE, 1, 0600);
	}
	return semtimedop(id, &op, 1, &t) == -1 && errno == EAGAIN;
}

static int queue;
static int c_msgrcv(void)
{
	struct { long type; char text[8]; } m;
	return msgrcv(queue, &m, sizeof m.text, 0, 0) == 4;
}

static int pipe_ends[2];
static int c_pipe(void)
{
	char c;
	return read(pipe_ends[0], &c, 1) == 1;
}

/* io_uring_enter waits for one completion; a timeout of 0.3 s is what completes. */
static int c_io_uring(void)
{
#ifdef __NR_io_uring_setup
	static __thread int fd;
	static __thread uint32_t *sq_tail, *sq_array, *cq_head, *cq_tail, sq_mask;
	static __thread uint8_t *sqes;
	struct { uint32_t entries, cq, flags, cpu, idle, features, wq, resv[3];
		struct { uint32_t head, tail, mask, n, flags, dropped, array, resv1; uint64_t resv2; } sq;
		struct { uint32_t head, tail, mask, n, overflow, cqes, flags, resv1; uint64_t resv2; } cq_off; } p;
	static __thread struct { int64_t sec, nsec; } t = {0, 300000000};
	if (!fd) {
		memset(&p, 0, sizeof p);
		fd = syscall(__NR_io_uring_setup, 4, &p);
		if (fd < 0)
			return -1;
		char *ring = mmap(NULL, 65536, 3, MAP_SHARED, fd, 0);
		sqes = mmap(NULL, 4096, 3, MAP_SHARED, fd, 0x10000000);
		if (ring == MAP_FAILED || sqes == MAP_FAILED)
			return -1;
		sq_tail = (void *)(ring + p.sq.tail);
		sq_array = (void *)(ring + p.sq.array);
		sq_mask = *(uint32_t *)(ring + p.sq.mask);
		cq_head = (void *)(ring + p.cq_off.head);
		cq_tail = (void *)(ring + p.cq_off.tail);
	}
	if (fd < 0)
		return -1;
	uint32_t tail = *sq_tail;
	uint8_t *sqe = sqes + 64 * (tail & sq_mask);
	memset(sqe, 0, 64);
	sqe[0] = 11; /* IORING_OP_TIMEOUT */
	*(uint64_t *)(sqe + 16) = (uintptr_t)&t;
	*(uint32_t *)(sqe + 24) = 1;
	sq_array[tail & sq_mask] = tail & sq_mask;
	__atomic_store_n(sq_tail, tail + 1, __ATOMIC_RELEASE);
	int r = syscall(__NR_io_uring_enter, fd, 1, 0, 0, NULL, 0);
	if (r != 1)
		return 0;
	while (__atomic_load_n(cq_tail, __ATOMIC_ACQUIRE) == *cq_head)
		if (syscall(__NR_io_uring_enter, fd, 0, 1, 1, NULL, 0) < 0)
			return 0;
	++*cq_head;
	return 1;
#else
	return -1;
#endif
}

/* Holds known values in all registers over a call or, when busy, over a loop. */
static int hold(int busy)
{
	static const struct timespec t = {0, 20000000};
	uint64_t pattern = 0x123456789abcdef0ULL ^ now();
	uint32_t mxcsr, own_mxcsr = 0x9fc0, old_mxcsr;
	uint16_t cw, own_cw = 0x27f, old_cw;
	int wrong = 0;
	__asm__ volatile("stmxcsr %0; fnstcw %1" : "=m"(old_mxcsr), "=m"(old_cw));
	__asm__ volatile("ldmxcsr %0; fldcw %1" : : "m"(own_mxcsr), "m"(own_cw));
#ifdef __x86_64__
	uint64_t out[24];
	memset(out, 0, sizeof out);
	__asm__ volatile(
		"movq %[p], %%rbx; movq %[p], %%r12; movq %[p], %%r13; movq %[p], %%r14\n"
		"movq %[p], %%r8; movq %[p], %%r9; movq %[p], %%r10\n"
		"movq %%rbx, %%xmm0; movq %%rbx, %%xmm1; movq %%rbx, %%xmm5; movq %%rbx, %%xmm8\n"
		"movq %%rbx, %%xmm15\n"
		"test %%edx, %%edx; jnz 1f\n"
		"xor %%esi, %%esi; mov $35, %%eax; syscall; jmp 3f\n"
		"1: mov $3000000, %%ecx; mov %%rbx, %%r11; mov %%rbx, %%rsi\n"
		"2: dec %%ecx; jnz 2b\n"
		"mov %%r11, 96(%[o]); mov %%rsi, 104(%[o])\n"
		"3: mov %%rbx, (%[o]); mov %%r12, 8(%[o]); mov %%r13, 16(%[o]); mov %%r14, 24(%[o])\n"
		"mov %%r8, 32(%[o]); mov %%r9, 40(%[o]); mov %%r10, 48(%[o])\n"
		"movq %%xmm0, 56(%[o]); movq %%xmm1, 64(%[o]); movq %%xmm5, 72(%[o])\n"
		"movq %%xmm8, 80(%[o]); movq %%xmm15, 88(%[o])\n"
		: : [p] "m"(pattern), [o] "r"(out), "d"(busy), "D"(&t)
		: "rax", "rbx", "rcx", "rsi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "xmm0", "xmm1",
		  "xmm5", "xmm8", "xmm15", "memory", "cc");
	for (int i = 0; i < (busy ? 14 : 12); i++)
		wrong += out[i] != pattern;
#else
	uint32_t low = pattern, out[8];
	uint64_t xmm[3];
	memset(out, 0, sizeof out);
	__asm__ volatile(
		"movl %[p], %%esi; movl %[p], %%edi\n"
		"movd %%esi, %%xmm0; movd %%esi, %%xmm3; movd %%esi, %%xmm7\n"
		"test %%edx, %%edx; jnz 1f\n"
		"mov %[t], %%eax; push %%ebx; mov %%eax, %%ebx; xor %%ecx, %%ecx; mov $162, %%eax; int $0x80; pop %%ebx; jmp 3f\n"
		"1: mov $3000000, %%ecx\n"
		"2: dec %%ecx; jnz 2b\n"
		"3: mov %[o], %%ecx; mov %%esi, (%%ecx); mov %%edi, 4(%%ecx)\n"
		"mov %[x], %%ecx; movq %%xmm0, (%%ecx); movq %%xmm3, 8(%%ecx); movq %%xmm7, 16(%%ecx)\n"
		: : [p] "m"(low), [o] "m"((uint32_t *){out}), [x] "m"((uint64_t *){xmm}),
		    "d"(busy), [t] "m"((const struct timespec *){&t})
		: "eax", "ecx", "esi", "edi", "xmm0", "xmm3", "xmm7", "memory", "cc");
	for (int i = 0; i < 2; i++)
		wrong += out[i] != low;
	for (int i = 0; i < 3; i++)
		wrong += xmm[i] != low;
#endif
	__asm__ volatile("stmxcsr %0; fnstcw %1" : "=m"(mxcsr), "=m"(cw));
	__asm__ volatile("ldmxcsr %0; fldcw %1" : : "m"(old_mxcsr), "m"(old_cw));
	wrong += (mxcsr & ~0x3f) != own_mxcsr || cw != own_cw;
	if (wrong)
		__atomic_add_fetch(&S->wrong_values, wrong, __ATOMIC_SEQ_CST);
	return 1;
}

/* The same for the upper half of a 256-bit register, which lies beyond what FXSAVE keeps. */
static void hold_wide(void)
{
	static const struct timespec t = {0, 20000000};
	uint64_t pattern = 0xfedcba9876543210ULL ^ now(), low = 0, high = 0;
	if (!__builtin_cpu_supports("avx"))
		return;
	__asm__ volatile(
		"movq %[p], %%xmm5; vinsertf128 $1, %%xmm5, %%ymm5, %%ymm5\n"
#ifdef __x86_64__
		"xor %%esi, %%esi; mov $35, %%eax; syscall\n"
#else
		"push %%ebx; mov %%edi, %%ebx; xor %%ecx, %%ecx; mov $162, %%eax; int $0x80; pop %%ebx\n"
#endif
		"vextractf128 $1, %%ymm5, %%xmm6; movq %%xmm5, %[l]; movq %%xmm6, %[h]; vzeroupper\n"
		: [l] "=m"(low), [h] "=m"(high)
		: [p] "m"(pattern), "D"(&t)
#ifdef __x86_64__
		: "rax", "rcx", "rsi", "r11", "xmm5", "xmm6", "memory", "cc");
#else
		: "eax", "ecx", "xmm5", "xmm6", "memory", "cc");
#endif
	if (low != pattern || high != pattern)
		__atomic_add_fetch(&S->wrong_values, 1, __ATOMIC_SEQ_CST);
}

static int c_registers(void)
{
	hold_wide();
	return hold(0);
}

static const struct { const char *name; int (*call)(void); } CALLS[] = {
	{"registers", c_registers}, {"nanosleep", c_nanosleep}, {"epoll_wait", c_epoll_wait},
	{"futex", c_futex}, {"recv", c_recv}, {"read", c_read}, {"accept", c_accept}, {"poll", c_poll},
	{"ppoll", c_ppoll}, {"epoll_pwait", c_epoll_pwait}, {"select", c_select},
	{"sigtimedwait", c_sigtimedwait}, {"semtimedop", c_semtimedop}, {"msgrcv", c_msgrcv},
	{"pipe", c_pipe}, {"io_uring", c_io_uring},
};
#define COUNT ((int)(sizeof CALLS / sizeof *CALLS))

/* Blocks signals that are this thread's own choice. */
static sigset_t mask_of(int index)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaddset(&set, SIGRTMAX);
	sigaddset(&set, SIGRTMIN + 1 + index % 8);
	return set;
}

static void check_mask(const sigset_t *own)
{
	sigset_t mask;
	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	for (int s = 1; s < 64; s++)
		if (sigismember(&mask, s) != sigismember(own, s)) {
			__atomic_add_fetch(&S->wrong_masks, 1, __ATOMIC_SEQ_CST);
			return;
		}
}

static void one(int index, const sigset_t *own)
{
	errno = 0;
	int saw = CALLS[index].call();
	int error = errno;
	if (saw == 0) {
		S->last_wrong = (uint64_t)index << 32 | error;
		__atomic_add_fetch(&S->wrong_calls, 1, __ATOMIC_SEQ_CST);
	} else if (saw > 0) {
		__atomic_add_fetch(&S->right_calls, 1, __ATOMIC_SEQ_CST);
		__atomic_add_fetch(&S->calls[index], 1, __ATOMIC_SEQ_CST);
	} else {
		usleep(100000);
	}
	check_mask(own);
}

static __attribute__((noreturn)) void *caller(void *argument)
{
	int index = (intptr_t)argument;
	sigset_t own = mask_of(index);
	is_named(CALLS[index].name);
	pthread_sigmask(SIG_SETMASK, &own, NULL);
	for (;;)
		one(index, &own);
}

static __attribute__((noreturn)) void *busy(void *argument)
{
	(void)argument;
	sigset_t own = mask_of(3);
	is_named("busy");
	pthread_sigmask(SIG_SETMASK, &own, NULL);
	for (;;) {
		hold(1);
		check_mask(&own);
	}
}

static __attribute__((noreturn)) void *feeder(void *argument)
{
	(void)argument;
	struct { long type; char text[8]; } m = {1, "abc"};
	is_named("feeder");
	for (;;) {
		usleep(200000);
		msgsnd(queue, &m, 4, IPC_NOWAIT);
		if (write(pipe_ends[1], "x", 1) != 1)
			S->wrong_calls++;
	}
}

static __attribute__((noreturn)) void *ticker(void *argument)
{
	(void)argument;
	uint64_t last = now();
	is_named("ticker");
	prctl(PR_SET_TIMERSLACK, 1);
	for (;;) {
		struct timespec t = {0, 100000};
		nanosleep(&t, NULL);
		uint64_t at = now();
		if (S->reset) {
			S->longest_gap = 0;
			S->reset = 0;
		} else if (at - last > S->longest_gap) {
			S->longest_gap = at - last;
		}
		last = at;
		S->ticks++;
	}
}

static __attribute__((noreturn)) void *generations(void *argument)
{
	char *pages = argument;
	is_named("generations");
	for (uint64_t g = 1;; g++) {
		S->generation = g;
		for (long i = 0; i < PAGES; i++)
			*(volatile uint64_t *)(pages + i * 4096) = g;
		if (g % 16 == 0)
			sched_yield();
	}
}

static void on_signal(int signal)
{
	(void)signal;
	__atomic_add_fetch(&S->signals, 1, __ATOMIC_SEQ_CST);
}

/* Gets a signal each millisecond, and another that the whole service ignores. */
static __attribute__((noreturn)) void *stormed(void *argument)
{
	(void)argument;
	sigset_t none;
	sigemptyset(&none);
	is_named("stormed");
	struct itimerval each = {{0, 1000}, {0, 1000}};
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	setitimer(ITIMER_REAL, &each, NULL);
	for (;;) {
		pause();
		kill(self, SIGURG);
	}
}

static void *short_lived(void *argument)
{
	__atomic_add_fetch(&S->births, 1, __ATOMIC_SEQ_CST);
	return argument;
}

static __attribute__((noreturn)) void *breeder(void *argument)
{
	(void)argument;
	is_named("breeder");
	for (;;) {
		pthread_t t[8];
		int n = 0;
		while (n < 8 && pthread_create(&t[n], NULL, short_lived, NULL) == 0)
			n++;
		while (n > 0)
			pthread_join(t[--n], NULL);
		usleep(200);
	}
}

static __attribute__((noreturn)) void *forker(void *argument)
{
	int by_vfork = argument != NULL;
	is_named(by_vfork ? "vforker" : "forker");
	for (;;) {
		pid_t child = by_vfork ? vfork() : fork();
		if (child == 0) {
			if (by_vfork)
				execl("/bin/true", "true", NULL);
			_exit(7);
		}
		int status = 0;
		if (child > 0) {
			if (waitpid(child, &status, 0) != child
					|| !WIFEXITED(status) || WEXITSTATUS(status) != (by_vfork ? 0 : 7)) {
				S->last_wrong = 100ULL << 32 | errno;
				__atomic_add_fetch(&S->wrong_calls, 1, __ATOMIC_SEQ_CST);
			}
			__atomic_add_fetch(&S->births, 1, __ATOMIC_SEQ_CST);
		}
		usleep(300);
	}
}

static unsigned started;

static void start(void *(*run)(void *), void *argument)
{
	pthread_t t;
	pthread_attr_t small;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 256 << 10);
	if (pthread_create(&t, &small, run, argument) != 0) {
		perror("pthread_create");
		exit(1);
	}
	started++;
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	int fd = open(argv[1], O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, 4096) != 0)
		return 3;
	S = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	memset(S, 0, 4096);
	self = getpid();
	size_t bytes = (size_t)atol(argv[2]) << 20;
	uint64_t *memory = mmap(NULL, bytes + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	madvise(memory, bytes, MADV_NOHUGEPAGE);
	S->memory = (uintptr_t)memory;
	S->words = bytes / 8;
	for (size_t i = 0; i < bytes / 8; i++)
		memory[i] = (i + 1) * 0x9e3779b97f4a7c15ULL;
	char *pages = mmap(NULL, PAGES * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	madvise(pages, PAGES * 4096, MADV_NOHUGEPAGE);
	memset(pages, 0, PAGES * 4096);
	S->pages = (uintptr_t)pages;

	struct sigaction handler = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
	sigaction(SIGALRM, &handler, NULL);
	signal(SIGURG, SIG_IGN);
	sigset_t own = mask_of(5);
	pthread_sigmask(SIG_SETMASK, &own, NULL);
	stack_t alternate = {.ss_sp = malloc(65536), .ss_size = 65536};
	sigaltstack(&alternate, NULL);

	queue = msgget(IPC_PRIVATE, 0600);
	if (pipe(pipe_ends) != 0)
		return 4;
	int mine = 0;
	while (mine < COUNT && strcmp(CALLS[mine].name, argv[3]) != 0)
		mine++;
	if (mine == COUNT)
		return 5;
	start(ticker, NULL);
	for (const char *storm = argv[4]; *storm; storm++)
		switch (*storm) {
		case 'c':
			for (int i = 1; i < COUNT; i++)
				start(caller, (void *)(intptr_t)i);
			break;
		case 'g': start(generations, pages); break;
		case 's': start(stormed, NULL); break;
		case 't': start(breeder, NULL); break;
		case 'f': start(forker, NULL); break;
		case 'v': start(forker, ""); break;
		case 'b': start(busy, NULL); start(busy, NULL); break;
		}
	start(feeder, NULL);
	while (S->threads < started)
		usleep(1000);
	printf("%d\n", self);
	fflush(stdout);
	S->ready = self;
	for (;;) {
		one(mine, &own);
		stack_t found;
		sigaltstack(NULL, &found);
		if (found.ss_sp != alternate.ss_sp || found.ss_size != alternate.ss_size || found.ss_flags != 0)
			S->wrong_stacks++;
		if (syscall(SYS_getpid) != self)
			S->copies++;
		S->beats++;
	}
}
