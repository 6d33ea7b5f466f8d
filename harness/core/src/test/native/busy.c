/*
 * A service that never rests, and holds no memory that grows.
 *   busy PERCENT     says its pid, then uses about PERCENT of one core for ever, in slices of 10 ms
 *   busy 0           says its pid, then sleeps for ever
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

int main(int argc, char **argv)
{
	long busy = argc > 1 ? atol(argv[1]) * 100000L : 0;
	printf("%d\n", getpid());
	fflush(stdout);
	if (busy == 0)
		for (;;)
			pause();
	for (;;) {
		long end = now() + busy;
		while (now() < end)
			;
		struct timespec rest = {.tv_nsec = 10000000L - busy};
		nanosleep(&rest, 0);
	}
}
