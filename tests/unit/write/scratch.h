/// A folder for one test, gone afterwards; and small layers drawn by hand.
#pragma once

#include <bailiwick/layers/write.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::layers {

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "bailiwick-write-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  /// Every name below the folder, hidden ones too, sorted.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      all.push_back(std::filesystem::relative(entry.path(), path_).string());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  std::filesystem::path path_;
};

using Ring = std::vector<std::pair<double, double>>;

/// Adds one shape: a list of parts, each a list of rings, each a list of corners (closed by us).
inline void add_shape(Polygons& polygons, const std::vector<std::vector<Ring>>& parts) {
  for (const auto& rings : parts) {
    for (const auto& ring : rings) {
      for (const auto& [x, y] : ring) polygons.add_vertex(x, y);
      polygons.add_vertex(ring.front().first, ring.front().second);
      polygons.end_ring();
    }
    polygons.end_part();
  }
  polygons.end_shape();
}

inline Ring box(double west, double south, double east, double north) {
  return {{west, south}, {east, south}, {east, north}, {west, north}};
}

inline CrsInfo lonlat() {
  CrsInfo crs;
  crs.lonlat = true;
  return crs;
}

}  // namespace bailiwick::layers
