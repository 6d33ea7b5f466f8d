#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "http/handler.h"
#include "http/parser.h"

/// A request that is answered after its handler has returned.
class CommReq {
public:
    explicit CommReq(http::ConnectionId from) : from_(from) {}
    virtual ~CommReq() = default;
    CommReq(const CommReq&) = delete;
    CommReq& operator=(const CommReq&) = delete;

    /// Answers the client.
    virtual void process(http::Replies& replies) const = 0;

protected:
    [[nodiscard]] http::ConnectionId from() const { return from_; }

private:
    http::ConnectionId from_;
};

/// Owns the requests that wait for their answer.
using CommQueue = std::vector<std::unique_ptr<CommReq>>;

/// Asks for a channel: `GET /itop?channelid=7`. Keeps the text of the request for whoever debugs it.
class CommItopReq final : public CommReq {
public:
    CommItopReq(http::ConnectionId from, const http::Request& request);

    /// Returns the channel asked for, 0 when the request names none.
    [[nodiscard]] std::uint32_t channel_id() const { return channel_id_; }
    /// Returns the request as it came, cut at the end where it is too long to keep.
    [[nodiscard]] std::string_view raw() const { return {raw_, raw_size_}; }

    void process(http::Replies& replies) const override;

private:
    static constexpr std::size_t kRawCapacity = 1464;

    std::uint32_t channel_id_;
    std::uint32_t raw_size_;
    char raw_[kRawCapacity] = {};
};

// What a leaked one costs: 1,488 B plus malloc's header, rounded up to 16, is a chunk of 1,504 B.
static_assert(sizeof(void*) != 8 || sizeof(CommItopReq) == 1488);
