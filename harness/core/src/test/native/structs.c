/*
 * Leaks 1,000 operations of 64 bytes (56 in a 32-bit program), a key in each; another structure has
 * a size that malloc rounds to the same, and pointers where operations have other bytes.
 * Says "ready" then.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reply {
    int kind;
    unsigned last : 3;
    char *text;
};

typedef struct {
    char key[32];
    int64_t number;
    struct reply *reply;
    const char *command;
    struct {
        short first, second;
    } within;
    union {
        unsigned whole;
        char parts[4];
    };
} operation;

struct wrong {
    char *pointers[2];
    char *third;
    char rest[sizeof(operation) - 3 * sizeof(char *) - 1];
};

struct wrong other;

static void leak(int number) {
    operation *one = malloc(sizeof *one);
    memset(one, 0x77, sizeof *one);
    snprintf(one->key, sizeof one->key, "user:%08d:0123456789abcdef", number);
    one->reply = malloc(sizeof *one->reply);
    memset(one->reply, 0, sizeof *one->reply);
    one->command = "GET";
}

int main(void) {
    for (int i = 0; i < 1000; i++) {
        leak(i);
    }
    puts("ready");
    fflush(stdout);
    return pause();
}
