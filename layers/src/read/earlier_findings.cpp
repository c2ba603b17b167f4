#include <bailiwick/error.h>
#include <bailiwick/layers/audit.h>

#include "read/named_columns.h"
#include "read/numbers.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace bailiwick::layers {
namespace {

enum : std::size_t { kId, kLevel, kKind, kZones, kWest, kSouth, kEast, kNorth, kListed, kColumnCount };
constexpr std::array<const char*, kColumnCount> kColumns{"id", "level", "kind", "zones", "west", "south", "east", "north", "listed"};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(';', from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

}  // namespace

std::vector<EarlierFinding> read_earlier_findings(const std::string& folder) {
  const auto file = (std::filesystem::path(folder) / "findings.csv").string();
  if (!std::filesystem::exists(file)) {
    throw Error(ErrorCode::unreadable_file, folder + ": expected the output folder of an earlier 'bailiwick audit', found no findings.csv in it", folder);
  }
  std::vector<EarlierFinding> result;
  read_named_columns(file, kColumns, "the findings of an earlier audit", [&](const auto& text) {
    const auto place = [&](std::size_t c) { return parse_number(text(c)).value; };  // empty where a tie has no place: 0
    if (text(kListed) == "fixed") return;
    result.push_back({text(kId), text(kLevel), text(kKind), split(text(kZones)), place(kWest), place(kSouth), place(kEast), place(kNorth)});
  });
  return result;
}

}  // namespace bailiwick::layers
