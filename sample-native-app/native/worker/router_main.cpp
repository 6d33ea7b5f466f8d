/// A router for tests: takes workers' connections, answers each "REGISTER NAME" line and keeps
/// them. Says its port on the first line of its output. Ends when its standard input does.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include "http/socket.h"

namespace {

constexpr char kRegistered[] = "REGISTERED\n";

void run()
{
    const http::UniqueFd listener = http::listen_on_loopback(0);
    std::printf("%u\n", unsigned{http::local_port(listener)});
    std::fflush(stdout);
    std::fclose(stdout);
    std::vector<pollfd> watched{{STDIN_FILENO, POLLIN, 0}, {listener.get(), POLLIN, 0}};
    while (true) {
        if (::poll(watched.data(), watched.size(), -1) < 0) {
            continue;
        }
        if (watched[0].revents != 0) {
            char nothing[16];
            if (::read(STDIN_FILENO, nothing, sizeof nothing) <= 0) {
                return;
            }
        }
        for (std::size_t i = 2; i < watched.size(); ++i) {
            char line[256];
            if (watched[i].revents != 0 && ::recv(watched[i].fd, line, sizeof line, 0) > 0) {
                ::send(watched[i].fd, kRegistered, sizeof kRegistered - 1, MSG_NOSIGNAL);
            } else if (watched[i].revents != 0) {
                ::close(watched[i].fd);
                watched[i].fd = -1;  // poll passes over it
            }
        }
        if (watched[1].revents != 0) {
            const int worker = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            if (worker >= 0) {
                watched.push_back({worker, POLLIN, 0});
            }
        }
    }
}

}  // namespace

int main()
{
    try {
        run();
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "router: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
