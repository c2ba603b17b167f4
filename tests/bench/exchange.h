/// Numbers to and from peers that are programs of their own.
#pragma once

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

template <class T>
void save(const std::string& file, const std::vector<T>& values) {
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

template <class T>
[[nodiscard]] std::vector<T> load(const std::string& file, std::size_t size) {
  std::vector<T> values(size);
  std::ifstream in(file, std::ios::binary);
  if (!in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(size * sizeof(T)))) throw std::runtime_error(file + ": too short");
  return values;
}

/// The seconds a peer prints for itself: its reading and writing do not count.
[[nodiscard]] inline double seconds_of_peer(const std::string& command, const std::string& work) {
  if (std::system((command + " > " + work + "/seconds").c_str()) != 0) throw std::runtime_error("failed: " + command);
  double seconds = 0;
  std::ifstream(work + "/seconds") >> seconds;
  return seconds;
}

}  // namespace bench
