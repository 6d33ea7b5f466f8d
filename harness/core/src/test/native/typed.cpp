/*
 * Makes objects of C++ and C whose types are known, says where each is, a line for all, and sleeps:
 * "name address" pairs.
 */
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <unistd.h>

namespace net {
struct Peer {
    virtual ~Peer() = default;
    virtual int port() const { return 1; }
    long first = 1;
};
struct Logged {
    virtual ~Logged() = default;
    virtual void log() const {}
    long second = 2;
};
struct Session final : Peer, Logged {
    int port() const override { return 2; }
    void log() const override {}
    char text[48] = "hello";
};
template <typename T>
struct Box : Peer {
    T value{};
};
struct Virtual : virtual Peer {
    long own = 3;
};
}  // namespace net

namespace {
struct Hidden : net::Peer {};
}  // namespace

extern "C" {
struct ops {
    int (*open)(const char*);
    int (*close)(int);
};
int device_open(const char* name) { return name == nullptr; }
int device_close(int fd) { return fd; }
struct ops device_ops = {device_open, device_close};
struct device {
    const struct ops* ops;
    const char* name;
    long number;
};
}

int main()
{
    struct Local : net::Peer {};
    auto* session = new net::Session;
    auto* device = static_cast<struct device*>(std::malloc(sizeof(struct device)));
    device->ops = &device_ops;
    device->name = "eth0";
    device->number = 7;
    auto shared = std::make_shared<net::Box<int>>();
    auto* peers = new net::Session[3];
    auto* text = new std::string("a text that does not fit into the object itself");
    auto* little = new std::string("little");
    struct {
        const char* name;
        void* address;
    } made[] = {
        {"session", session},
        {"logged", static_cast<net::Logged*>(session)},
        {"box", new net::Box<std::string>},
        {"virtual", new net::Virtual},
        {"hidden", new Hidden},
        {"local", new Local},
        {"device", device},
        {"control", reinterpret_cast<char*>(shared.get()) - sizeof(void*) - 2 * sizeof(int)},
        {"array", reinterpret_cast<char*>(peers) - sizeof(std::size_t)},
        {"text", text},
        {"little", little},
    };
    for (const auto& each : made) {
        std::printf("%s %zx ", each.name, reinterpret_cast<std::size_t>(each.address));
    }
    std::printf("\n");
    std::fflush(stdout);
    pause();
}
