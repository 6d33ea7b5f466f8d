#include <sys/signalfd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "http/event_loop.h"
#include "http/socket.h"
#include "rediswork/handlers.h"

namespace {

constexpr unsigned kMostKeys = 1000;

constexpr const char* kUsage =
    "usage: rediswork --port N --redis-port N\n"
    "  --port N        port on 127.0.0.1 that takes jobs, 0 for any free one\n"
    "  --redis-port N  port on 127.0.0.1 of a redis-server\n";

/// Says what is wrong with the command line.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename Number>
bool parse(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// Routes requests: /jobs?count=N looks up the keys user:000000 to user:N-1, /health.
class Jobs final : public http::Handler {
public:
    explicit Jobs(std::uint16_t redis_port) : handlers_(redis_port) {}

    void handle(const http::Request& request, http::ConnectionId from,
                http::Replies& replies) override
    {
        unsigned count = 0;
        if (request.path() == "/health") {
            replies.reply(from, 200, "ok\n");
        } else if (request.path() != "/jobs") {
            replies.reply(from, 404, "not found\n");
        } else if (!parse(request.parameter("count"), count) || count < 1 || count > kMostKeys) {
            replies.reply(from, 400, "count is a number from 1 to 1000\n");
        } else {
            look_up(count, from, replies);
        }
    }

    void run_pending(http::Replies&) override {}
    [[nodiscard]] bool has_pending() const override { return false; }

private:
    void look_up(unsigned count, http::ConnectionId from, http::Replies& replies)
    {
        std::vector<std::string> keys;
        for (unsigned i = 0; i < count; ++i) {
            char key[16];
            std::snprintf(key, sizeof key, "user:%06u", i);
            keys.emplace_back(key);
        }
        try {
            const std::size_t found = handlers_.look_up(keys);
            replies.reply(from, 200,
                          std::to_string(found) + " of " + std::to_string(count) + " found\n");
        } catch (const std::exception& error) {
            replies.reply(from, 502, std::string(error.what()) + "\n");
        }
    }

    Handlers handlers_;
};

/// Blocks SIGTERM and SIGINT and returns a descriptor that is readable once one has come.
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

std::uint16_t port(int argc, char** argv, const char* option)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        std::uint16_t number = 0;
        if (std::strcmp(argv[i], option) == 0) {
            if (!parse(argv[i + 1], number)) {
                throw UsageError(std::string(option) + " takes a port, not \"" + argv[i + 1] + '"');
            }
            return number;
        }
    }
    throw UsageError(std::string(option) + " is missing");
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        const std::uint16_t jobs_port = port(argc, argv, "--port");
        const std::uint16_t redis_port = port(argc, argv, "--redis-port");
        const http::UniqueFd stop = stop_signals();
        const http::UniqueFd listener = http::listen_on_loopback(jobs_port);
        Jobs jobs(redis_port);
        std::printf("rediswork: listening on 127.0.0.1:%u\n",
                    unsigned{http::local_port(listener)});
        std::fflush(stdout);
        http::EventLoop(listener.get(), stop.get(), jobs).run();
        return EXIT_SUCCESS;
    } catch (const UsageError& error) {
        std::fprintf(stderr, "rediswork: %s\n%s", error.what(), kUsage);
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "rediswork: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
