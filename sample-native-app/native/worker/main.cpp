#include <sys/signalfd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <system_error>

#include "http/event_loop.h"
#include "http/socket.h"
#include "worker/router.h"

namespace {

constexpr const char* kUsage =
    "usage: worker --port PORT --routers FILE\n"
    "Keeps a connection to each router of FILE, lines of \"NAME PORT\", on a thread of its own.\n"
    "GET /routers on 127.0.0.1:PORT answers how many of them are registered.\n";

using Routers = std::vector<std::unique_ptr<Router>>;

/// Answers GET /routers: 200 when all routers are registered, else 503, with both numbers.
class Status final : public http::Handler {
public:
    explicit Status(const Routers& routers) : routers_(routers) {}

    void handle(const http::Request& request, http::ConnectionId from,
                http::Replies& replies) override
    {
        if (request.path() != "/routers") {
            replies.reply(from, 404, "not found\n");
            return;
        }
        const auto registered =
            std::count_if(routers_.begin(), routers_.end(),
                          [](const auto& router) { return router->registered.load(); });
        const bool all = static_cast<std::size_t>(registered) == routers_.size();
        replies.reply(from, all ? 200 : 503,
                      std::to_string(registered) + " of " + std::to_string(routers_.size()) +
                          " routers\n");
    }
    void run_pending(http::Replies&) override {}
    [[nodiscard]] bool has_pending() const override { return false; }

private:
    const Routers& routers_;
};

void serve(std::uint16_t port, const std::string& file)
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const http::UniqueFd stop(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    if (!stop) {
        throw std::system_error(errno, std::generic_category(), "signalfd");
    }
    const Routers routers = read_routers(file);
    std::printf("worker: %zu routers\n", routers.size());
    std::fflush(stdout);
    for (const auto& router : routers) {
        start_router(*router);
    }
    const http::UniqueFd listener = http::listen_on_loopback(port);
    Status status(routers);
    http::EventLoop(listener.get(), stop.get(), status).run();
    // The threads go on with the routers until the process ends.
    std::fflush(stdout);
    std::_Exit(EXIT_SUCCESS);
}

}  // namespace

int main(int argc, char** argv)
{
    std::string file;
    unsigned port = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--routers") {
            file = argv[i + 1];
        } else if (option == "--port") {
            std::from_chars(argv[i + 1], argv[i + 1] + std::strlen(argv[i + 1]), port);
        }
    }
    if (argc != 5 || file.empty() || port == 0 || port > 65535) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    try {
        serve(static_cast<std::uint16_t>(port), file);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "worker: %s\n", error.what());
    }
    return EXIT_FAILURE;
}
