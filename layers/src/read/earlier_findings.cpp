#include <bailiwick/layers/audit.h>

#include "read/byte_source.h"
#include "read/csv_reader.h"
#include "read/field_guess.h"
#include "read/numbers.h"
#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kPiece = 1U << 20;
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
  CsvReader reader(local_file(file), file, {}, {});
  std::array<std::size_t, kColumnCount> column{};
  for (std::size_t c = 0; c < kColumnCount; ++c) {
    const int found = find_field(reader.columns(), kColumns[c], file);
    if (found < 0) {
      throw Error(ErrorCode::missing_column, fmt::format("{}: expected the findings of an earlier audit, found no column '{}'", file, kColumns[c]), file, -1,
                  kColumns[c]);
    }
    column[c] = static_cast<std::size_t>(found);
  }
  std::vector<EarlierFinding> result;
  std::string scratch;
  for (auto piece = reader.next_piece(kPiece); !piece.text.empty(); piece = reader.next_piece(kPiece)) {
    CsvRecords records(piece.text, reader.delimiter());
    CsvRecord record;
    for (auto row = piece.first_row; records.next(record); ++row) {
      if (record.blank()) continue;
      if (record.fields.size() != reader.columns().size() || record.fault != CsvFault::none) {
        throw Error(ErrorCode::unreadable_file,
                    fmt::format("{}, row {}: expected {} columns, found {}", file, row, reader.columns().size(), record.fields.size()), file, row);
      }
      const auto text = [&](std::size_t c) { return std::string(trimmed(value_of(record.fields[column[c]], scratch))); };
      const auto place = [&](std::size_t c) { return parse_number(text(c)).value; };  // empty where a tie has no place: 0
      if (text(kListed) == "fixed") continue;
      result.push_back({text(kId), text(kLevel), text(kKind), split(text(kZones)), place(kWest), place(kSouth), place(kEast), place(kNorth)});
    }
  }
  return result;
}

}  // namespace bailiwick::layers
