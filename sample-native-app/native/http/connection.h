#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/parser.h"
#include "http/unique_fd.h"

namespace http {

/// One client: reads requests one after the other, and writes each one's answer before the next.
///
/// Requests that a client sends ahead (pipelining) wait in the buffer, so answers keep their order
/// and a client that does not read its answers is no longer read from.
class Connection {
public:
    using Clock = std::chrono::steady_clock;

    explicit Connection(UniqueFd socket);

    /// Reads once what the socket has and the buffer has room for.
    void receive();

    /// Takes the next request, which then is open until reply; a broken one is answered here.
    ///
    /// The request's views hold until the next call of any function but reply.
    std::optional<Request> next_request();

    /// Answers the open request.
    void reply(int status, std::string_view body);

    /// Sends what can be sent without blocking.
    void send();

    [[nodiscard]] int fd() const { return socket_.get(); }
    [[nodiscard]] bool done() const { return phase_ == Phase::Done; }
    [[nodiscard]] bool expired(Clock::time_point now) const { return now >= deadline_; }
    /// Returns the epoll events that the connection waits for.
    [[nodiscard]] std::uint32_t interest() const;
    /// Remembers the events that epoll was told; returns whether they are new.
    bool change_interest(std::uint32_t events);

private:
    enum class Phase {
        Serving,
        LastAnswer,  ///< an answer that ends the connection waits to be sent
        Lingering,   ///< all is sent; reads on, since closing now could take the answer back (RST)
        Done,
    };

    void consume(std::size_t bytes);
    void extend_deadline();

    UniqueFd socket_;
    Phase phase_ = Phase::Serving;
    bool request_open_ = false;
    bool head_request_ = false;
    bool keep_alive_ = true;
    bool peer_finished_ = false;
    std::uint32_t interest_ = 0;
    std::uint64_t body_left_ = 0;  // of the last request; thrown away as it comes
    Clock::time_point deadline_;
    std::string output_;
    std::size_t sent_ = 0;
    std::size_t buffered_ = 0;
    std::array<char, kMaxHead> buffer_;
};

}  // namespace http
