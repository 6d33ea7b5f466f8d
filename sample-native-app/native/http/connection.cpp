#include "http/connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace http {

namespace {

constexpr std::chrono::seconds kIdleTime{75};
constexpr std::chrono::seconds kLingerTime{2};

const char* reason(int status)
{
    switch (status) {
        case 200: return "OK";
        case 400: return "Bad Request";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 413: return "Content Too Large";
        case 417: return "Expectation Failed";
        case 431: return "Request Header Fields Too Large";
        case 501: return "Not Implemented";
        case 505: return "HTTP Version Not Supported";
        default: return "Unknown";
    }
}

bool would_block(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

Connection::Connection(UniqueFd socket) : socket_(std::move(socket))
{
    extend_deadline();
}

void Connection::receive()
{
    // Lingering bytes are of no use to anyone.
    const std::size_t start = phase_ == Phase::Lingering ? 0 : buffered_;
    if (start == buffer_.size()) {
        return;
    }
    const ssize_t n = ::recv(fd(), buffer_.data() + start, buffer_.size() - start, 0);
    if (n < 0) {
        if (!would_block(errno)) {
            phase_ = Phase::Done;
        }
    } else if (n == 0) {
        peer_finished_ = true;
        if (phase_ == Phase::Lingering) {
            phase_ = Phase::Done;
        }
    } else if (phase_ != Phase::Lingering) {
        buffered_ += static_cast<std::size_t>(n);
        extend_deadline();
    }
}

std::optional<Request> Connection::next_request()
{
    if (phase_ != Phase::Serving || request_open_ || !output_.empty()) {
        return std::nullopt;
    }
    const auto body = static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, buffered_));
    consume(body);
    body_left_ -= body;
    if (body_left_ == 0) {
        // RFC 9112, 2.2: an empty line before a request is ignored.
        while (buffered_ >= 2 && std::memcmp(buffer_.data(), "\r\n", 2) == 0) {
            consume(2);
        }
        const ParseResult result = parse({buffer_.data(), buffered_});
        if (const auto* invalid = std::get_if<Invalid>(&result)) {
            request_open_ = true;
            head_request_ = false;
            keep_alive_ = false;
            reply(invalid->status, "bad request\n");
            return std::nullopt;
        }
        if (const auto* request = std::get_if<Request>(&result)) {
            request_open_ = true;
            head_request_ = request->method == "HEAD";
            keep_alive_ = request->keep_alive;
            // The head goes with the body when the next request is asked for; its views hold.
            body_left_ = request->raw.size() + request->content_length;
            return *request;
        }
    }
    if (peer_finished_) {
        phase_ = Phase::Done;
    }
    return std::nullopt;
}

void Connection::reply(int status, std::string_view body)
{
    if (!request_open_) {
        return;
    }
    request_open_ = false;
    char head[192];
    const int size = std::snprintf(
        head, sizeof head,
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n%sConnection: %s\r\n\r\n",
        status, reason(status), body.size(), status == 405 ? "Allow: GET, HEAD\r\n" : "",
        keep_alive_ ? "keep-alive" : "close");
    output_.append(head, static_cast<std::size_t>(size));
    if (!head_request_) {
        output_.append(body);
    }
    if (!keep_alive_) {
        phase_ = Phase::LastAnswer;
    }
}

void Connection::send()
{
    while (sent_ < output_.size()) {
        const ssize_t n =
            ::send(fd(), output_.data() + sent_, output_.size() - sent_, MSG_NOSIGNAL);
        if (n < 0) {
            if (!would_block(errno)) {
                phase_ = Phase::Done;
            }
            return;
        }
        sent_ += static_cast<std::size_t>(n);
        extend_deadline();
    }
    output_.clear();
    sent_ = 0;
    if (phase_ == Phase::LastAnswer) {
        ::shutdown(fd(), SHUT_WR);
        phase_ = peer_finished_ ? Phase::Done : Phase::Lingering;
        deadline_ = Clock::now() + kLingerTime;
    }
}

std::uint32_t Connection::interest() const
{
    const bool room = phase_ == Phase::Lingering || buffered_ < buffer_.size();
    const bool reads = !peer_finished_ && room && output_.empty();
    return (reads ? EPOLLIN : 0U) | (output_.empty() ? 0U : EPOLLOUT);
}

bool Connection::change_interest(std::uint32_t events)
{
    return std::exchange(interest_, events) != events;
}

void Connection::consume(std::size_t bytes)
{
    buffered_ -= bytes;
    std::memmove(buffer_.data(), buffer_.data() + bytes, buffered_);
}

void Connection::extend_deadline()
{
    deadline_ = Clock::now() + kIdleTime;
}

}  // namespace http
