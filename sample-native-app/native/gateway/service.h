#pragma once

#include "gateway/comm_req.h"
#include "http/handler.h"

/// Takes an /itop request: refuses an unknown channel at once, queues the rest.
void spp_handle_process(const http::Request& request, http::ConnectionId from,
                        http::Replies& replies, CommQueue& queue);
