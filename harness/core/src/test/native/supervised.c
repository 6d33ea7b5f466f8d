/*
 * supervised PORT WORKERS REQUESTS HOW
 *
 * A supervisor that holds the listening socket and keeps WORKERS workers, which answer HTTP on the
 * loopback address, one connection for each request. A worker ends after REQUESTS answers (0: never)
 * and is replaced at once; connections wait in the socket meanwhile, so that no request fails. HOW
 * is "crash" (SIGSEGV) or "exit" (status 0). Nothing leaks.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";

static void work(int listener, long requests, const char *how)
{
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "worker");
    signal(SIGPIPE, SIG_IGN);
    for (long answers = 0; requests == 0 || answers < requests;) {
        char head[4096];
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && read(fd, head, sizeof head) > 0) {
            answers++;
            if (write(fd, ANSWER, sizeof ANSWER - 1) < 0) {
                perror("write");
            }
        }
        close(fd);
    }
    if (strcmp(how, "crash") == 0) {
        raise(SIGSEGV);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: supervised PORT WORKERS REQUESTS HOW\n");
        return 2;
    }
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 64) != 0) {
        perror("bind");
        return 1;
    }
    int missing = atoi(argv[2]);
    for (;;) {
        for (; missing > 0; missing--) {
            if (fork() == 0) {
                work(listener, atol(argv[3]), argv[4]);
            }
        }
        if (wait(NULL) > 0) {
            missing++;
        }
    }
}
