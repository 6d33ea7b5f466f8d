#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace http {

/// Largest request line with its header fields, in bytes; a longer one is answered 431.
constexpr std::size_t kMaxHead = 8192;

/// Largest body that is read and thrown away, in bytes; a larger one is answered 413.
constexpr std::uint64_t kMaxBody = 1 << 20;

/// One request without its body. All views point into the buffer that was parsed.
struct Request {
    std::string_view raw;  ///< request line and header fields, with the empty line that ends them
    std::string_view method;
    std::string_view target;
    std::uint64_t content_length = 0;
    bool keep_alive = true;

    /// Returns the target up to its query.
    [[nodiscard]] std::string_view path() const;
    /// Returns the value of a query parameter as it was sent, or nothing.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// More bytes must come.
struct Incomplete {};

/// This is no request that can be served; the connection cannot go on after the answer.
struct Invalid {
    int status;
};

using ParseResult = std::variant<Incomplete, Invalid, Request>;

/// Parses the request at the start of `buffer` as RFC 9112 has it; line ends are CRLF only.
ParseResult parse(std::string_view buffer);

}  // namespace http
