#include "gateway/comm_req.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace {

std::uint32_t parse_channel_id(std::string_view text)
{
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

}  // namespace

CommItopReq::CommItopReq(http::ConnectionId from, const http::Request& request)
    : CommReq(from),
      channel_id_(parse_channel_id(request.parameter("channelid"))),
      raw_size_(static_cast<std::uint32_t>(std::min(request.raw.size(), kRawCapacity)))
{
    std::memcpy(raw_, request.raw.data(), raw_size_);
}

void CommItopReq::process(http::Replies& replies) const
{
    char body[64];
    const int size = std::snprintf(body, sizeof body, "channel %u is up\n", channel_id_);
    replies.reply(from(), 200, {body, static_cast<std::size_t>(size)});
}
