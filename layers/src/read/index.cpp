#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace bailiwick::layers {
namespace {

/// A file as memory; pages are read when they are first used.
class Mapping {
 public:
  Mapping(const std::string& path, const std::string& name) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    const bool known = file >= 0 && ::fstat(file, &status) == 0;
    length_ = known ? static_cast<std::size_t>(status.st_size) : 0;
    if (length_ > 0) memory_ = ::mmap(nullptr, length_, PROT_READ, MAP_SHARED, file, 0);
    const int error_number = errno;
    if (file >= 0) ::close(file);
    if (!known || memory_ == MAP_FAILED) {
      throw Error(ErrorCode::unreadable_file, name + ": expected a file that can be mapped into memory, found " + std::strerror(error_number), name);
    }
  }
  ~Mapping() {
    if (memory_ != nullptr && memory_ != MAP_FAILED) ::munmap(memory_, length_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(memory_), length_}; }

 private:
  void* memory_ = nullptr;
  std::size_t length_ = 0;
};

}  // namespace

ZoneIndex read_index(const std::string& file) {
  const auto mapping = std::make_shared<const Mapping>(local_file(file), file);
  try {
    return ZoneIndex::from_bytes(mapping->bytes(), mapping);
  } catch (const Error& error) {
    throw Error(error.code(), file + ", " + error.what(), file);
  }
}

}  // namespace bailiwick::layers
