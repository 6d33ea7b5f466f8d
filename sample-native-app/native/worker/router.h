#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// A router that the worker keeps a connection to, on a thread of its own.
struct Router {
    std::string name;
    std::uint16_t port;
    pthread_t thread = static_cast<pthread_t>(-1);  // not started
    std::atomic<bool> registered{false};

    Router(std::string its_name, std::uint16_t its_port) : name(std::move(its_name)), port(its_port)
    {
    }
};

/// Reads a list: a line "NAME PORT" for each router, all on 127.0.0.1; # begins a comment.
/// Throws std::runtime_error with the line that is wrong.
std::vector<std::unique_ptr<Router>> read_routers(const std::string& file);

/// Connects, registers and waits until the router hangs up; `router` is a Router*.
void* serve_router(void* router);

/// Starts the thread of a router. The two builds of the worker differ in this function.
void start_router(Router& router);
