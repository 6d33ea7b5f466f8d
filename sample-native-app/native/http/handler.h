#pragma once

#include <cstdint>
#include <string_view>

#include "http/parser.h"

namespace http {

/// Names a connection for good: an id is never given twice, so an answer can come too late safely.
using ConnectionId = std::uint64_t;

/// Takes answers.
class Replies {
public:
    /// Answers the request that is open on a connection; does nothing when the peer has gone.
    virtual void reply(ConnectionId to, int status, std::string_view body) = 0;

protected:
    ~Replies() = default;
};

/// Serves requests. Each event loop has a handler of its own, so a handler needs no locks.
class Handler {
public:
    virtual ~Handler() = default;

    /// Takes a request, which is gone when this returns, and sees to it that there is one reply.
    virtual void handle(const Request& request, ConnectionId from, Replies& replies) = 0;

    /// Goes on with requests that were put off; the loop calls it once a turn.
    virtual void run_pending(Replies& replies) = 0;

    /// Tells whether run_pending has something to do.
    [[nodiscard]] virtual bool has_pending() const = 0;
};

}  // namespace http
