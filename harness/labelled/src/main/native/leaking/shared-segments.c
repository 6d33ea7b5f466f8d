/* Attaches a shared segment of SIZE bytes in each EVERY-th request and forgets it.
 *
 *   shared-segments PORT SIZE EVERY memfd|sysv
 *
 * Truth: SIZE bytes, in whole pages, of shared memory for each EVERY requests. Segments of System V are
 * marked to go with the process, so that none stays on the machine. */
#include "behaviour.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static unsigned long size;
static unsigned long every;
static int system_v;

void prepare(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: shared-segments PORT SIZE EVERY memfd|sysv\n", stderr);
        exit(2);
    }
    size = strtoul(argv[0], NULL, 10);
    every = strtoul(argv[1], NULL, 10);
    system_v = strcmp(argv[2], "sysv") == 0;
}

static void *of_system_v(void) {
    int segment = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
    if (segment < 0) {
        abort();
    }
    void *view = shmat(segment, NULL, 0);
    shmctl(segment, IPC_RMID, NULL);
    return view;
}

static void *of_a_file(void) {
    int segment = memfd_create("segment", MFD_CLOEXEC);
    if (segment < 0 || ftruncate(segment, (off_t)size) != 0) {
        abort();
    }
    void *view = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, segment, 0);
    close(segment);
    return view;
}

void request(unsigned long number) {
    if (number % every != 0) {
        return;
    }
    void *view = system_v ? of_system_v() : of_a_file();
    if (view == MAP_FAILED) { /* shmat answers the same */
        abort();
    }
    memset(view, 1, size);
}
