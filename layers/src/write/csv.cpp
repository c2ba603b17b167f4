#include "write/file_writer.h"
#include "write/gb18030.h"
#include "write/temporary.h"
#include "write/text.h"

#include <bailiwick/layers/write.h>

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fstream>

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

void append_text(std::string& out, std::string_view cell) {
  const bool formula = is_formula(cell);
  const bool quoted = cell.find_first_of(",\"\r\n;\t") != std::string_view::npos || (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
  if (quoted) out += '"';
  if (formula) out += '\'';  // makes it text
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
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
    case Type::datetime: write::append_datetime(out, column.integer[row]); break;
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

void write_rows(write::FileWriter& out, const Table& table, const Context& context, bool gb18030) {
  auto& text = out.text();
  std::string line;
  const auto finish = [&] {
    line += "\r\n";
    gb18030 ? write::append_gb18030(text, line) : void(text += line);
    line.clear();
    out.drain();
  };
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) line += ',';
    append_text(line, table.columns[c].name);
  }
  finish();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (row % 4096 == 0) context.check();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) line += ',';
      append_cell(line, table.columns[c], row);
    }
    finish();
  }
}

}  // namespace

void put_csv(OutputFolder& folder, const std::string& name, const Table& table, const std::string& encoding, const Context& context) {
  if (encoding != "utf-8-bom" && encoding != "utf-8" && encoding != "gb18030") {
    throw Error(ErrorCode::invalid_argument, fmt::format("--csv-encoding: expected utf-8-bom, utf-8 or gb18030, found '{}'", encoding));
  }
  folder.put(
      name,
      [&](const std::filesystem::path& path) {
        write::FileWriter out(path);
        if (encoding == "utf-8-bom") out.text() += kBom;
        write_rows(out, table, context, encoding == "gb18030");
        out.close();
      },
      [&](const std::filesystem::path& path) {
        const auto found = count_records(path);
        if (found == table.rows() + 1) return;
        const auto shown = write::shown(path);
        throw Error(ErrorCode::unwritable_file,
                    fmt::format("{}: expected {} lines when reading back, found {}", shown, table.rows() + 1, found), shown);
      });
}

}  // namespace bailiwick::layers
