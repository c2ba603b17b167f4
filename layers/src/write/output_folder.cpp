#include "write/file_writer.h"
#include "write/known_outputs.h"
#include "write/temporary.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/write.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bailiwick::layers {
namespace {

namespace fs = std::filesystem;
using write::throw_unwritable;

constexpr const char* kSummary = "summary.json";

[[noreturn]] void throw_exists(const fs::path& path) {
  throw Error(ErrorCode::exists, fmt::format("{} is there already; pass --overwrite to replace it", path.string()), path.string());
}

/// What lies under a name, a link taken for itself.
fs::file_status status_of(const fs::path& path) {
  std::error_code failure;
  const auto status = fs::symlink_status(path, failure);
  if (failure && status.type() != fs::file_type::not_found) throw_unwritable(path, failure.value());
  return status;
}

/// Opens, syncs and closes a file or a folder.
void sync(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw_unwritable(path, errno);
  const int synced = ::fsync(file);
  const int error_number = errno;
  const int closed = ::close(file);
  if (synced != 0) throw_unwritable(path, error_number);
  if (closed != 0) throw_unwritable(path, errno);
}

/// umask(2) can only be read by changing it, which other threads would see; the kernel also tells it in a file.
mode_t file_mode() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    constexpr std::string_view kKey = "Umask:\t";
    if (!line.starts_with(kKey)) continue;
    unsigned mask = 0;
    std::from_chars(line.data() + kKey.size(), line.data() + line.size(), mask, 8);
    return static_cast<mode_t>(0666U & ~mask);
  }
  return 0600;
}

/// Names come from the program, from level names and from an earlier summary: they must stay inside the folder.
bool is_sound(const std::string& name) {
  bool sound = !name.empty() && name.back() != '/';
  for (const char c : name) sound = sound && static_cast<unsigned char>(c) >= 0x20 && c != '\x7f' && c != '\\';
  for (const auto& part : fs::path(name)) sound = sound && part != "/" && !part.empty() && part.native().front() != '.';
  return sound;
}

void check_name(const fs::path& folder, const std::string& name) {
  if (!is_sound(name)) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: expected names of outputs without control characters, empty or hidden parts, found '{}'", folder.string(), name),
                folder.string());
  }
}

/// The names that an earlier summary.json lists; none where it cannot be read. They are data: whoever uses them checks them.
std::vector<std::string> listed_files(const fs::path& summary) {
  std::ifstream in(summary, std::ios::binary);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  std::vector<std::string> names;
  if (!json.is_object() || !json.contains("files") || !json["files"].is_array()) return names;
  for (const auto& file : json["files"]) {
    if (file.is_object() && file.contains("name") && file["name"].is_string()) names.push_back(file["name"].get<std::string>());
  }
  return names;
}

/// A real folder; a link in its place could lead the files elsewhere.
void make_folder(const fs::path& folder, bool may_be_link) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  std::error_code unseen;  // apart: that nothing is there would hide why it could not be made
  const auto status = may_be_link ? fs::status(folder, unseen) : fs::symlink_status(folder, unseen);
  if (!fs::is_directory(status)) throw_unwritable(folder, failure ? failure.value() : ENOTDIR, "cannot be made a folder");
}

/// For file systems that know no RENAME_NOREPLACE: a second name is made only where there is none yet. Those without second names (FAT, some
/// network shares) leave the look before the rename.
int move_unless_there(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return ::unlink(from.c_str());
  if (errno == EEXIST) return -1;
  if (fs::exists(status_of(to))) {
    errno = EEXIST;
    return -1;
  }
  return ::rename(from.c_str(), to.c_str());
}

/// An atomic rename that does not replace anything unless asked to.
void move_into_place(const fs::path& from, const fs::path& to, bool overwrite) {
  int moved = overwrite ? ::rename(from.c_str(), to.c_str()) : ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (moved != 0 && !overwrite && (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)) moved = move_unless_there(from, to);
  if (moved != 0 && errno == EEXIST) throw_exists(to);
  if (moved != 0) throw_unwritable(to, errno);
}

/// The life of one output: a temporary file beside its place, written, synced, read back, summed, renamed.
WrittenFile put_file(const fs::path& final_path, bool overwrite, const std::function<void(const fs::path&)>& make,
                     const std::function<void(const fs::path&)>& verify) {
  const auto there = status_of(final_path);
  if (fs::is_directory(there)) throw_unwritable(final_path, EISDIR);
  if (!overwrite && fs::exists(there)) throw_exists(final_path);

  write::TemporaryFile temporary(final_path);
  make(temporary.path());
  sync(temporary.path(), O_RDONLY | O_NOFOLLOW);
  if (verify) verify(temporary.path());
  std::error_code failure;
  WrittenFile written;
  written.size = fs::file_size(temporary.path(), failure);
  if (failure) throw_unwritable(final_path, failure.value());
  written.sha256 = sha256_of(temporary.path());
  if (::chmod(temporary.path().c_str(), file_mode()) != 0) throw_unwritable(final_path, errno);
  move_into_place(temporary.path(), final_path, overwrite);
  sync(final_path.parent_path(), O_RDONLY | O_DIRECTORY);
  return written;
}

void write_text(const fs::path& path, const std::string& text) {
  write::FileWriter out(path);
  out.text() += text;
  out.close();
}

void verify_text(const fs::path& path, const std::string& text) {
  std::ifstream in(path, std::ios::binary);
  std::string back(text.size() + 1, '\0');  // one more than should be there
  in.read(back.data(), static_cast<std::streamsize>(back.size()));
  back.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad() || back != text) throw_unwritable(path, EIO, "does not read back as written");
}

}  // namespace

OutputFolder::OutputFolder(std::filesystem::path folder, bool overwrite) : folder_(std::move(folder)), overwrite_(overwrite) {
  make_folder(folder_, true);
  const auto summary = folder_ / kSummary;
  if (fs::exists(status_of(summary))) {
    if (!overwrite_) throw_exists(summary);
    earlier_ = listed_files(summary);
    // Without it the folder counts as incomplete until the last file of this run is in place.
    if (::unlink(summary.c_str()) != 0) throw_unwritable(summary, errno, "cannot be removed");
    sync(folder_, O_RDONLY | O_DIRECTORY);
  } else if (overwrite_) {
    for (auto& name : write::files_named_as_outputs(folder_)) {
      if (write::begins_as_ours(folder_, name)) earlier_.push_back(std::move(name));
    }
  }
  write::remove_stale_temporaries(folder_);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) write::remove_stale_temporaries(entry.path());
  }
}

OutputFolder::OutputFolder(std::filesystem::path folder, bool overwrite, Beside) : folder_(std::move(folder)), overwrite_(overwrite) {
  make_folder(folder_, true);
}

OutputFolder OutputFolder::beside(std::filesystem::path folder, bool overwrite) { return {std::move(folder), overwrite, Beside{}}; }

OutputFolder::~OutputFolder() = default;

void OutputFolder::put(const std::string& name, const std::function<void(const std::filesystem::path&)>& write,
                       const std::function<void(const std::filesystem::path&)>& verify) {
  check_name(folder_, name);
  const auto final_path = folder_ / name;
  if (final_path.parent_path() != folder_) make_folder(final_path.parent_path(), false);
  auto written = put_file(final_path, overwrite_, write, verify);
  written.name = name;
  files_.push_back(std::move(written));
}

void OutputFolder::remove_earlier() {
  for (const auto& name : earlier_) {
    const bool written = std::any_of(files_.begin(), files_.end(), [&](const WrittenFile& file) { return file.name == name; });
    if (written || !is_sound(name) || !fs::is_regular_file(status_of(folder_ / name))) continue;
    if (::unlink((folder_ / name).c_str()) != 0) throw_unwritable(folder_ / name, errno, "cannot be removed");
  }
  earlier_.clear();
}

std::vector<std::filesystem::path> outputs_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& name : write::files_named_as_outputs(folder)) files.push_back(folder / name);
  return files;
}

void refuse_outputs_in(const std::filesystem::path& folder) {
  const auto there = outputs_in(folder);
  if (!there.empty()) throw_exists(there.front());
}

void OutputFolder::put_text(const std::string& name, const std::string& text) {
  put(name, [&](const fs::path& path) { write_text(path, text); }, [&](const fs::path& path) { verify_text(path, text); });
}

void put_text_file(const std::filesystem::path& file, const std::string& text, bool overwrite) {
  write::remove_stale_temporaries(file.parent_path());
  (void)put_file(file, overwrite, [&](const fs::path& path) { write_text(path, text); }, [&](const fs::path& path) { verify_text(path, text); });
}

}  // namespace bailiwick::layers
