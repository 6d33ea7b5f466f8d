#pragma once

#include <cstdint>
#include <stdexcept>

struct Options {
    std::uint16_t port = 8080;
    unsigned threads = 1;
    bool version = false;
    bool help = false;
};

/// Says what is wrong with the command line.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

constexpr const char* kUsage =
    "usage: gateway [--port N] [--threads N] [--version] [--help]\n"
    "  --port N     port on 127.0.0.1, 0 for any free one; 8080 unless told\n"
    "  --threads N  event loops, 1 to 256; 1 unless told\n";

/// Reads the command line; throws UsageError.
Options parse_options(int argc, const char* const* argv);
