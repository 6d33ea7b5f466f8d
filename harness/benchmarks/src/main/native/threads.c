/* threads N SIZE: N threads that wait, with stacks of SIZE bytes. Says "ready", and ends when it is killed. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, strtoul(arguments[2], NULL, 10)))
        return 2;
    for (long left = strtol(arguments[1], NULL, 10); left > 0; left--) {
        pthread_t thread;
        if (pthread_create(&thread, &attributes, wait_for_ever, NULL))
            return 1;
    }
    puts("ready");
    fflush(stdout);
    for (;;)
        pause();
}
