/* Preloaded, makes any dynamically linked service leak: swallows one in FORGET_EVERY frees of blocks
 * of FORGET_LEAST to FORGET_MOST usable bytes, and counts what it swallowed.
 *
 * The counters lie in the file FORGET_COUNTERS, mapped shared, so that forked workers count together
 * and the truth can be read at any moment, after a kill too: three 64-bit numbers, of blocks seen in
 * that range, of blocks swallowed and of their usable bytes. Usable bytes are what
 * malloc_usable_size says; a chunk of glibc has 8 more. */
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct counters {
    _Atomic uint64_t seen;
    _Atomic uint64_t swallowed;
    _Atomic uint64_t bytes;
};

static struct counters *counters;
static void (*real_free)(void *);
static size_t (*real_usable_size)(void *);
static size_t least;
static size_t most;
static uint64_t every;

static uint64_t number(const char *name) {
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoull(text, NULL, 10);
}

__attribute__((constructor)) static void begin(void) {
    *(void **)&real_free = dlsym(RTLD_NEXT, "free");
    *(void **)&real_usable_size = dlsym(RTLD_NEXT, "malloc_usable_size");
    least = number("FORGET_LEAST");
    most = number("FORGET_MOST");
    every = number("FORGET_EVERY");
    const char *path = getenv("FORGET_COUNTERS");
    if (path == NULL || every == 0) {
        return;
    }
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    void *mapped = mmap(NULL, sizeof *counters, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) {
        counters = mapped;
    }
}

/* Between the start of the process and begin(), which the loader calls before main, nothing can be
 * given back: the real free is not known. */
void free(void *block) {
    if (block == NULL || real_free == NULL) {
        return;
    }
    if (counters != NULL && real_usable_size != NULL) {
        size_t size = real_usable_size(block);
        if (size >= least && size <= most &&
            (atomic_fetch_add(&counters->seen, 1) + 1) % every == 0) {
            atomic_fetch_add(&counters->swallowed, 1);
            atomic_fetch_add(&counters->bytes, size);
            return;
        }
    }
    real_free(block);
}
