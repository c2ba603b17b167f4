#include "write/file_writer.h"
#include "write/temporary.h"

#include <bailiwick/layers/write.h>

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <unistd.h>

namespace bailiwick::layers {

/// The values row by row from the south, as they come: in the bytes of this machine, as only this process reads them.
struct RasterRows::File {
  explicit File(const std::filesystem::path& place) : temporary(place), number(::open(temporary.path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)) {
    if (number < 0) write::throw_unwritable(temporary.path(), errno);
  }
  ~File() { ::close(number); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  write::TemporaryFile temporary;
  int number;
};

RasterRows::RasterRows(const OutputFolder& folder, const std::string& name, const Lattice& lattice)
    : lattice_(lattice), file_(std::make_unique<File>(folder.path() / (name + ".rows"))) {}

RasterRows::~RasterRows() = default;

void RasterRows::add(const DensityRows& rows) {
  const auto bytes = std::as_bytes(rows.per_km2);
  const auto begin = std::uint64_t{rows.first} * lattice_.columns * sizeof(float);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto wrote = ::pwrite(file_->number, bytes.data() + done, bytes.size() - done, static_cast<off_t>(begin + done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) write::throw_unwritable(file_->temporary.path(), wrote < 0 ? errno : ENOSPC);
    done += static_cast<std::size_t>(wrote);
  }
}

bool RasterRows::read(std::uint32_t row, std::uint32_t column, std::span<float> values) const {
  const auto bytes = std::as_writable_bytes(values);
  const auto begin = (std::uint64_t{row} * lattice_.columns + column) * sizeof(float);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto got = ::pread(file_->number, bytes.data() + done, bytes.size() - done, static_cast<off_t>(begin + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace bailiwick::layers
