/*
 * A small HTTP server on the loopback address, one request for each connection: keeper PORT WORKERS
 * TAU. With WORKERS of 0 it serves itself, else it forks as many that do ("worker"). What a request
 * does, its path says, a letter for each:
 *
 * r  loses a Request, which has a vtable: a chunk of 208 bytes that nothing points to
 * o  loses an Order, which has a vtable and a note of its own: 304 and 112 bytes
 * s  keeps a Session in g_sessions, a std::map that has no bound: 304 bytes, and a node of 48
 * f  fills g_cache, which stops by itself: after k requests the cache has 4,000 (1 - e^(-k/TAU))
 *    entries of 4,112 bytes. Nothing leaks
 * h  fills a cache in the same way whose pointers are stored inverted, so that nobody sees them
 *
 * GET / does nothing.
 */
#include <arpa/inet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

namespace {

struct Request {
    virtual ~Request() = default;
    char text[184] = "GET /lost";
};

struct Order {
    virtual ~Order() = default;
    char* note = static_cast<char*>(std::malloc(100));
    char text[272] = "order";
};

struct Session {
    virtual ~Session() = default;
    char text[280] = "session";
};

constexpr int kMost = 4000;

}  // namespace

struct Entry {
    char bytes[4096];
};

std::map<long, Session*> g_sessions;
Entry* volatile g_cache[kMost];
volatile std::uintptr_t g_hidden[kMost];

namespace {

double g_tau = 1000;
/* Volatile, or the compiler leaves out what nobody reads. */
void* volatile g_last;

/* How many entries a cache has after so many requests. */
long filled(long requests)
{
    return std::lround(kMost * (1 - std::exp(-static_cast<double>(requests) / g_tau)));
}

Entry* entry()
{
    auto* made = static_cast<Entry*>(std::malloc(sizeof(Entry)));
    std::memset(made, 'e', sizeof(Entry));
    return made;
}

/* Never inlined, so that no frame of the server keeps a pointer. */
__attribute__((noinline)) void lose()
{
    g_last = new Request;
    g_last = nullptr;
}

__attribute__((noinline)) void lose_order()
{
    auto* order = new Order;
    std::memset(order->note, 'n', 100);
    g_last = order;
    g_last = nullptr;
}

void work(const char* path)
{
    static long sessions;
    static long fills;
    static long hides;
    for (; *path != ' ' && *path != 0; path++) {
        switch (*path) {
            case 'r':
                lose();
                break;
            case 'o':
                lose_order();
                break;
            case 's':
                g_sessions[sessions++] = new Session;
                break;
            case 'f':
                for (long i = filled(fills); i < filled(fills + 1); i++) g_cache[i] = entry();
                fills++;
                break;
            case 'h':
                for (long i = filled(hides); i < filled(hides + 1); i++)
                    g_hidden[i] = ~reinterpret_cast<std::uintptr_t>(entry());
                hides++;
                break;
            default:
                break;
        }
    }
}

void serve(int listener)
{
    static const char kAnswer[] =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        char request[4096];
        const int fd = accept(listener, nullptr, nullptr);
        const ssize_t bytes = fd < 0 ? -1 : read(fd, request, sizeof request - 1);
        if (bytes > 5) {
            request[bytes] = 0;
            work(request + 5);
            if (write(fd, kAnswer, sizeof kAnswer - 1) < 0) std::perror("write");
        }
        close(fd);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: keeper PORT WORKERS TAU\n");
        return 2;
    }
    g_tau = std::atof(argv[3]);
    const int on = 1;
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener, 64) != 0) {
        std::perror("bind");
        return 1;
    }
    const int workers = std::atoi(argv[2]);
    if (workers == 0) serve(listener);
    for (int i = 0; i < workers; i++) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            prctl(PR_SET_NAME, "worker");
            serve(listener);
        }
    }
    while (wait(nullptr) > 0) {
    }
}
