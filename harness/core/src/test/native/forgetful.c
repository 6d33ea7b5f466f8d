/*
 * A small HTTP/1.1 server with keep-alive: forgetful PORT [threads]. One thread serves all
 * connections, or, with "threads", each its own ("handler"). Its truth:
 *
 * GET /forget?SIZE&EVERY   forgets one malloc(SIZE) in EVERY requests
 * GET /burst?BYTES         fills BYTES more than the request before with chunks of 1,000 bytes and
 *                          frees all of them, under one chunk that stays: nothing leaks, and
 *                          the heap keeps its highest mark
 * GET /                    allocates and frees
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 64, MOST_CHUNKS = 200000 };

static atomic_long forgets;
static long filled = 1000000;
/* Volatile, so that the compiler leaves no allocation out. */
static char *volatile chunks[MOST_CHUNKS];
static char *volatile lid;
static char *volatile forgotten;

static void burst(long more) {
    filled += more;
    long count = filled / 1000 < MOST_CHUNKS ? filled / 1000 : MOST_CHUNKS;
    for (long i = 0; i < count; i++) memset(chunks[i] = malloc(1000), 'b', 1000);
    char *old = lid;
    lid = malloc(2000); /* too large for the cache, which would take it from the middle */
    for (long i = 0; i < count; i++) free(chunks[i]);
    free(old);
}

static void work(const char *request) {
    long size, every, more;
    if (sscanf(request, "GET /forget?%ld&%ld", &size, &every) == 2) {
        if (atomic_fetch_add(&forgets, 1) % every == 0) forgotten = memset(malloc(size), 'f', size);
    } else if (sscanf(request, "GET /burst?%ld", &more) == 1) {
        burst(more);
    }
    char *volatile copy = strdup(request);
    free(copy);
}

/* Answers one request; 0 at the end of the connection. Requests are small and come whole. */
static int serve(int connection) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    char request[4096];
    long bytes = read(connection, request, sizeof request - 1);
    if (bytes <= 0) return 0;
    request[bytes] = 0;
    work(request);
    return write(connection, answer, sizeof answer - 1) > 0;
}

static void *handle(void *argument) {
    int connection = (int)(long)argument;
    prctl(PR_SET_NAME, "handler");
    while (serve(connection)) {
    }
    close(connection);
    return NULL;
}

int main(int count, char **arguments) {
    int threads = count > 2;
    for (int i = 0; i < MOST_CHUNKS; i++) chunks[i] = arguments[0]; /* so that these pages don't count later */
    int on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(atoi(arguments[1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 64))
        return 1;
    struct pollfd polled[CONNECTIONS] = {{.fd = listener, .events = POLLIN}};
    int used = 1;
    while (poll(polled, used, -1) >= 0) {
        for (int i = used - 1; i > 0; i--) {
            if (polled[i].revents && !serve(polled[i].fd)) {
                close(polled[i].fd);
                polled[i] = polled[--used];
            }
        }
        if (polled[0].revents && used < CONNECTIONS) {
            int connection = accept(listener, NULL, NULL);
            pthread_t thread;
            if (!threads) {
                polled[used++] = (struct pollfd){.fd = connection, .events = POLLIN};
            } else if (!pthread_create(&thread, NULL, handle, (void *)(long)connection)) {
                pthread_detach(thread);
            }
        }
    }
}
