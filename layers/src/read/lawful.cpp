#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/byte_source.h"
#include "read/csv_reader.h"
#include "read/field_guess.h"
#include "read/text.h"

#include <fmt/format.h>

#include <array>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kPiece = 1U << 20;
constexpr std::array<const char*, 4> kColumns{"level", "zone_a", "zone_b", "reason"};

}  // namespace

std::vector<LawfulRow> read_lawful(const std::string& file) {
  refuse_known_kinds(file);
  CsvReader reader(local_file(file), file, {}, {});
  std::array<std::size_t, 4> column{};
  for (std::size_t c = 0; c < kColumns.size(); ++c) {
    const int found = find_field(reader.columns(), kColumns[c], file);
    if (found < 0) {
      throw Error(ErrorCode::missing_column, fmt::format("{}: expected columns level, zone_a, zone_b, reason, found no '{}'", file, kColumns[c]), file, -1,
                  kColumns[c]);
    }
    column[c] = static_cast<std::size_t>(found);
  }
  std::vector<LawfulRow> rows;
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
      rows.push_back({text(0), text(1), text(2), text(3)});
    }
  }
  return rows;
}

}  // namespace bailiwick::layers
