/// Checked, buffered writing: a full disk is an error, never a shorter file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace bailiwick::layers::write {

class FileWriter {
 public:
  /// Opens a file that exists (OutputFolder has made it) and empties it. Throws Error(unwritable_file).
  explicit FileWriter(const std::filesystem::path& path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  /// Text to append to; drained by drain() whenever it has grown.
  [[nodiscard]] std::string& text() { return buffer_; }
  /// Writes the text out when there is much of it.
  void drain() {
    if (buffer_.size() >= kDrainBytes) flush();
  }
  /// Writes what is left and closes. Throws where the system does not take every byte.
  void close();

 private:
  static constexpr std::size_t kDrainBytes = std::size_t{1} << 20U;
  void flush();

  std::filesystem::path path_;
  std::string buffer_;
  int file_;
};

/// Error(unwritable_file) with the reason of `error_number`.
[[noreturn]] void throw_unwritable(const std::filesystem::path& path, int error_number, const char* what = "cannot be written");

}  // namespace bailiwick::layers::write
