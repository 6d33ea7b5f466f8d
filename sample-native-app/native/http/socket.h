#pragma once

#include <cstdint>

#include "http/unique_fd.h"

namespace http {

/// Listens on 127.0.0.1, without blocking; port 0 lets the kernel choose.
///
/// Throws std::system_error when the port is taken or not allowed.
UniqueFd listen_on_loopback(std::uint16_t port);

/// Returns the port that a listening socket has.
std::uint16_t local_port(const UniqueFd& socket);

}  // namespace http
