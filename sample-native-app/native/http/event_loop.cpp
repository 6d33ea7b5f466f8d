#include "http/event_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace http {

namespace {

constexpr std::uint64_t kListenerKey = 0;
constexpr std::uint64_t kStopKey = 1;
constexpr ConnectionId kFirstConnection = 2;

constexpr int kSweepMillis = 1000;

}  // namespace

EventLoop::EventLoop(int listener_fd, int stop_fd, Handler& handler)
    : listener_fd_(listener_fd),
      stop_fd_(stop_fd),
      handler_(handler),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      last_sweep_(Clock::now()),
      next_id_(kFirstConnection)
{
    if (!epoll_) {
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    }
    watch(EPOLL_CTL_ADD, stop_fd_, EPOLLIN, kStopKey);
    start_accepting();
}

void EventLoop::run()
{
    std::array<epoll_event, 64> events;
    while (!stopping_) {
        const int n = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                   wait_millis());
        if (n < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "epoll_wait");
        }
        for (int i = 0; i < n; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (event.data.u64 == kListenerKey) {
                accept_clients();
            } else if (event.data.u64 == kStopKey) {
                stopping_ = true;
            } else {
                on_event(event.data.u64, event.events);
            }
        }
        handler_.run_pending(*this);
        serve_answered();
        sweep();
    }
}

void EventLoop::accept_clients()
{
    while (true) {
        UniqueFd client(::accept4(listener_fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!client) {
            const int error = errno;
            if (error == ECONNABORTED || error == EINTR) {
                continue;
            }
            if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) {
                pause_accepting();
            }
            return;
        }
        const int on = 1;
        ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>(std::move(client));
        connection->change_interest(EPOLLIN);
        watch(EPOLL_CTL_ADD, connection->fd(), EPOLLIN, next_id_);
        connections_.emplace(next_id_++, std::move(connection));
    }
}

void EventLoop::start_accepting()
{
    watch(EPOLL_CTL_ADD, listener_fd_, EPOLLIN | EPOLLEXCLUSIVE, kListenerKey);
    accepting_ = true;
}

/// Leaves new clients in the kernel's queue until the next sweep, when there may be descriptors
/// again: a listener that is ready and cannot be served would make the loop spin.
void EventLoop::pause_accepting()
{
    watch(EPOLL_CTL_DEL, listener_fd_, 0, kListenerKey);
    accepting_ = false;
}

void EventLoop::on_event(ConnectionId id, std::uint32_t events)
{
    const auto found = connections_.find(id);
    if (found == connections_.end()) {
        return;  // closed earlier in this turn
    }
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
        connections_.erase(found);
        return;
    }
    if ((events & EPOLLIN) != 0) {
        found->second->receive();
    }
    serve(id);
}

void EventLoop::serve(ConnectionId id)
{
    const auto found = connections_.find(id);
    if (found == connections_.end()) {
        return;
    }
    Connection& connection = *found->second;
    serving_ = id;
    connection.send();
    while (const auto request = connection.next_request()) {
        handler_.handle(*request, id, *this);
        connection.send();
    }
    connection.send();  // the answer to a broken request
    serving_ = 0;
    if (connection.done()) {
        connections_.erase(found);
        return;
    }
    const std::uint32_t events = connection.interest();
    if (connection.change_interest(events)) {
        watch(EPOLL_CTL_MOD, connection.fd(), events, id);
    }
}

void EventLoop::reply(ConnectionId to, int status, std::string_view body)
{
    const auto found = connections_.find(to);
    if (found == connections_.end()) {
        return;
    }
    found->second->reply(status, body);
    if (to != serving_) {
        answered_.push_back(to);
    }
}

void EventLoop::serve_answered()
{
    for (const ConnectionId id : answered_) {
        serve(id);
    }
    answered_.clear();
}

void EventLoop::sweep()
{
    const auto now = Clock::now();
    if (now - last_sweep_ < std::chrono::milliseconds(kSweepMillis)) {
        return;
    }
    last_sweep_ = now;
    for (const auto& [id, connection] : connections_) {
        if (connection->expired(now)) {
            expired_.push_back(id);
        }
    }
    for (const ConnectionId id : expired_) {
        connections_.erase(id);
    }
    expired_.clear();
    if (!accepting_) {
        start_accepting();
    }
}

void EventLoop::watch(int operation, int fd, std::uint32_t events, std::uint64_t key)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    if (::epoll_ctl(epoll_.get(), operation, fd, &event) != 0) {
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    }
}

int EventLoop::wait_millis() const
{
    if (handler_.has_pending()) {
        return 0;
    }
    return connections_.empty() && accepting_ ? -1 : kSweepMillis;
}

}  // namespace http
