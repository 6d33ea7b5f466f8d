/*
 * contained PORT: holds 1,000 structures of 200 bytes in a list that begins at held_requests, listens on the
 * TCP port and waits.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct held_request {
    struct held_request *next;
    long number;
    char text[184];
};

struct held_request *held_requests;

int main(int argc, char **argv) {
    if (argc != 2) {
        return 2;
    }
    for (long i = 0; i < 1000; i++) {
        struct held_request *request = calloc(1, sizeof *request);
        request->number = i;
        request->next = held_requests;
        held_requests = request;
    }
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1]))};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 8)) {
        return 1;
    }
    pause();
    return 0;
}
