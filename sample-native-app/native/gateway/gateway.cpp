#include "gateway/gateway.h"

#include "gateway/service.h"

void Gateway::handle(const http::Request& request, http::ConnectionId from, http::Replies& replies)
{
    if (request.method != "GET" && request.method != "HEAD") {
        replies.reply(from, 405, "GET and HEAD only\n");
    } else if (request.path() == "/itop") {
        spp_handle_process(request, from, replies, queue_);
    } else if (request.path() == "/health") {
        replies.reply(from, 200, "ok\n");
    } else {
        replies.reply(from, 404, "not found\n");
    }
}

void Gateway::run_pending(http::Replies& replies)
{
    running_.swap(queue_);
    for (const auto& req : running_) {
        req->process(replies);
    }
    running_.clear();
}
