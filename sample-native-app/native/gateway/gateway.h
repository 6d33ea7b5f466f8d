#pragma once

#include "gateway/comm_req.h"
#include "http/handler.h"

/// Routes requests: /health, /itop.
class Gateway final : public http::Handler {
public:
    void handle(const http::Request& request, http::ConnectionId from,
                http::Replies& replies) override;
    void run_pending(http::Replies& replies) override;
    [[nodiscard]] bool has_pending() const override { return !queue_.empty(); }

private:
    CommQueue queue_;
    CommQueue running_;  // a member only to keep its capacity
};
