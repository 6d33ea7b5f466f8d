#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rediswork/redis_client.h"

/// Looks up each key; returns how many there are.
std::size_t process_batch(const std::vector<std::string>& keys, RedisClient& redis);
