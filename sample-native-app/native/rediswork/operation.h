#pragma once

#include <cstddef>

/// One command to redis with its answer, as C code has it: a plain block without a type of its own.
struct operation {
    char key[64];
    char command[192];  // as RESP: *2 $3 GET $n KEY
    char reply[1232];   // the value, cut
    std::size_t command_length;
    std::size_t reply_length;
    int found;
};

/// Makes a GET of a key; a key of 64 characters or more is cut.
operation* operation_create(const char* key);

/// Frees what operation_create made.
void operation_destroy(operation* op);
