#include "write/temporary.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/write.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace bailiwick::layers::write {
namespace {

constexpr std::size_t kSlots = 32;
constexpr std::size_t kPathBytes = 4096;
/// What SQLite and GDAL lay beside a file while they write it.
constexpr std::string_view kSideFiles[] = {"", "-journal", "-wal", "-shm", ".ovr.tmp", ".msk.ovr.tmp", ".aux.xml"};

/// One path in a list that a watcher may read at any moment, whatever the writers do: no lock, no allocation.
/// `version` counts: 3k is free, 3k + 1 being filled, 3k + 2 live.
struct Slot {
  std::atomic<std::uint32_t> version{0};
  std::array<std::atomic<char>, kPathBytes> path{};
};
Slot g_slots[kSlots];  // the one piece of state a watcher thread can reach without being handed anything

std::size_t enter(const std::string& path) {
  if (path.size() + 16 > kPathBytes) {
    throw Error(ErrorCode::unwritable_file, fmt::format("{}: expected a path of at most {} bytes", path, kPathBytes - 16), path);
  }
  for (std::size_t i = 0; i < kSlots; ++i) {
    auto& slot = g_slots[i];
    auto version = slot.version.load();
    if (version % 3 != 0 || !slot.version.compare_exchange_strong(version, version + 1)) continue;
    for (std::size_t c = 0; c <= path.size(); ++c) slot.path[c].store(path.c_str()[c], std::memory_order_relaxed);
    slot.version.store(version + 2);
    return i;
  }
  throw Error(ErrorCode::limit_exceeded, fmt::format("expected at most {} files being written at a time", kSlots));
}

void leave(std::size_t i) { g_slots[i].version.fetch_add(1); }

/// Only unlink(2) and the stack.
void unlink_with_side_files(const char* path) noexcept {
  char name[kPathBytes + 16];
  const auto length = std::strlen(path);
  std::memcpy(name, path, length);
  for (const auto suffix : kSideFiles) {
    std::memcpy(name + length, suffix.data(), suffix.size());
    name[length + suffix.size()] = '\0';
    ::unlink(name);
  }
}

bool is_live(const std::string& path) {
  for (auto& slot : g_slots) {
    if (slot.version.load() % 3 != 2) continue;
    std::string held;
    for (const auto& c : slot.path) {
      const auto byte = c.load(std::memory_order_relaxed);
      if (byte == '\0') break;
      held += byte;
    }
    if (held == path) return true;
  }
  return false;
}

bool is_dead(long pid) { return pid != static_cast<long>(::getpid()) && ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH; }

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& final_path)
    : path_(final_path.parent_path() / fmt::format(".{}.{}.part", final_path.filename().string(), ::getpid())), slot_(enter(path_.string())) {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    const auto why = std::generic_category().message(errno);
    leave(slot_);
    throw Error(ErrorCode::unwritable_file, fmt::format("{}: cannot be created: {}", final_path.string(), why), final_path.string());
  }
  ::close(file);
}

TemporaryFile::~TemporaryFile() {
  unlink_with_side_files(path_.c_str());
  leave(slot_);
}

bool parse_temporary_name(const std::string& name, TemporaryName& parts) {
  constexpr std::string_view kEnd = ".part";
  const auto end = name.rfind(kEnd);
  if (name.size() < 2 || name[0] != '.' || end == std::string::npos) return false;
  const std::string_view side = std::string_view(name).substr(end + kEnd.size());
  bool known = false;
  for (const auto suffix : kSideFiles) known = known || side == suffix;
  const auto dot = name.rfind('.', end == 0 ? 0 : end - 1);
  if (!known || dot == std::string::npos || dot < 2 || dot + 1 >= end) return false;
  const auto* first = name.data() + dot + 1;
  const auto* last = name.data() + end;
  const auto [stop, error] = std::from_chars(first, last, parts.pid);
  if (error != std::errc{} || stop != last || parts.pid <= 0) return false;
  parts.final_name = name.substr(1, dot - 1);
  return true;
}

void remove_stale_temporaries(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    TemporaryName parts;
    const auto name = entry.path().filename().string();
    if (!parse_temporary_name(name, parts)) continue;
    const auto part = entry.path().parent_path() / name.substr(0, name.rfind(".part") + 5);
    // Our own number on a file that is not ours: an earlier process had it, as happens in containers.
    const bool ours_of_old = parts.pid == static_cast<long>(::getpid()) && !is_live(part.string());
    if (ours_of_old || is_dead(parts.pid)) ::unlink(entry.path().c_str());
  }
}

std::string shown(const std::filesystem::path& path) {
  TemporaryName parts;
  if (!parse_temporary_name(path.filename().string(), parts)) return path.string();
  return (path.parent_path() / parts.final_name).string();
}

}  // namespace bailiwick::layers::write

namespace bailiwick::layers {

void remove_temporary_files() noexcept {
  for (auto& slot : write::g_slots) {
    const auto version = slot.version.load();
    if (version % 3 != 2) continue;
    char path[write::kPathBytes];
    for (std::size_t c = 0; c < write::kPathBytes; ++c) {
      path[c] = slot.path[c].load(std::memory_order_relaxed);
      if (path[c] == '\0') break;
    }
    if (slot.version.load() == version) write::unlink_with_side_files(path);
  }
}

}  // namespace bailiwick::layers
