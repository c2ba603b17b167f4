#include "write/file_writer.h"
#include "write/gb18030.h"
#include "write/temporary.h"
#include "write/text.h"

#include <bailiwick/layers/slices.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <functional>

namespace bailiwick::layers {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_number(std::string_view cell) {
  const auto digits = cell.substr(cell.front() == '+' ? 1 : 0);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() && std::isfinite(value);
}

/// A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection"; some take the full-width forms too). A plain number, such
/// as -3 or +86, is none.
bool is_formula(std::string_view cell) {
  if (cell.empty()) return false;
  for (const std::string_view sign : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (cell.starts_with(sign)) return true;
  }
  return std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos && !is_number(cell);
}

/// Bytes that a reader of CSV could take for more than text.
constexpr auto kSpecial = [] {
  std::array<bool, 256> special{};
  for (const unsigned char c : {',', '"', '\r', '\n', ';', '\t'}) special[c] = true;
  return special;
}();

void append_text(std::string& out, std::string_view cell) {
  const bool formula = is_formula(cell);
  const bool special = std::any_of(cell.begin(), cell.end(), [](char c) { return kSpecial[static_cast<unsigned char>(c)]; });
  const bool quoted = special || (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
  if (!quoted) {
    if (formula) out += '\'';  // makes it text
    out += cell;
    return;
  }
  out += '"';
  if (formula) out += '\'';  // makes it text
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_cell(std::string& out, const Column& column, std::size_t row) {
  if (column.is_null(row)) return;
  switch (column.type) {
    case Type::text: append_text(out, column.text[row]); break;
    case Type::integer: write::append_integer(out, column.integer[row]); break;
    case Type::real:
      if (std::isfinite(column.real[row])) write::append_real(out, column.real[row]);
      break;
    case Type::boolean: out += column.integer[row] != 0 ? "true" : "false"; break;
    case Type::datetime: write::append_datetime(out, column.integer[row], write::Fraction::where_needed, column.offset_min.empty() ? 0 : column.offset_min[row]); break;
  }
}

/// Records of a CSV file: line ends outside quotes. A quote is one byte in every encoding we write, and never part of a longer character.
std::uint64_t count_records(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string block(std::size_t{1} << 18U, '\0');
  std::uint64_t records = 0;
  bool quoted = false;
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    for (const char c : std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount()))) {
      if (c == '"') quoted = !quoted;
      if (c == '\n' && !quoted) ++records;
    }
  }
  return records;
}

/// Writes a table line by line, in whatever pieces it comes.
class Lines {
 public:
  Lines(write::FileWriter& out, bool gb18030) : out_(out), gb18030_(gb18030) {}

  void add_names(const Table& table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) line_ += ',';
      append_text(line_, table.columns[c].name);
    }
    finish();
  }
  void add_rows(const Table& table, const Context& context) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (row % 4096 == 0) context.check();
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) line_ += ',';
        append_cell(line_, table.columns[c], row);
      }
      finish();
    }
  }

 private:
  void finish() {
    line_ += "\r\n";
    gb18030_ ? write::append_gb18030(out_.text(), line_) : void(out_.text() += line_);
    line_.clear();
    out_.drain();
  }

  write::FileWriter& out_;
  bool gb18030_;
  std::string line_;
};

void put(OutputFolder& folder, const std::string& name, std::size_t rows, const std::string& encoding, const std::function<void(Lines&)>& add_all) {
  if (encoding != "utf-8-bom" && encoding != "utf-8" && encoding != "gb18030") {
    throw Error(ErrorCode::invalid_argument, fmt::format("--csv-encoding: expected utf-8-bom, utf-8 or gb18030, found '{}'", encoding));
  }
  folder.put(
      name,
      [&](const std::filesystem::path& path) {
        write::FileWriter out(path);
        if (encoding == "utf-8-bom") out.text() += kBom;
        Lines lines(out, encoding == "gb18030");
        add_all(lines);
        out.close();
      },
      [&](const std::filesystem::path& path) {
        const auto found = count_records(path);
        if (found == rows + 1) return;
        const auto shown = write::shown(path);
        throw Error(ErrorCode::unwritable_file, fmt::format("{}: expected {} lines when reading back, found {}", shown, rows + 1, found), shown);
      });
}

}  // namespace

void put_csv(OutputFolder& folder, const std::string& name, const Table& table, const std::string& encoding, const Context& context) {
  put(folder, name, table.rows(), encoding, [&](Lines& lines) {
    lines.add_names(table);
    lines.add_rows(table, context);
  });
}

void put_csv(OutputFolder& folder, const std::string& name, const TableSlices& table, const std::string& encoding, const Context& context) {
  constexpr std::size_t kSlice = 16'384;  // rows whose texts fit the cache
  put(folder, name, table.rows, encoding, [&](Lines& lines) {
    lines.add_names(table.slice(0, 0));
    for (std::size_t begin = 0; begin < table.rows; begin += kSlice) {
      lines.add_rows(table.slice(begin, std::min(begin + kSlice, table.rows)), context);
    }
  });
}

}  // namespace bailiwick::layers
