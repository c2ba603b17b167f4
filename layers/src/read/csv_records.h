/// Records and fields of CSV text, strictly.
///
/// A field may be quoted; then it runs to the closing quote, over delimiters and line breaks, and "" in it stands for ". A quote inside an
/// unquoted field is an ordinary character (40°42'46"N). A record ends with LF, CR LF or CR. Nothing is guessed, nothing is swallowed: text after
/// a closing quote is a fault of the record, and a quote that is never closed is found by CsvReader.
#pragma once

#include "read/csv_specials.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers {

struct CsvField {
  std::string_view raw;   ///< without the quotes around it
  bool escaped = false;   ///< holds "" that stands for "
};

enum class CsvFault : std::uint8_t {
  none,
  after_quote,        ///< text between a closing quote and the next delimiter
  after_quote_lines,  ///< the same, and the quoted field ran over lines: most likely an unclosed quote
  unclosed,           ///< the text ended inside quotes
};

struct CsvRecord {
  std::vector<CsvField> fields;
  CsvFault fault = CsvFault::none;
  std::size_t fault_field = 0;
  [[nodiscard]] bool blank() const { return fields.size() == 1 && fields[0].raw.empty() && !quoted_; }

  bool quoted_ = false;  ///< some field was quoted
};

/// The value of a field; `scratch` holds it where quotes had to be taken out.
[[nodiscard]] std::string_view value_of(const CsvField& field, std::string& scratch);

class CsvRecords {
 public:
  CsvRecords(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter), specials_(text, delimiter) {}

  /// The next record, blank ones included; false at the end of the text.
  bool next(CsvRecord& record);
  /// Where the record last returned began and ended (after its line break).
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return at_; }

 private:
  bool quoted_field(CsvRecord& record, std::size_t start, std::size_t& stop);
  std::size_t next_special() {
    auto position = specials_.next();
    while (position < skip_to_) position = specials_.next();
    return position;
  }

  std::string_view text_;
  char delimiter_;
  CsvSpecials specials_;
  std::size_t at_ = 0, begin_ = 0, skip_to_ = 0;
};

/// Length of the longest prefix of `text` (which begins at the beginning of a record) that ends with a record's line break. 0 when there is none.
/// A CR at the very end is held back, since an LF may follow. `count` becomes the number of records in the prefix, blank ones included.
[[nodiscard]] std::size_t whole_records(std::string_view text, char delimiter, std::uint64_t& count);

/// The delimiter of a header line: the one of comma, semicolon, tab and bar that occurs most outside quotes; comma where none does.
[[nodiscard]] char sniff_delimiter(std::string_view text);

}  // namespace bailiwick::layers
