#include "read/shapefile_encoding.h"

#include "read/byte_source.h"
#include "read/text.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace bailiwick::layers {
namespace {

namespace fs = std::filesystem;

/// The part with this ending, in small or capital letters; empty when there is none.
std::string part(const std::string& path, const std::string& ending) {
  const auto stem = path.substr(0, path.size() - 4);
  std::string capital = ending;
  for (auto& c : capital) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  std::error_code ignored;
  for (const auto& name : {stem + "." + ending, stem + "." + capital}) {
    if (fs::exists(fs::symlink_status(name, ignored))) return name;
  }
  return {};
}

unsigned byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

/// Field names and records are the texts of a .dbf; the rest of its header is binary.
bool texts_are_utf8(std::string_view dbf) {
  const std::size_t header = byte_at(dbf, 8) | byte_at(dbf, 9) << 8U;
  if (header > dbf.size()) return true;
  for (std::size_t field = 32; field + 32 <= header && dbf[field] != '\r'; field += 32) {
    const auto name = dbf.substr(field, 11);
    if (!is_utf8(name.substr(0, name.find('\0')))) return false;
  }
  return is_utf8(dbf.substr(header));
}

/// Bytes above ASCII that stand alone: letters of western Europe among plain ones ("Süd"). Those of Chinese come in pairs.
bool texts_are_western(std::string_view dbf) {
  std::size_t high = 0, alone = 0;
  const auto is_high = [&](std::size_t i) { return i < dbf.size() && byte_at(dbf, i) >= 0x80; };
  for (std::size_t i = byte_at(dbf, 8) | byte_at(dbf, 9) << 8U; i < dbf.size(); ++i) {
    if (!is_high(i)) continue;
    ++high;
    if (!is_high(i - 1) && !is_high(i + 1)) ++alone;
  }
  return 2 * alone > high;
}

}  // namespace

void check_shapefile_parts(const std::string& path, const std::string& shown) {
  for (const auto* ending : {"shp", "shx", "dbf", "prj", "cpg"}) {
    const auto name = part(path, ending);
    std::error_code error;
    if (!name.empty() && !fs::is_regular_file(name, error)) {
      throw Error(ErrorCode::unreadable_file, shown + ": expected its ." + ending + " to be a regular file, found something else", shown);
    }
  }
}

std::string shapefile_encoding(const std::string& path, const std::string& shown) {
  if (!part(path, "cpg").empty()) return {};
  const auto dbf_path = part(path, "dbf");
  if (dbf_path.empty()) return {};
  const auto dbf = read_all(dbf_path, shown, kReadLimits.file_bytes);
  if (dbf.size() < 33) return {};
  // 0 says nothing, 0x57 is "ANSI", which every exporter writes, some of them beside Chinese; the Chinese ids are widened to the superset.
  const unsigned language = byte_at(dbf, 29);
  constexpr std::array<unsigned, 2> kChinese{0x4D, 0x7A};
  if (std::find(kChinese.begin(), kChinese.end(), language) != kChinese.end()) return "GB18030";
  if (language != 0 && language != 0x57) return {};
  if (texts_are_utf8(dbf)) return "UTF-8";
  return language == 0x57 && texts_are_western(dbf) ? "CP1252" : "GB18030";
}

}  // namespace bailiwick::layers
