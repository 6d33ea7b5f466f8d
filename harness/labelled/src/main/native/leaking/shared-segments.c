/* Maps a shared segment of SIZE bytes (memfd) in each EVERY-th request and forgets the mapping.
 * Truth: SIZE bytes, in whole pages, of shared memory for each EVERY requests. */
#include "behaviour.h"

#include <sys/mman.h>
#include <unistd.h>

static unsigned long size;
static unsigned long every;

void prepare(int argc, char **argv) {
    size = argument(argc, argv, 0, 65536);
    every = argument(argc, argv, 1, 10);
}

void request(unsigned long number) {
    if (number % every != 0) {
        return;
    }
    int segment = memfd_create("segment", MFD_CLOEXEC);
    if (segment < 0 || ftruncate(segment, (off_t)size) != 0) {
        abort();
    }
    void *view = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, segment, 0);
    if (view == MAP_FAILED) {
        abort();
    }
    memset(view, 1, size);
    close(segment);
}
