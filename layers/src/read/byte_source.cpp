#include "read/byte_source.h"

#include "read/sha256.h"

#include <bailiwick/error.h>

#include <fmt/format.h>
#include <zlib.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kBlock = 1U << 20;

class PlainSource : public ByteSource {
 public:
  PlainSource(const std::string& path, std::string shown) : shown_(std::move(shown)) {
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor_ < 0) throw Error(ErrorCode::unreadable_file, fmt::format("{}: {}", shown_, std::strerror(errno)), shown_);
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
      ::close(descriptor_);
      throw Error(ErrorCode::unreadable_file, shown_ + ": expected a regular file", shown_);
    }
  }
  ~PlainSource() override { ::close(descriptor_); }
  PlainSource(const PlainSource&) = delete;
  PlainSource& operator=(const PlainSource&) = delete;

  std::size_t read(char* out, std::size_t capacity) override {
    std::size_t done = 0;
    while (done < capacity) {
      const auto got = ::read(descriptor_, out + done, capacity - done);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw Error(ErrorCode::unreadable_file, fmt::format("{}: {}", shown_, std::strerror(errno)), shown_);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  std::string shown_;
  int descriptor_ = -1;
};

/// Counts what really comes out: the size a .gz declares is a claim.
class GzipSource : public ByteSource {
 public:
  GzipSource(std::unique_ptr<PlainSource> packed, std::string shown, std::uint64_t limit)
      : packed_(std::move(packed)), shown_(std::move(shown)), limit_(limit), in_(kBlock) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw Error(ErrorCode::out_of_memory, shown_ + ": no memory for unpacking", shown_);
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(char* out, std::size_t capacity) override {
    std::size_t done = 0;
    while (done < capacity && !ended_) {
      if (stream_.avail_in == 0 && !refill()) break;
      done += inflate_some(out + done, capacity - done);
    }
    return done;
  }

 private:
  bool refill() {
    const auto got = packed_->read(in_.data(), in_.size());
    stream_.next_in = reinterpret_cast<Bytef*>(in_.data());
    stream_.avail_in = static_cast<uInt>(got);
    if (got != 0) return true;
    if (!at_member_start_) damaged("ends too early");
    ended_ = true;
    return false;
  }

  std::size_t inflate_some(char* out, std::size_t capacity) {
    if (at_member_start_ && members_ > 0 && *stream_.next_in == 0) {  // padding after the last member (tape blocks)
      ended_ = true;
      return 0;
    }
    const auto room = static_cast<uInt>(std::min<std::size_t>(capacity, 1U << 30));
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = room;
    at_member_start_ = false;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t made = room - stream_.avail_out;
    total_ += made;
    if (total_ > limit_) {
      throw Error(ErrorCode::limit_exceeded, fmt::format("{}: unpacks to more than the limit of {} bytes", shown_, limit_), shown_);
    }
    if (status == Z_STREAM_END) {
      ++members_;
      at_member_start_ = true;
      inflateReset(&stream_);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      damaged("is damaged");
    }
    return made;
  }

  [[noreturn]] void damaged(const char* how) const {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}: the gzip data {} after {} unpacked bytes", shown_, how, total_), shown_);
  }

  std::unique_ptr<PlainSource> packed_;
  std::string shown_;
  std::uint64_t limit_, total_ = 0;
  std::vector<char> in_;
  z_stream stream_{};
  unsigned members_ = 0;
  bool at_member_start_ = true, ended_ = false;
};

bool begins_as_gzip(const std::string& path, const std::string& shown) {
  std::array<char, 2> magic{};
  PlainSource source(path, shown);
  return source.read(magic.data(), magic.size()) == 2 && static_cast<unsigned char>(magic[0]) == 0x1f &&
         static_cast<unsigned char>(magic[1]) == 0x8b;
}

std::string lower(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

struct KnownKind {
  const char* extension;
  const char* advice;
};
constexpr std::array kRefusedKinds{
    KnownKind{"xlsx", "an Excel workbook; in Excel or LibreOffice save the sheet as \"CSV UTF-8\" and pass the .csv"},
    KnownKind{"xlsm", "an Excel workbook; in Excel or LibreOffice save the sheet as \"CSV UTF-8\" and pass the .csv"},
    KnownKind{"xls", "an Excel workbook; in Excel or LibreOffice save the sheet as \"CSV UTF-8\" and pass the .csv"},
    KnownKind{"ods", "an OpenDocument sheet; in LibreOffice save the sheet as CSV (UTF-8) and pass the .csv"},
    KnownKind{"zip", "an archive; unpack it and pass the file inside"},
    KnownKind{"rar", "an archive; unpack it and pass the file inside"},
    KnownKind{"7z", "an archive; unpack it and pass the file inside"},
    KnownKind{"kml", "KML; save it as GeoPackage or GeoJSON, for example with QGIS"},
    KnownKind{"kmz", "KMZ; save it as GeoPackage or GeoJSON, for example with QGIS"},
    KnownKind{"gdb", "a file geodatabase; save the layer as GeoPackage, for example with QGIS"},
    KnownKind{"parquet", "Parquet; save it as GeoPackage or CSV"},
};

}  // namespace

bool named_gz(const std::string& name) {
  return name.size() > 3 && lower(name.substr(name.size() - 3)) == ".gz";
}

std::string inner_extension(const std::string& name) {
  const auto inner = named_gz(name) ? name.substr(0, name.size() - 3) : name;
  const auto slash = inner.find_last_of('/');
  const auto dot = inner.find_last_of('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return {};
  return lower(inner.substr(dot + 1));
}

void refuse_known_kinds(const std::string& shown) {
  const auto extension = inner_extension(shown);
  for (const auto& kind : kRefusedKinds) {
    if (extension == kind.extension) throw Error(ErrorCode::unsupported, fmt::format("{}: found {}", shown, kind.advice), shown);
  }
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path, const std::string& shown, std::uint64_t unpacked_limit) {
  auto plain = std::make_unique<PlainSource>(path, shown);
  if (begins_as_gzip(path, shown)) return std::make_unique<GzipSource>(std::move(plain), shown, unpacked_limit);
  if (named_gz(shown)) throw Error(ErrorCode::unreadable_file, shown + ": expected gzip data, found something else", shown);
  return plain;
}

std::string read_all(const std::string& path, const std::string& shown, std::uint64_t limit) {
  const auto source = open_bytes(path, shown, limit);
  std::string all;
  while (true) {
    const auto before = all.size();
    all.resize(before + kBlock);
    const auto got = source->read(all.data() + before, kBlock);
    all.resize(before + got);
    if (all.size() > limit) {
      throw Error(ErrorCode::limit_exceeded, fmt::format("{}: more than the limit of {} bytes", shown, limit), shown);
    }
    if (got < kBlock) return all;
  }
}

std::string file_sha256(const std::string& path, const std::string& shown, const Context& context) {
  PlainSource source(path, shown);
  std::vector<char> block(kBlock);
  Sha256 digest;
  while (const auto got = source.read(block.data(), block.size())) {
    context.check();
    digest.add({block.data(), got});
  }
  return digest.hex();
}

}  // namespace bailiwick::layers
