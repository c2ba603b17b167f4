#include "write/file_writer.h"

#include "write/temporary.h"

#include <bailiwick/error.h>

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace bailiwick::layers::write {

void throw_unwritable(const std::filesystem::path& path, int error_number, const char* what) {
  const auto name = shown(path);
  throw Error(ErrorCode::unwritable_file, fmt::format("{}: {}: {}", name, what, std::generic_category().message(error_number)), name);
}

FileWriter::FileWriter(const std::filesystem::path& path)
    : path_(path), file_(::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW)) {
  if (file_ < 0) throw_unwritable(path_, errno);
  buffer_.reserve(kDrainBytes + kDrainBytes / 4);
}

FileWriter::~FileWriter() {
  if (file_ >= 0) ::close(file_);
}

void FileWriter::flush() {
  std::size_t done = 0;
  while (done < buffer_.size()) {
    const auto written = ::write(file_, buffer_.data() + done, buffer_.size() - done);
    if (written > 0) {
      done += static_cast<std::size_t>(written);
    } else if (written == 0 || errno != EINTR) {
      throw_unwritable(path_, written == 0 ? ENOSPC : errno);
    }
  }
  buffer_.clear();
}

void FileWriter::close() {
  flush();
  const int file = file_;
  file_ = -1;
  if (::close(file) != 0) throw_unwritable(path_, errno);
}

}  // namespace bailiwick::layers::write
