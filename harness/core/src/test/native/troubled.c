/*
 * A process that a snapshot has trouble with.
 *   troubled zombie      has a child that ended and is not waited for
 *   troubled traced      has a child that it traces
 *   troubled vfork       has a child that waits for its vfork child, which does not go on
 *   troubled headless    has a child whose main thread ended and whose other thread runs on
 *   troubled stopped     has a child that is stopped (SIGSTOP)
 *   troubled execs       has a child that becomes itself again by exec, over and over
 * Prints the child's pid.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void *wait_forever(void *nothing)
{
	for (;;)
		pause();
	return nothing;
}

static void child(const char *how, char **argv)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (strcmp(how, "zombie") == 0)
		_exit(0);
	if (strcmp(how, "vfork") == 0 && vfork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		pause();
		_exit(0);
	}
	if (strcmp(how, "headless") == 0) {
		pthread_t thread;
		pthread_create(&thread, NULL, wait_forever, NULL);
		pthread_exit(NULL);
	}
	if (strcmp(how, "stopped") == 0)
		raise(SIGSTOP);
	if (strcmp(how, "execs") == 0) {
		usleep(1000);
		execl(argv[0], argv[0], "again", NULL);
	}
	wait_forever(NULL);
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";
	if (strcmp(how, "again") == 0) {
		usleep(1000);
		execl(argv[0], argv[0], "again", NULL);
	}
	pid_t pid = fork();
	if (pid == 0)
		child(how, argv);
	if (strcmp(how, "traced") == 0 && ptrace(PTRACE_SEIZE, pid, 0, 0) != 0)
		return 1;
	usleep(200000);
	printf("%d\n", pid);
	fflush(stdout);
	wait_forever(NULL);
}
