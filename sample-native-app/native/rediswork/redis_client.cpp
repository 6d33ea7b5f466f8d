#include "rediswork/redis_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

RedisClient::RedisClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    if (!socket_ ||
        ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0) {
        throw std::system_error(errno, std::generic_category(),
                                "redis on 127.0.0.1:" + std::to_string(port));
    }
    buffer_.reserve(4096);
}

void RedisClient::run(operation& op)
{
    send(op.command, op.command_length);
    const std::string head = line();
    if (head.empty() || head[0] != '$') {
        throw std::runtime_error("redis answered " + head);
    }
    const long length = std::stol(head.substr(1));
    op.found = length >= 0;
    if (!op.found) {
        return;
    }
    const auto whole = static_cast<std::size_t>(length) + 2;
    while (buffer_.size() < whole) {
        fill();
    }
    op.reply_length = std::min(whole - 2, sizeof op.reply);
    std::memcpy(op.reply, buffer_.data(), op.reply_length);
    buffer_.erase(0, whole);
}

void RedisClient::send(const char* bytes, std::size_t length)
{
    while (length > 0) {
        const ssize_t sent = ::send(socket_.get(), bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "redis");
        }
        if (sent > 0) {
            bytes += sent;
            length -= static_cast<std::size_t>(sent);
        }
    }
}

std::string RedisClient::line()
{
    std::size_t end = buffer_.find("\r\n");
    while (end == std::string::npos) {
        fill();
        end = buffer_.find("\r\n");
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return line;
}

void RedisClient::fill()
{
    char bytes[4096];
    const ssize_t length = ::recv(socket_.get(), bytes, sizeof bytes, 0);
    if (length == 0) {
        throw std::runtime_error("redis closed the connection");
    }
    if (length < 0 && errno != EINTR) {
        throw std::system_error(errno, std::generic_category(), "redis");
    }
    if (length > 0) {
        buffer_.append(bytes, static_cast<std::size_t>(length));
    }
}
