#include "read/named_columns.h"

#include "read/byte_source.h"
#include "read/csv_reader.h"
#include "read/field_guess.h"
#include "read/text.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include <fmt/format.h>

#include <vector>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kPiece = 1U << 20;

std::vector<std::size_t> columns_of(const CsvReader& reader, const std::string& file, std::span<const char* const> names, const std::string& expected) {
  std::vector<std::size_t> columns;
  for (const char* name : names) {
    const int found = find_field(reader.columns(), name, file);
    if (found < 0) throw Error(ErrorCode::missing_column, fmt::format("{}: expected {}, found no '{}'", file, expected, name), file, -1, name);
    columns.push_back(static_cast<std::size_t>(found));
  }
  return columns;
}

}  // namespace

void read_named_columns(const std::string& file, std::span<const char* const> names, const std::string& expected,
                        const std::function<void(const std::function<std::string(std::size_t)>& text)>& take) {
  CsvReader reader(local_file(file), file, {}, {});
  const auto columns = columns_of(reader, file, names, expected);
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
      take([&](std::size_t c) { return std::string(trimmed(value_of(record.fields[columns[c]], scratch))); });
    }
  }
}

}  // namespace bailiwick::layers
