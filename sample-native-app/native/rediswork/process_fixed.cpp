#include <memory>

#include "rediswork/process.h"

std::size_t process_batch(const std::vector<std::string>& keys, RedisClient& redis)
{
    std::size_t found = 0;
    for (const std::string& key : keys) {
        const std::unique_ptr<operation, decltype(&operation_destroy)> op(
            operation_create(key.c_str()), operation_destroy);
        redis.run(*op);
        if (!op->found) {
            continue;
        }
        ++found;
    }
    return found;
}
