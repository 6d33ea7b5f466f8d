/* Appends 1 kB for each request to a log file, and maps what it wrote, shared, to search it.
 * Truth: no leak. The page cache grows, and so does RSS: that is the kernel's to give back. */
#include "behaviour.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LINE = 1024, MOST = 256 << 20 };

static int file;
static volatile char *view;

void prepare(int argc, char **argv) {
    const char *path = argc > 0 ? argv[0] : "page-cache.log";
    file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, MOST) != 0) {
        perror(path);
        exit(1);
    }
    view = mmap(NULL, MOST, PROT_READ, MAP_SHARED, file, 0);
}

void request(unsigned long number) {
    char line[LINE];
    memset(line, 'x', sizeof line);
    off_t at = (off_t)(number * LINE % MOST);
    if (pwrite(file, line, sizeof line, at) == LINE) {
        (void)view[at];
    }
}
