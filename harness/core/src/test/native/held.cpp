// Holds 300 chunks by each kind of container, every one in a global of its own; prints lines
// "GLOBAL CONTAINER SIZE", ended by ";", SIZE that of the chunks that hang in it.
#include <deque>
#include <list>
#include <malloc.h>
#include <map>
#include <string>
#include <unistd.h>
#include <unordered_map>
#include <vector>

constexpr int many = 300;

template <int Size> struct object {
    char *buffer = new char[Size]();
    long more[3] = {};
};

struct chain_link {
    char room[48];
    chain_link *next;
    char *buffer;
};

namespace app {
std::vector<object<1000> *> g_vector;
std::list<object<1100>> g_list;
std::map<std::string, object<1200>> g_map;
std::unordered_map<int, object<1300>> g_hash;
std::deque<object<1400>> g_deque;
chain_link *g_links;
char *g_array[many];
} // namespace app

static std::string report;

static void say(const char *global, const char *container, void *chunk) {
    report += std::string(global) + " " + container + " " +
              std::to_string(malloc_usable_size(chunk) + sizeof(size_t)) + ";";
}

int main() {
    using namespace app;
    for (int i = 0; i < many; i++) {
        g_vector.push_back(new object<1000>);
        g_list.emplace_back();
        g_map[std::to_string(i)];
        g_hash[i * 7];
        g_deque.emplace_back();
        g_links = new chain_link{{}, g_links, new char[1500]()};
        g_array[i] = new char[1600]();
    }
    say("app::g_vector", "VECTOR", g_vector.front()->buffer);
    say("app::g_list", "LIST", g_list.front().buffer);
    say("app::g_map", "TREE", g_map.begin()->second.buffer);
    say("app::g_hash", "UNORDERED_MAP", g_hash.begin()->second.buffer);
    say("app::g_deque", "DEQUE", g_deque.front().buffer);
    say("app::g_links", "LINKED", g_links->buffer);
    say("app::g_array", "NONE", g_array[0]);
    report += "\n";
    if (write(1, report.data(), report.size()) < 0) return 1;
    pause();
}
