#include "gateway/service.h"

#include <utility>

#include "gateway/channels.h"

void spp_handle_process(const http::Request& request, http::ConnectionId from,
                        http::Replies& replies, CommQueue& queue)
{
    auto req = std::make_unique<CommItopReq>(from, request);

    if (!is_known_channel(req->channel_id())) {
        replies.reply(from, 400, "unknown channel\n");
        return;
    }
    queue.push_back(std::move(req));
}
