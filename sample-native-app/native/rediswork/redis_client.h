#pragma once

#include <cstdint>
#include <string>

#include "http/unique_fd.h"
#include "rediswork/operation.h"

/// Talks to a redis-server on 127.0.0.1, one command at a time.
class RedisClient {
public:
    /// Connects; throws std::system_error when nothing listens there.
    explicit RedisClient(std::uint16_t port);

    /// Sends an operation's command and reads its reply; throws std::runtime_error when redis
    /// answers something else than a value or none.
    void run(operation& op);

private:
    void send(const char* bytes, std::size_t length);
    std::string line();
    void fill();

    http::UniqueFd socket_;
    std::string buffer_;
};
