/// The bytes of a fuzzer under a name, since readers open files themselves.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace bailiwick::layers {

/// One file of the process in memory-backed storage where there is some, rewritten by every run.
inline std::string fuzz_file(const char* ending, const std::uint8_t* data, std::size_t size) {
  static const std::string folder = [] {
    std::string name = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/bailiwick_fuzz_XXXXXX" : "/tmp/bailiwick_fuzz_XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    return name;
  }();
  const std::string path = folder + "/input." + ending;
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || (size > 0 && std::fwrite(data, 1, size, file) != size) || std::fclose(file) != 0) std::abort();
  return path;
}

/// What must hold; a fuzzer stops where it does not.
inline void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace bailiwick::layers
