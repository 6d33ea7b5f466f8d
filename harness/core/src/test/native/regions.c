/*
 * Memory of each kind, in known amounts. Prints "ready" and waits.
 *   heap               8 MiB in chunks of 1,000 bytes, malloc of the main thread
 *   arenas of handler  3 threads x 4 MiB in chunks of 1,000 bytes
 *   arenas of logger   1 thread x 1 MiB
 *   stacks of handler  3 x 256 KiB touched, of 1 MiB each
 *   stacks of ended threads  1 x 1 MiB reserved, nearly nothing touched: glibc gives it back
 *   large allocations  one malloc of 16 MiB
 *   anonymous          mmap of 3 MiB
 *   shared memory      memfd of 2 MiB, mapped by this process and by a child that only waits
 *   .bss               1 MiB
 *   with argv[2], a forked child: all private memory is there once more, the shared once
 *   file               a shared mapping of argv[1], 1 MiB, written to
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define MIB (1 << 20)

static char bss[MIB];
static pthread_barrier_t barrier;
static void *volatile keep;

static void *chunks(size_t bytes)
{
	void **last = 0;
	for (size_t done = 0; done < bytes; done += 1008) {
		void **chunk = malloc(1000);
		memset(chunk, 1, 1000);
		*chunk = last;
		last = chunk;
	}
	return last;
}

static __attribute__((noinline)) void touch_stack(size_t bytes)
{
	volatile char frame[bytes];
	for (size_t i = 0; i < bytes; i += 4096)
		frame[i] = 1;
}

static void *thread(void *name)
{
	prctl(PR_SET_NAME, name);
	touch_stack(256 << 10);
	void *mine = chunks(strcmp(name, "handler") == 0 ? 4 * MIB : MIB);
	pthread_barrier_wait(&barrier);
	pause();
	return mine;
}

static void *ends(void *unused)
{
	touch_stack(512 << 10);
	return unused;
}

int main(int argc, char **argv)
{
	static char *names[] = {"handler", "handler", "handler", "logger"};
	pthread_attr_t attr;
	pthread_t t;

	if (argc < 2)
		return 2;
	mallopt(M_ARENA_MAX, 8); /* on i386 with two cores it would be 4, and threads would share */
	memset(bss, 1, sizeof bss);
	keep = chunks(8 * MIB);
	keep = memset(malloc(16 * MIB), 1, 16 * MIB);
	/* Inaccessible neighbours keep the kernel from merging it with what malloc mapped. */
	char *own = mmap(0, 3 * MIB + 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mprotect(own + 4096, 3 * MIB, PROT_READ | PROT_WRITE) != 0)
		return 1;
	memset(own + 4096, 1, 3 * MIB);
	int fd = memfd_create("pool", 0);
	if (ftruncate(fd, 2 * MIB) != 0)
		return 1;
	memset(mmap(0, 2 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), 1, 2 * MIB);
	int file = open(argv[1], O_RDWR | O_CREAT, 0600);
	if (ftruncate(file, MIB) != 0)
		return 1;
	memset(mmap(0, MIB, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), 1, MIB);

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, MIB);
	pthread_barrier_init(&barrier, 0, 5);
	for (int i = 0; i < 4; i++)
		pthread_create(&t, &attr, thread, names[i]);
	pthread_barrier_wait(&barrier);
	pthread_create(&t, &attr, ends, 0);
	pthread_join(t, 0);
	if (argc > 2 && fork() == 0)
		for (;;)
			pause();
	printf("ready\n");
	fflush(stdout);
	for (;;)
		pause();
}
