#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// Six threads named "handler", each with a connection to redis of its own.
class Handlers {
public:
    static constexpr std::size_t kCount = 6;

    /// Starts the threads once all have their connection.
    explicit Handlers(std::uint16_t redis_port);
    ~Handlers();
    Handlers(const Handlers&) = delete;
    Handlers& operator=(const Handlers&) = delete;

    /// Deals keys out to the handlers, one after the other, and waits until all are looked up;
    /// returns how many there are. Throws std::runtime_error when redis failed.
    std::size_t look_up(const std::vector<std::string>& keys);

private:
    struct Handler {
        std::thread thread;
        std::vector<std::string> keys;
        bool has_work = false;
    };

    void run(std::size_t index, std::uint16_t redis_port);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Handler> handlers_;
    std::size_t busy_ = 0;
    std::size_t found_ = 0;
    std::string failure_;
    bool stopping_ = false;
};
