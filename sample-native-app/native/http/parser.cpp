#include "http/parser.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace http {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool is_token_char(char c)
{
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_ignoring_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Finds what two parsers could read differently: NUL, LF without CR, CR without LF.
bool has_smuggled_bytes(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\0' || (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))) {
            return true;
        }
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] != '\n') {
            return true;
        }
    }
    return false;
}

/// Cuts `text` at the first `separator` and returns what stood before it.
std::string_view cut(std::string_view& text, std::string_view separator)
{
    const auto end = text.find(separator);
    const std::string_view head = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
    return head;
}

bool has_list_item(std::string_view list, std::string_view item)
{
    while (!list.empty()) {
        if (equals_ignoring_case(trim(cut(list, ",")), item)) {
            return true;
        }
    }
    return false;
}

std::optional<std::uint64_t> parse_number(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

/// Reads `GET /path HTTP/1.1`; returns the status of a refusal, 0 when there is none.
int parse_request_line(std::string_view line, Request& request, bool& http_1_1)
{
    request.method = cut(line, " ");
    request.target = cut(line, " ");
    const bool visible = std::all_of(request.target.begin(), request.target.end(),
                                     [](char c) { return c > ' ' && c < 0x7f; });
    if (!is_token(request.method) || request.target.empty() || request.target[0] != '/' ||
        !visible || line.substr(0, 5) != "HTTP/") {
        return 400;
    }
    if (line != "HTTP/1.1" && line != "HTTP/1.0") {
        return 505;
    }
    http_1_1 = line == "HTTP/1.1";
    return 0;
}

struct Fields {
    int hosts = 0;
    bool close = false;
    bool keep_alive = false;
    std::optional<std::uint64_t> content_length;
};

/// Reads one `Name: value`; returns the status of a refusal, 0 when there is none.
int parse_field(std::string_view line, Fields& fields)
{
    if (line.find(':') == std::string_view::npos) {
        return 400;
    }
    const std::string_view name = cut(line, ":");
    const std::string_view value = trim(line);
    if (!is_token(name)) {
        return 400;
    }
    if (equals_ignoring_case(name, "Host")) {
        ++fields.hosts;
    } else if (equals_ignoring_case(name, "Connection")) {
        fields.close |= has_list_item(value, "close");
        fields.keep_alive |= has_list_item(value, "keep-alive");
    } else if (equals_ignoring_case(name, "Content-Length")) {
        const auto length = parse_number(value);
        if (!length || (fields.content_length && fields.content_length != length)) {
            return 400;
        }
        fields.content_length = length;
    } else if (equals_ignoring_case(name, "Transfer-Encoding")) {
        return 501;
    } else if (equals_ignoring_case(name, "Expect")) {
        return 417;
    }
    return 0;
}

}  // namespace

std::string_view Request::path() const
{
    return target.substr(0, target.find('?'));
}

std::string_view Request::parameter(std::string_view name) const
{
    std::string_view query = target;
    cut(query, "?");
    while (!query.empty()) {
        std::string_view value = cut(query, "&");
        if (cut(value, "=") == name) {
            return value;
        }
    }
    return {};
}

ParseResult parse(std::string_view buffer)
{
    const auto end = buffer.find(kHeadEnd);
    const bool complete = end != std::string_view::npos;
    const auto size = complete ? end + kHeadEnd.size() : buffer.size();
    if (has_smuggled_bytes(buffer.substr(0, size))) {
        return Invalid{400};
    }
    if (size > kMaxHead || (!complete && size == kMaxHead)) {
        return Invalid{431};
    }
    if (!complete) {
        return Incomplete{};
    }

    Request request;
    request.raw = buffer.substr(0, size);
    std::string_view lines = buffer.substr(0, end);
    const std::string_view request_line = cut(lines, kLineEnd);
    bool http_1_1 = false;
    if (const int refusal = parse_request_line(request_line, request, http_1_1)) {
        return Invalid{refusal};
    }
    Fields fields;
    while (!lines.empty()) {
        if (const int refusal = parse_field(cut(lines, kLineEnd), fields)) {
            return Invalid{refusal};
        }
    }
    if (fields.hosts > 1 || (http_1_1 && fields.hosts == 0)) {
        return Invalid{400};
    }
    request.keep_alive = !fields.close && (http_1_1 || fields.keep_alive);
    request.content_length = fields.content_length.value_or(0);
    if (request.content_length > kMaxBody) {
        return Invalid{413};
    }
    return request;
}

}  // namespace http
