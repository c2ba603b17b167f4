/// Zones from an index, and what zones are.
#include "handles.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace bailiwick::c {
namespace {

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

std::shared_ptr<const ZonesData> from_index(ZoneIndex index) {
  auto planes = planes_of(index);
  return std::make_shared<const ZonesData>(std::move(index), std::move(planes), std::nullopt);
}

ZoneIndex copied(const void* bytes, std::size_t length) {
  constexpr std::size_t kAlignment = 64;
  const std::size_t room = (length + kAlignment - 1) / kAlignment * kAlignment;
  std::shared_ptr<void> owner(std::aligned_alloc(kAlignment, std::max(room, kAlignment)), Free());
  if (!owner) throw std::bad_alloc();
  std::memcpy(owner.get(), bytes, length);
  return ZoneIndex::from_bytes({static_cast<const std::byte*>(owner.get()), length}, owner);
}

/// A file as memory; pages are read when they are first used.
struct Mapping {
  void* memory = MAP_FAILED;
  std::size_t length = 0;
  Mapping() = default;
  Mapping(const Mapping&) = delete;
  ~Mapping() {
    if (memory != MAP_FAILED) ::munmap(memory, length);
  }
};

ZoneIndex mapped(const std::string& path) {
  auto mapping = std::make_shared<Mapping>();
  const auto refuse_file = [&](const std::string& found) { throw Error(ErrorCode::unreadable_file, path + ": expected a file of an index, found " + found, path); };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) refuse_file(std::strerror(errno));
  struct stat status {};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  mapping->length = regular ? static_cast<std::size_t>(status.st_size) : 0;
  if (mapping->length > 0) mapping->memory = ::mmap(nullptr, mapping->length, PROT_READ, MAP_SHARED, file, 0);
  const int code = errno;
  ::close(file);
  if (!regular) refuse_file("something else than a file");
  if (mapping->length > 0 && mapping->memory == MAP_FAILED) refuse_file(std::strerror(code));
  try {
    return ZoneIndex::from_bytes({static_cast<const std::byte*>(mapping->length > 0 ? mapping->memory : nullptr), mapping->length}, mapping);
  } catch (const Error& error) {
    throw Error(error.code(), path + ", " + error.what(), path);
  }
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" {

bailiwick_status bailiwick_zones_from_bytes(const void* bytes, size_t length, const bailiwick_zones** zones, bailiwick_error* error) {
  return enter(error, [&] {
    needed(zones, "zones") = nullptr;
    if (bytes == nullptr) refuse("bytes: expected a pointer, found NULL", "bytes");
    if (length > (std::size_t{1} << 42U)) refuse("length: expected the number of bytes, found " + std::to_string(length), "length");
    *zones = handle_of(from_index(copied(bytes, length)));
  });
}

bailiwick_status bailiwick_zones_from_file(const char* path, const bailiwick_zones** zones, bailiwick_error* error) {
  return enter(error, [&] {
    needed(zones, "zones") = nullptr;
    *zones = handle_of(from_index(mapped(&needed(path, "path"))));
  });
}

bailiwick_status bailiwick_zones_info_get(const bailiwick_zones* zones, bailiwick_zones_info* info, bailiwick_error* error) {
  return enter(error, [&] {
    needed(info, "info");
    const auto& data = borrowed(zones);
    const auto& index = data.index;
    const auto box = index.extent();
    const bailiwick_zones_info ours{sizeof ours,
                                    static_cast<std::uint32_t>(index.level_count()),
                                    index.zone_count(),
                                    index.unit_count(),
                                    text_of(index.zones_version()),
                                    text_of(index.label()),
                                    text_of(index.valid_from()),
                                    text_of(index.valid_to()),
                                    text_of(index.location_crs()),
                                    text_of(data.planes.metric_crs),
                                    box.west,
                                    box.south,
                                    box.east,
                                    box.north};
    c::hand_out(info, ours, "info");
  });
}

bailiwick_status bailiwick_zones_level(const bailiwick_zones* zones, uint32_t level, bailiwick_level_info* info, bailiwick_error* error) {
  return enter(error, [&] {
    needed(info, "info");
    const auto& index = borrowed(zones).index;
    if (level >= index.level_count()) refuse("level: expected a number below " + std::to_string(index.level_count()) + ", found " + std::to_string(level), "level");
    std::uint32_t count = 0;
    for (std::uint32_t z = 0; z < index.zone_count(); ++z) count += index.level_of(ZoneId{z}) == level;
    const auto parent = index.parent_level(level);
    const bailiwick_level_info ours{sizeof ours, index.role(level) == Role::across ? BAILIWICK_ACROSS : BAILIWICK_PARTITION, text_of(index.level_name(level)),
                                    parent ? static_cast<std::int32_t>(*parent) : -1, count};
    c::hand_out(info, ours, "info");
  });
}

bailiwick_status bailiwick_zones_bytes(const bailiwick_zones* zones, uint64_t* bytes, bailiwick_error* error) {
  return enter(error, [&] { needed(bytes, "bytes") = bytes_of(borrowed(zones)); });
}

bailiwick_status bailiwick_zones_index(const bailiwick_zones* zones, const void** bytes, size_t* length, bailiwick_error* error) {
  return enter(error, [&] {
    needed(bytes, "bytes") = nullptr;
    needed(length, "length") = 0;
    const auto block = borrowed(zones).index.bytes();
    *bytes = block.data();
    *length = block.size();
  });
}
}
