#include "worker/router.h"

void start_router(Router& router)
{
    // The default stack: what RLIMIT_STACK says. Who would count them?
    pthread_create(&router.thread, nullptr, serve_router, &router);
    pthread_detach(router.thread);
}
