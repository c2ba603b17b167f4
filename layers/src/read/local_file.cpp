#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/limits.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace bailiwick::layers {
namespace {

/// "http://", "PG:", "GPKG:", "zip:" ...: two letters or more, then a colon, before any slash.
bool has_scheme(const std::string& name) {
  std::size_t i = 0;
  while (i < name.size() && (std::isalnum(static_cast<unsigned char>(name[i])) != 0 || name[i] == '_' || name[i] == '+')) ++i;
  return i >= 2 && i < name.size() && name[i] == ':';
}

[[noreturn]] void refuse(const std::string& name, const std::string& found, ErrorCode code = ErrorCode::unreadable_file) {
  throw Error(code, fmt::format("{}: expected a regular file on this machine, found {}", name, found), name);
}

/// What the file is when it is opened, not what it was a moment before.
void check_regular(const std::string& path, const std::string& name) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) refuse(name, errno == EACCES ? "one that may not be read" : std::strerror(errno));
  struct stat status {};
  const int failed = ::fstat(descriptor, &status);
  ::close(descriptor);
  if (failed != 0) refuse(name, "one whose kind cannot be told");
  if (S_ISDIR(status.st_mode)) refuse(name, "a folder");
  if (!S_ISREG(status.st_mode)) refuse(name, "a device, pipe or socket");
  if (static_cast<std::uint64_t>(status.st_size) > kReadLimits.file_bytes) {
    refuse(name, fmt::format("{} bytes, more than the limit of {}", status.st_size, kReadLimits.file_bytes), ErrorCode::limit_exceeded);
  }
}

}  // namespace

std::string local_file(const std::string& name) {
  if (name.empty()) throw Error(ErrorCode::unreadable_file, "expected a file name, found an empty one");
  if (name.find('\0') != std::string::npos) throw Error(ErrorCode::unreadable_file, "expected a file name, found one with a NUL byte");
  if (name.rfind("/vsi", 0) == 0 || name.rfind("\\vsi", 0) == 0) refuse(name, "a virtual file name");
  if (has_scheme(name)) refuse(name, "a name with a scheme; save the data to a file first");
  if (name.front() == '{' || name.front() == '<') refuse("the file name", "data written in place of a name");
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(name.c_str(), nullptr), &std::free);
  if (!resolved) {
    if (errno == ENOENT) throw Error(ErrorCode::unreadable_file, name + ": no such file", name);
    refuse(name, std::strerror(errno));
  }
  std::string path(resolved.get());
  if (path.rfind("/vsi", 0) == 0) refuse(name, "a name that begins with /vsi");
  check_regular(path, name);
  return path;
}

}  // namespace bailiwick::layers
