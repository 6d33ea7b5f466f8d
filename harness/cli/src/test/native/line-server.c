/*
 * Answers each line over TCP:
 *   "leak"  forgets one malloc(1480), a chunk of 1,488 bytes, and says "leaked"
 *   "die"   ends with SIGSEGV
 *   other   says "ok" and keeps nothing
 *
 * Usage: line-server PORT
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 64, LONGEST = 128 };

static struct pollfd fds[MOST];
static char lines[MOST][LONGEST];
static size_t lengths[MOST];
static char *volatile forgotten;

static void answer(int fd, const char *line) {
    const char *text = "ok\n";
    if (strcmp(line, "leak") == 0) {
        forgotten = malloc(1480);
        memset(forgotten, 'x', 1480);
        text = "leaked\n";
    } else if (strcmp(line, "die") == 0) {
        raise(SIGSEGV);
    }
    if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0) {
        perror("send");
    }
}

/* Returns 0 when the client is gone. */
static int serve(int i) {
    char buffer[LONGEST];
    ssize_t got = read(fds[i].fd, buffer, sizeof buffer);
    if (got <= 0) {
        return 0;
    }
    for (ssize_t k = 0; k < got; k++) {
        if (buffer[k] == '\n') {
            lines[i][lengths[i]] = 0;
            answer(fds[i].fd, lines[i]);
            lengths[i] = 0;
        } else if (lengths[i] < LONGEST - 1) {
            lines[i][lengths[i]++] = buffer[k];
        }
    }
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: line-server PORT\n");
        return 2;
    }
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
        perror("line-server");
        return 1;
    }
    for (int i = 0; i < MOST; i++) {
        fds[i] = (struct pollfd){.fd = -1, .events = POLLIN};
    }
    fds[0].fd = listener;
    for (;;) {
        if (poll(fds, MOST, -1) < 0) {
            return 1;
        }
        for (int i = 1; i < MOST; i++) {
            if (fds[i].fd >= 0 && fds[i].revents != 0 && !serve(i)) {
                close(fds[i].fd);
                fds[i].fd = -1;
            }
        }
        if (fds[0].revents != 0) {
            int client = accept(listener, NULL, NULL);
            int i = 1;
            while (i < MOST && fds[i].fd >= 0) {
                i++;
            }
            if (client >= 0 && i < MOST) {
                fds[i].fd = client;
                lengths[i] = 0;
            } else if (client >= 0) {
                close(client);
            }
        }
    }
}
