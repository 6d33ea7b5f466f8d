#include <cstdio>
#include <cstring>

#include "worker/router.h"

void start_router(Router& router)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 2 << 20);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    const int error = pthread_create(&router.thread, &attributes, serve_router, &router);
    pthread_attr_destroy(&attributes);
    if (error != 0) {
        std::fprintf(stderr, "worker: no thread for %s: %s\n", router.name.c_str(),
                     std::strerror(error));
    }
}
