#include "memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bailiwick::cli {
namespace {

constexpr auto kUnlimited = std::numeric_limits<std::uint64_t>::max();

/// The number a file begins with; unlimited where there is none ("max", or no such file).
std::uint64_t number_in(const std::string& file) {
  std::uint64_t number = 0;
  return std::ifstream(file) >> number ? number : kUnlimited;
}

/// The limit of the control group this process is in and of those above it; version 2 first, then the memory controller of version 1.
std::uint64_t group_limit() {
  std::uint64_t limit = kUnlimited;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {  // "0::/path", or "9:memory:/path"
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, second - first - 1);
    const bool newer = controllers.empty();
    if (!newer && controllers != "memory") continue;
    const std::string root = newer ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory", file = newer ? "/memory.max" : "/memory.limit_in_bytes";
    for (auto path = line.substr(second + 1);; path.erase(path.rfind('/'))) {
      limit = std::min(limit, number_in(root + path + file));
      if (path.find('/') == std::string::npos) break;
    }
  }
  return limit;
}

std::uint64_t page_bytes() { return static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)); }

}  // namespace

std::uint64_t default_memory_limit() {
  const auto pages = sysconf(_SC_PHYS_PAGES);
  const auto machine = pages > 0 ? static_cast<std::uint64_t>(pages) * page_bytes() : kUnlimited;
  return std::min(machine, group_limit()) / 2;
}

std::uint64_t resident_bytes() {
  std::uint64_t all = 0, resident = 0;
  return std::ifstream("/proc/self/statm") >> all >> resident ? resident * page_bytes() : 0;
}

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace bailiwick::cli
