/// Bytes of ours under a name that GDAL can open.
#pragma once

#include <string>

namespace bailiwick::layers::gdal {

/// Borrows `bytes` (which must outlive it) as /vsimem/bailiwick/<number>/<name>; the name is gone with the object. `name` keeps only letters,
/// digits, dot, dash and underscore, so it never comes from a user unfiltered.
class MemoryFile {
 public:
  MemoryFile(const std::string& bytes, const std::string& name);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace bailiwick::layers::gdal
