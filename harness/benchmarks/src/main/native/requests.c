/*
 * Holds as many requests as it loses, of about 1,500 bytes each, and says "ready".
 * With a second argument all chunks are of so many bytes, and none has text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *volatile held;

int main(int count, char **arguments) {
    long pairs = count > 1 ? atol(arguments[1]) : 1000;
    long size = count > 2 ? atol(arguments[2]) : 0;
    unsigned long long seed = 88172645463325252ULL;
    for (long i = 0; i < 2 * pairs; i++) {
        char *chunk = malloc(size ? size : 1500);
        int used = 8;
        memset(chunk, 0, 8);
        if (size == 0)
            used += snprintf(chunk + 8, 700,
                             "GET /itop?channelid=%ld HTTP/1.1\r\nHost: gateway\r\nX-Trace: %ld\r\n"
                             "Accept: */*\r\n\r\n",
                             4099 + i % 50, i);
        for (int at = (used + 7) & ~7; at + 8 <= (size ? size : 1500); at += 8) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            memcpy(chunk + at, &seed, 8);
        }
        if (i % 2 == 0) {
            *(char **)chunk = held;
            held = chunk;
        }
    }
    puts("ready");
    fflush(stdout);
    return pause();
}
