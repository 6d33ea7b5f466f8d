#include "worker/router.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "http/unique_fd.h"

std::vector<std::unique_ptr<Router>> read_routers(const std::string& file)
{
    std::ifstream lines(file);
    if (!lines) {
        throw std::runtime_error(file + ": " + std::strerror(errno));
    }
    std::vector<std::unique_ptr<Router>> routers;
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string name;
        unsigned port = 0;
        if (!(words >> name)) {
            continue;
        }
        if (!(words >> port) || port == 0 || port > 65535) {
            throw std::runtime_error(file + ":" + std::to_string(number) +
                                     ": write NAME PORT, not \"" + line + "\"");
        }
        routers.push_back(std::make_unique<Router>(name, static_cast<std::uint16_t>(port)));
    }
    return routers;
}

void* serve_router(void* argument)
{
    Router& router = *static_cast<Router*>(argument);
    ::prctl(PR_SET_NAME, router.name.c_str());
    const http::UniqueFd connection(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(router.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!connection || ::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address),
                                 sizeof address) != 0) {
        std::fprintf(stderr, "worker: %s: %s\n", router.name.c_str(), std::strerror(errno));
        return nullptr;
    }
    char message[256];  // a page of the stack is all that a router needs
    const int length =
        std::snprintf(message, sizeof message, "REGISTER %s\n", router.name.c_str());
    if (::send(connection.get(), message, static_cast<std::size_t>(length), MSG_NOSIGNAL) !=
        length) {
        return nullptr;
    }
    while (::recv(connection.get(), message, sizeof message, 0) > 0) {
        router.registered = true;
    }
    router.registered = false;
    return nullptr;
}
