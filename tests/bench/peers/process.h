/// A program that is driven over its standard streams, one line at a time, and the zones it is given.
#pragma once

#include <bailiwick/polygons.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace bench {

class Process {
 public:
  /// `command` is started by the shell in `folder`.
  Process(std::string name, const std::string& command, const std::filesystem::path& folder);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  void say(const std::string& word) const;
  /// Waits for a line that begins with `word`, past others; returns what follows it.
  std::string expect(const std::string& word) const;

 private:
  std::string name_;
  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

/// Shapes begin to end as multipolygons in well-known binary, each behind its length.
void write_wkb(const std::filesystem::path& file, const bailiwick::PolygonsView& shapes, std::size_t begin, std::size_t end);

}  // namespace bench
