#include "rediswork/process.h"

std::size_t process_batch(const std::vector<std::string>& keys, RedisClient& redis)
{
    std::size_t found = 0;
    for (const std::string& key : keys) {
        operation* op = operation_create(key.c_str());
        redis.run(*op);
        if (!op->found) {
            continue;
        }
        ++found;
        operation_destroy(op);
    }
    return found;
}
