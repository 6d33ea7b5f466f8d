#include "gateway/options.h"

#include <charconv>
#include <string>
#include <string_view>

namespace {

unsigned parse_number(const std::string& option, const char* value, unsigned least, unsigned most)
{
    const std::string_view text = value == nullptr ? "" : value;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least ||
        number > most) {
        throw UsageError(option + " takes a number from " + std::to_string(least) + " to " +
                         std::to_string(most) + ", not \"" + std::string(text) + "\"");
    }
    return number;
}

}  // namespace

Options parse_options(int argc, const char* const* argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--port") {
            // argv ends in a null pointer, so there is always a next one to look at.
            options.port = static_cast<std::uint16_t>(parse_number(option, argv[++i], 0, 65535));
        } else if (option == "--threads") {
            options.threads = parse_number(option, argv[++i], 1, 256);
        } else if (option == "--version") {
            options.version = true;
        } else if (option == "--help") {
            options.help = true;
        } else {
            throw UsageError("unknown option " + option);
        }
    }
    return options;
}
