/// Temporary files of this process: where they lie, how they are named, and how a watcher gets rid of them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace bailiwick::layers::write {

/// `folder/.name.pid.part`, created with O_CREAT | O_EXCL (never through a link) and entered in the list of the process; removed with its
/// side files by the destructor; once it is renamed there is nothing left to remove.
class TemporaryFile {
 public:
  /// `final_path` is where the file will end. Throws Error(unwritable_file).
  explicit TemporaryFile(const std::filesystem::path& final_path);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::size_t slot_;
};

/// Removes what dead processes left in `folder` (not below it).
void remove_stale_temporaries(const std::filesystem::path& folder);

/// Takes `.name.pid.part` apart. False for any other name.
struct TemporaryName {
  std::string final_name;
  long pid = 0;
};
[[nodiscard]] bool parse_temporary_name(const std::string& name, TemporaryName& parts);

/// The path for messages: a temporary path is told by the name it will get.
[[nodiscard]] std::string shown(const std::filesystem::path& path);

}  // namespace bailiwick::layers::write
