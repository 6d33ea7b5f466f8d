/*
 * dying-server PORT REQUESTS SIGNAL
 *
 * Answers HTTP on the loopback address, one connection for each request, and leaks nothing. After
 * REQUESTS answers it sends itself SIGNAL: 11 is SIGSEGV, 9 is SIGKILL. Connections that carry no
 * request, such as a probe whether the port listens, do not count. A port that is taken makes it
 * exit with status 1 and say so.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

/* Reads the head of a request; returns 0 when the peer closes before its end. */
static int read_head(int fd)
{
    char head[4096];
    size_t used = 0;
    while (used < sizeof head - 1) {
        ssize_t n = read(fd, head + used, sizeof head - 1 - used);
        if (n <= 0) {
            return 0;
        }
        used += (size_t)n;
        head[used] = 0;
        if (strstr(head, "\r\n\r\n") != NULL) {
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: dying-server PORT REQUESTS SIGNAL\n");
        return 2;
    }
    long left = atol(argv[2]);
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) {
        give_up("bind");
    }
    if (listen(listener, 64) != 0) {
        give_up("listen");
    }
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            continue;
        }
        if (read_head(fd)) {
            if (left-- == 0) {
                raise(atoi(argv[3]));
            }
            if (write(fd, ANSWER, sizeof ANSWER - 1) < 0) {
                perror("write");
            }
        }
        close(fd);
    }
}
