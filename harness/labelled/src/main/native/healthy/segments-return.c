/* Attaches a shared segment for each 10th request, of 4 to 256 kB, writes it, and gives it back 40
 * such requests later: memfd and System V in turn.
 * Truth: no leak, 40 segments at a time. */
#include "behaviour.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

enum { KEPT = 40 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    void *view;
    size_t size;
    int system_v;
} kept[KEPT];
static unsigned long made;

void prepare(int argc, char **argv) {
    (void)argc;
    (void)argv;
}

static void *attach(size_t size, int system_v) {
    if (system_v) {
        int segment = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
        void *view = segment < 0 ? MAP_FAILED : shmat(segment, NULL, 0);
        shmctl(segment, IPC_RMID, NULL);
        return view;
    }
    int segment = memfd_create("segment", MFD_CLOEXEC);
    if (segment < 0 || ftruncate(segment, (off_t)size) != 0) {
        abort();
    }
    void *view = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, segment, 0);
    close(segment);
    return view;
}

static void detach(int at) {
    if (kept[at].view != NULL && kept[at].system_v) {
        shmdt(kept[at].view);
    } else if (kept[at].view != NULL) {
        munmap(kept[at].view, kept[at].size);
    }
}

void request(unsigned long number) {
    if (number % 10 != 0) {
        return;
    }
    size_t size = (size_t)(1 + mixed(number) % 64) << 12;
    int system_v = (int)(number / 10 % 2);
    void *view = attach(size, system_v);
    if (view == MAP_FAILED) {
        abort();
    }
    memset(view, 1, size);
    pthread_mutex_lock(&lock);
    int at = (int)(made++ % KEPT);
    detach(at);
    kept[at].view = view;
    kept[at].size = size;
    kept[at].system_v = system_v;
    pthread_mutex_unlock(&lock);
}
