/// A CSV file, piece by piece: every piece holds whole records, so pieces can be read side by side.
#pragma once

#include "read/csv_records.h"
#include "read/text_encoding.h"

#include <bailiwick/context.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers {

class CsvReader {
 public:
  /// Finds encoding, delimiter and header. Throws Error(unreadable_file) where there is no header line.
  CsvReader(const std::string& path, const std::string& shown, const std::string& encoding, const Context& context);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] char delimiter() const { return delimiter_; }
  [[nodiscard]] const TextSurvey& survey() const { return survey_; }
  /// Row of the header as a spreadsheet counts: 1, more where blank lines or "sep=;" stand before it.
  [[nodiscard]] std::int64_t header_row() const { return header_row_; }

  /// The next piece of whole records, with the row of its first one; empty at the end. Throws Error(unreadable_file) naming the row in which a quote opens that is never closed, and
  /// Error(limit_exceeded) for a record beyond the limit.
  struct Piece {
    std::string text;
    std::int64_t first_row = 0;
  };
  [[nodiscard]] Piece next_piece(std::size_t bytes);

 private:
  void read_header();
  [[nodiscard]] std::size_t fill(std::size_t bytes);
  void check_closed(std::string_view rest) const;
  [[noreturn]] void unclosed_quote(std::uint64_t row, std::size_t column) const;

  std::string shown_;
  TextSurvey survey_;
  std::unique_ptr<ByteSource> source_;
  std::string held_;  ///< read and not yet handed out; begins at the beginning of a record
  bool ended_ = false;
  char delimiter_ = ',';
  std::vector<std::string> columns_;
  std::int64_t header_row_ = 1;
  std::uint64_t rows_before_ = 0;
};

}  // namespace bailiwick::layers
