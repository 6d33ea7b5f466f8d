/* Starts a child in each EVERY-th request that ends at once, and never waits for it.
 * Truth: one zombie for each EVERY requests, and no memory. */
#include "behaviour.h"

#include <unistd.h>

static unsigned long every;

void prepare(int argc, char **argv) { every = argument(argc, argv, 0, 25); }

void request(unsigned long number) {
    if (number % every == 0 && fork() == 0) {
        _exit(0);
    }
}
