/* Answers each line on 127.0.0.1:PORT with "ok"; a thread for each connection, which allocates
 * nothing by itself.
 *
 *   NAME PORT [ARGUMENTS OF THE BEHAVIOUR]
 */
#include "behaviour.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_ulong requests;

static void *handle(void *argument) {
    int connection = (int)(intptr_t)argument;
    char bytes[512];
    ssize_t count;
    while ((count = read(connection, bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            request(1 + atomic_fetch_add(&requests, 1));
            if (write(connection, "ok\n", 3) != 3) {
                close(connection);
                return NULL;
            }
        }
    }
    close(connection);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: %s PORT [ARGUMENT...]\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    prepare(argc - 2, argv + 2);
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    if (bind(listening, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listening, 128) != 0) {
        perror(argv[1]);
        return 1;
    }
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int connection = accept(listening, NULL, NULL);
        if (connection < 0) {
            continue;
        }
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        pthread_t thread;
        if (pthread_create(&thread, &detached, handle, (void *)(intptr_t)connection) != 0) {
            close(connection);
            continue;
        }
        pthread_setname_np(thread, "handler");
    }
}
