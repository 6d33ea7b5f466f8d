/*
 * leaking-counts PORT WHAT EVERY
 *
 * Answers HTTP on the loopback address, one connection for each request, and leaks one WHAT with
 * each EVERY-th request; no memory of its own but what comes with it.
 *
 *   socket, pipe, eventfd, file   descriptors, never closed (a pipe is two); files are in /tmp and
 *                                 have names of their own
 *   thread                        parked for good
 *   child                         sleeps for good
 *   zombie                        ended, never waited for
 *   mapping                       4 kB, untouched, of a protection that lets no two merge
 *   reserved                      4 kB, untouched, all of one protection: they merge into one
 *   nothing                       leaks nothing
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";

static void must(int holds, const char *what)
{
    if (!holds) {
        perror(what);
        exit(1);
    }
}

static void *park(void *unused)
{
    for (;;) {
        pause();
    }
    return unused;
}

static void fork_one(int sleeps)
{
    pid_t pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0) {
        if (sleeps) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            park(NULL);
        }
        _exit(0);
    }
}

static void leak(const char *what)
{
    static int turn;
    if (strcmp(what, "socket") == 0) {
        must(socket(AF_INET, SOCK_STREAM, 0) >= 0, "socket");
    } else if (strcmp(what, "pipe") == 0) {
        int ends[2];
        must(pipe(ends) == 0, "pipe");
    } else if (strcmp(what, "eventfd") == 0) {
        must(eventfd(0, 0) >= 0, "eventfd");
    } else if (strcmp(what, "file") == 0) {
        char name[] = "/tmp/leaking-counts-XXXXXX";
        must(mkstemp(name) >= 0 && unlink(name) == 0, name);
    } else if (strcmp(what, "thread") == 0) {
        pthread_t thread;
        must(pthread_create(&thread, NULL, park, NULL) == 0, "pthread_create");
    } else if (strcmp(what, "child") == 0 || strcmp(what, "zombie") == 0) {
        fork_one(what[0] == 'c');
    } else if (strcmp(what, "mapping") == 0 || strcmp(what, "reserved") == 0) {
        int protection = what[0] == 'm' && turn++ % 2 ? PROT_READ : PROT_NONE;
        must(mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED,
             "mmap");
    }
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: leaking-counts PORT WHAT EVERY\n");
        return 2;
    }
    long every = atol(argv[3]);
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    must(listen(listener, 64) == 0, "listen");
    signal(SIGPIPE, SIG_IGN);
    for (long requests = 0;;) {
        char head[4096];
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && read(fd, head, sizeof head) > 0) {
            if (++requests % every == 0) {
                leak(argv[2]);
            }
            must(write(fd, ANSWER, sizeof ANSWER - 1) > 0, "write");
        }
        close(fd);
    }
}
