/* Maps the first page of its own program in each EVERY-th request and forgets the mapping; it is
 * never read.
 * Truth: one mapping for each EVERY requests, and no memory. Two of them never merge, for both begin
 * at the start of the file. */
#include "behaviour.h"

#include <fcntl.h>
#include <sys/mman.h>

static unsigned long every;
static int program;

void prepare(int argc, char **argv) {
    every = argument(argc, argv, 0, 10);
    program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
}

void request(unsigned long number) {
    if (number % every == 0 &&
        mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, program, 0) == MAP_FAILED) {
        abort();
    }
}
