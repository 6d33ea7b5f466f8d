#include "rediswork/handlers.h"

#include <pthread.h>

#include <exception>
#include <stdexcept>

#include "rediswork/process.h"

Handlers::Handlers(std::uint16_t redis_port) : handlers_(kCount)
{
    for (std::size_t i = 0; i < kCount; ++i) {
        handlers_[i].thread = std::thread([this, i, redis_port] { run(i, redis_port); });
        pthread_setname_np(handlers_[i].thread.native_handle(), "handler");
    }
}

Handlers::~Handlers()
{
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (Handler& handler : handlers_) {
        handler.thread.join();
    }
}

std::size_t Handlers::look_up(const std::vector<std::string>& keys)
{
    std::unique_lock<std::mutex> lock(mutex_);
    found_ = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        handlers_[i % kCount].keys.push_back(keys[i]);
    }
    for (Handler& handler : handlers_) {
        handler.has_work = !handler.keys.empty();
        busy_ += handler.has_work ? 1 : 0;
    }
    changed_.notify_all();
    changed_.wait(lock, [this] { return busy_ == 0; });
    if (!failure_.empty()) {
        throw std::runtime_error(failure_);
    }
    return found_;
}

void Handlers::run(std::size_t index, std::uint16_t redis_port)
{
    Handler& self = handlers_[index];
    std::string failure;
    try {
        RedisClient redis(redis_port);
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return stopping_ || self.has_work; });
            if (stopping_) {
                return;
            }
            lock.unlock();
            const std::size_t found = process_batch(self.keys, redis);
            lock.lock();
            found_ += found;
            self.keys.clear();
            self.has_work = false;
            if (--busy_ == 0) {
                changed_.notify_all();
            }
        }
    } catch (const std::exception& error) {
        failure = error.what();
    }
    // Without redis a handler answers that, and goes on answering it.
    std::unique_lock<std::mutex> lock(mutex_);
    failure_ = failure;
    for (;;) {
        if (self.has_work) {
            self.keys.clear();
            self.has_work = false;
            if (--busy_ == 0) {
                changed_.notify_all();
            }
        }
        changed_.wait(lock, [&] { return stopping_ || self.has_work; });
        if (stopping_) {
            return;
        }
    }
}
