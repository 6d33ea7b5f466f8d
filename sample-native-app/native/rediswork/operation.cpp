#include "rediswork/operation.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

operation* operation_create(const char* key)
{
    auto* op = static_cast<operation*>(std::calloc(1, sizeof(operation)));
    if (op == nullptr) {
        throw std::bad_alloc();
    }
    std::snprintf(op->key, sizeof op->key, "%s", key);
    const int length = std::snprintf(op->command, sizeof op->command,
                                     "*2\r\n$3\r\nGET\r\n$%zu\r\n%s\r\n", std::strlen(op->key),
                                     op->key);
    op->command_length = static_cast<std::size_t>(length);
    return op;
}

void operation_destroy(operation* op)
{
    std::free(op);
}
