/*
 * paused FILE MB THREADS: a service with MB of memory, all touched, in pages of 4 kB, and THREADS
 * threads. One of them wakes each 0.1 ms and keeps the longest time that it did not in a page that
 * FILE shares; it takes no signal, so only standing still, or having no processor, delays it.
 * Words of the page: 0 the pid, once all is touched; 1 the longest gap in nanoseconds; 2 set by who
 * measures, cleared when the gap is 0 again; 3 set by who measures, cleared when the service has
 * copied itself, by the call that a capture injects; 4 how many nanoseconds that call took.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile uint64_t *page;

static uint64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

static void *wait_forever(void *nothing)
{
	for (;;)
		pause();
	return nothing;
}

/* The floor of any capture by fork: what the kernel needs to copy the page tables. */
static uint64_t copy_itself(void)
{
	uint64_t begun = now();
	pid_t child = syscall(SYS_clone, CLONE_FILES, 0, 0, 0, 0);
	if (child == 0)
		for (;;)
			pause();
	uint64_t took = now() - begun;
	if (child < 0)
		exit(6);
	kill(child, SIGKILL);
	while (waitpid(child, NULL, __WALL) < 0)
		;
	return took;
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	int fd = open(argv[1], O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, 4096) != 0)
		return 3;
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	size_t left = (size_t)atol(argv[2]) << 20;
	/* In pieces, as a heap is: 32-bit address space has no gigabytes in one piece. */
	while (left > 0) {
		size_t bytes = left < (64 << 20) ? left : (64 << 20);
		char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (memory == MAP_FAILED)
			return 4;
		madvise(memory, bytes, MADV_NOHUGEPAGE);
		for (size_t at = 0; at < bytes; at += 64)
			*(uint64_t *)(memory + at) = (at + left) * 0x9e3779b97f4a7c15ULL;
		left -= bytes;
	}
	for (int i = 1; i < atoi(argv[3]); i++) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, wait_forever, NULL) != 0)
			return 5;
	}
	prctl(PR_SET_TIMERSLACK, 1);
	page[0] = getpid();
	for (uint64_t last = now();;) {
		struct timespec t = {0, 100000};
		nanosleep(&t, NULL);
		uint64_t at = now();
		if (page[3]) {
			page[4] = copy_itself();
			page[3] = 0;
			at = now();
		} else if (page[2]) {
			page[1] = 0;
			page[2] = 0;
		} else if (at - last > page[1]) {
			page[1] = at - last;
		}
		last = at;
	}
}
