#include <malloc.h>
#include <pthread.h>
#include <sys/signalfd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include "gateway/comm_req.h"
#include "gateway/gateway.h"
#include "gateway/options.h"
#include "http/event_loop.h"
#include "http/socket.h"

namespace {

/// Blocks SIGTERM and SIGINT and returns a descriptor that is readable once one has come.
///
/// Call before the first thread starts: threads inherit the mask.
http::UniqueFd stop_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    http::UniqueFd stop(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    if (!stop) {
        throw std::system_error(errno, std::generic_category(), "signalfd");
    }
    return stop;
}

void serve(const Options& options)
{
    std::signal(SIGPIPE, SIG_IGN);
    const http::UniqueFd stop = stop_signals();
    const http::UniqueFd listener = http::listen_on_loopback(options.port);

    const auto run_loop = [&] {
        Gateway gateway;
        http::EventLoop(listener.get(), stop.get(), gateway).run();
    };
    std::vector<std::thread> handlers;
    for (unsigned i = 1; i < options.threads; ++i) {
        handlers.emplace_back(run_loop);
        pthread_setname_np(handlers.back().native_handle(), "handler");
    }
    std::printf("gateway: listening on 127.0.0.1:%u, threads %u\n",
                unsigned{http::local_port(listener)}, options.threads);
    std::fflush(stdout);
    run_loop();
    for (std::thread& handler : handlers) {
        handler.join();
    }
}

void print_version()
{
    const http::Request request{};
    const auto req = std::make_unique<CommItopReq>(http::ConnectionId{0}, request);
    // glibc: a chunk is what can be used of it and one word of header.
    std::printf("gateway %s; CommItopReq %zu B in a malloc chunk of %zu B\n", GATEWAY_VERSION,
                sizeof *req, ::malloc_usable_size(req.get()) + sizeof(std::size_t));
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        const Options options = parse_options(argc, argv);
        if (options.help) {
            std::fputs(kUsage, stdout);
        } else if (options.version) {
            print_version();
        } else {
            serve(options);
        }
        return EXIT_SUCCESS;
    } catch (const UsageError& error) {
        std::fprintf(stderr, "gateway: %s\n%s", error.what(), kUsage);
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "gateway: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
