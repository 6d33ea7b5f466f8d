/*
 * bearing MIB: leads a session of its own and prints "ready". For a line "child" of its input it
 * forks a child, for "orphan" one whose parent ends at once; either touches MIB mebibytes and then
 * lives as long as this one. Prints the child's pid once that has touched all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int touched[2], lives[2];

static void child(size_t bytes)
{
    char byte;
    int self = getpid();
    close(lives[1]);
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        _exit(1);
    }
    memset(memory, 1, bytes);
    if (write(touched[1], &self, sizeof self) != sizeof self || read(lives[0], &byte, 1) != 0) {
        _exit(1);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    char line[64];
    int born;
    if (argc != 2 || setsid() < 0 || pipe(touched) != 0 || pipe(lives) != 0) {
        return 2;
    }
    size_t bytes = strtoul(argv[1], NULL, 10) << 20;
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        int orphan = strncmp(line, "orphan", 6) == 0;
        int pid = fork();
        if (pid == 0) {
            if (!orphan || fork() == 0) {
                child(bytes);
            }
            _exit(0);
        }
        if (orphan) {
            waitpid(pid, NULL, 0);
        }
        if (read(touched[0], &born, sizeof born) != sizeof born) {
            return 1;
        }
        printf("%d\n", born);
        fflush(stdout);
    }
    return 0;
}
