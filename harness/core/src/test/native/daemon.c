/*
 * A service with workers, as nginx and postgres are built.
 *   daemon PORT stay          listens, with two workers of its session
 *   daemon PORT background    the same from the background: forks, leaves its session, and the first
 *                             process exits with 0; its environment is overwritten, as nginx does
 *   daemon PORT stubborn      the same as stay, but SIGTERM is ignored
 * Worker 1 stays in the session; worker 2 leaves it and, when root, becomes user 65534.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

extern char **environ;

static void forget_environment(void)
{
	for (char **e = environ; *e; e++)
		memset(*e, 0, strlen(*e));
}

static void worker(int leaves)
{
	if (fork() != 0)
		return;
	if (leaves) {
		forget_environment();
		setsid();
		if (getuid() == 0 && setuid(65534) != 0)
			_exit(9);
	}
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	if (strcmp(argv[2], "stubborn") == 0)
		signal(SIGTERM, SIG_IGN);
	if (strcmp(argv[2], "background") == 0) {
		if (fork() != 0)
			return 0;
		forget_environment();
		setsid();
	}
	worker(0);
	worker(1);
	int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(s, (struct sockaddr *)&at, sizeof at) != 0 || listen(s, 16) != 0) {
		perror("bind");
		return 1;
	}
	printf("listening\n");
	fflush(stdout);
	for (;;) {
		int c = accept(s, 0, 0);
		if (c >= 0)
			close(c);
	}
}
