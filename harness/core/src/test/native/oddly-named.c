/*
 * Calls itself "a) S 1\n(\\" (spaces, both parentheses, a line feed and a backslash), prints
 * "ready" and waits for the end of its input.
 */
#include <stdio.h>
#include <sys/prctl.h>

int main(void) {
    prctl(PR_SET_NAME, "a) S 1\n(\\");
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF) { }
    return 0;
}
