/*
 * A service that the kernel lets nobody but root look into, as after a change of user.
 *   undumpable PORT     listens, and takes connections for ever
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc != 2 || prctl(PR_SET_DUMPABLE, 0) != 0)
		return 2;
	int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(s, (struct sockaddr *)&at, sizeof at) != 0 || listen(s, 16) != 0) {
		perror("bind");
		return 1;
	}
	for (;;) {
		int c = accept(s, 0, 0);
		if (c >= 0)
			close(c);
	}
}
