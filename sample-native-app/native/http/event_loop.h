#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "http/connection.h"
#include "http/handler.h"
#include "http/unique_fd.h"

namespace http {

/// Serves connections on the calling thread until told to stop.
///
/// Several loops may share a listening socket; the kernel wakes one of them for each client.
class EventLoop final : private Replies {
public:
    /// `stop_fd` ends the loop as soon as it is readable; it is never read, so one ends all loops.
    EventLoop(int listener_fd, int stop_fd, Handler& handler);

    /// Runs until stopped; throws std::system_error when epoll fails.
    void run();

private:
    using Clock = Connection::Clock;

    void reply(ConnectionId to, int status, std::string_view body) override;

    void accept_clients();
    void start_accepting();
    void pause_accepting();
    void on_event(ConnectionId id, std::uint32_t events);
    void serve(ConnectionId id);
    void serve_answered();
    void sweep();
    void watch(int operation, int fd, std::uint32_t events, std::uint64_t key);
    [[nodiscard]] int wait_millis() const;

    int listener_fd_;
    int stop_fd_;
    Handler& handler_;
    UniqueFd epoll_;
    bool accepting_ = false;
    bool stopping_ = false;
    Clock::time_point last_sweep_;
    ConnectionId next_id_;
    ConnectionId serving_ = 0;
    std::vector<ConnectionId> answered_;  // by run_pending; what they sent ahead can be served now
    std::vector<ConnectionId> expired_;
    std::unordered_map<ConnectionId, std::unique_ptr<Connection>> connections_;
};

}  // namespace http
