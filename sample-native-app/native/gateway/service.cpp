#include "gateway/service.h"

#include "gateway/channels.h"

void spp_handle_process(const http::Request& request, http::ConnectionId from,
                        http::Replies& replies, CommQueue& queue)
{
    CommItopReq* req = new CommItopReq(from, request);  // outlives this function in the queue

    if (!is_known_channel(req->channel_id())) {
        replies.reply(from, 400, "unknown channel\n");
        return;
    }
    queue.emplace_back(req);
}
