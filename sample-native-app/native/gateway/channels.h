#pragma once

#include <cstdint>

constexpr std::uint32_t kFirstChannel = 1;
constexpr std::uint32_t kLastChannel = 100;

constexpr bool is_known_channel(std::uint32_t id)
{
    return id >= kFirstChannel && id <= kLastChannel;
}
