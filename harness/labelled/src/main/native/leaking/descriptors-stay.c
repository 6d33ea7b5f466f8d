/* Opens /dev/null in each EVERY-th request and never closes it.
 * Truth: one descriptor for each EVERY requests, and no memory of the process. */
#include "behaviour.h"

#include <fcntl.h>
#include <sys/resource.h>

static unsigned long every;

void prepare(int argc, char **argv) {
    every = argument(argc, argv, 0, 10);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void request(unsigned long number) {
    if (number % every == 0 && open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) {
        abort();
    }
}
