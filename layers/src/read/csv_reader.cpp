#include "read/csv_reader.h"

#include "read/limits.h"
#include "read/numbers.h"
#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kFirstPiece = 256U << 10;

/// Excel's own first line: sep=;
bool take_separator_line(std::string& held, char& delimiter) {
  if (held.size() < 5 || lower_ascii(held.substr(0, 4)) != "sep=") return false;
  std::size_t end = 5;
  if (end < held.size() && held[end] == '\r') ++end;
  if (end < held.size() && held[end] == '\n') ++end;
  if (end == 5 && end < held.size()) return false;
  delimiter = held[4];
  held.erase(0, end);
  return true;
}

}  // namespace

CsvReader::CsvReader(const std::string& path, const std::string& shown, const std::string& encoding, const Context& context)
    : shown_(shown), survey_(survey_text(path, shown, encoding, context)), source_(open_text(path, shown, survey_)) {
  read_header();
}

std::size_t CsvReader::fill(std::size_t bytes) {
  if (ended_) return 0;
  const auto before = held_.size();
  held_.resize(before + bytes);
  const auto got = source_->read(held_.data() + before, bytes);
  held_.resize(before + got);
  ended_ = got < bytes;
  return got;
}

void CsvReader::read_header() {
  (void)fill(kFirstPiece);
  const bool named = take_separator_line(held_, delimiter_);
  if (named) ++header_row_;
  std::size_t end = 0;
  while (true) {
    if (!named) delimiter_ = sniff_delimiter(std::string_view(held_).substr(0, kFirstPiece));
    CsvRecords records(held_, delimiter_);
    CsvRecord record;
    bool any = false;
    while ((any = records.next(record)) && record.blank()) ++header_row_;
    std::uint64_t count = 0;
    const bool whole = ended_ || whole_records(held_, delimiter_, count) >= records.end();
    if (!whole && held_.size() < kReadLimits.record_bytes) {
      header_row_ = named ? 2 : 1;
      (void)fill(held_.size());
      continue;
    }
    if (!any) throw Error(ErrorCode::unreadable_file, shown_ + ": expected a header line, found an empty file", shown_);
    if (record.fault == CsvFault::unclosed) unclosed_quote(static_cast<std::uint64_t>(header_row_), record.fault_field + 1);
    if (record.fault != CsvFault::none) {
      throw Error(ErrorCode::unreadable_file,
                  fmt::format("{}, row {}: expected a header line, found text after the closing quote of column {}", shown_, header_row_,
                              record.fault_field + 1),
                  shown_);
    }
    std::string scratch;
    for (const auto& field : record.fields) columns_.emplace_back(trimmed(value_of(field, scratch)));
    end = records.end();
    break;
  }
  if (columns_.size() > kReadLimits.columns) {
    throw Error(ErrorCode::limit_exceeded, fmt::format("{}: expected at most {} columns, found {}", shown_, kReadLimits.columns, columns_.size()), shown_);
  }
  if (std::all_of(columns_.begin(), columns_.end(), [](const auto& name) { return parse_number(name).fault == NumberFault::none; })) {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}, row {}: expected a header line, found numbers", shown_, header_row_), shown_);
  }
  held_.erase(0, end);
  rows_before_ = static_cast<std::uint64_t>(header_row_);
}

void CsvReader::unclosed_quote(std::uint64_t row, std::size_t column) const {
  throw Error(ErrorCode::unreadable_file,
              fmt::format("{}, row {}, column {}: expected a closing quote, found the end of the file; the quote that opens there is never closed",
                          shown_, row, column),
              shown_, static_cast<std::int64_t>(row));
}

/// `rest` is what follows the last line break outside quotes: one record, or nothing.
void CsvReader::check_closed(std::string_view rest) const {
  CsvRecords records(rest, delimiter_);
  CsvRecord record;
  while (records.next(record)) {
    if (record.fault == CsvFault::unclosed) unclosed_quote(rows_before_ + 1, record.fault_field + 1);
  }
}

CsvReader::Piece CsvReader::next_piece(std::size_t bytes) {
  if (held_.size() < bytes) (void)fill(bytes - held_.size());
  std::uint64_t count = 0;
  std::size_t whole = whole_records(held_, delimiter_, count);
  while (whole == 0 && !ended_) {
    if (held_.size() > kReadLimits.record_bytes) {
      throw Error(ErrorCode::limit_exceeded,
                  fmt::format("{}, row {}: expected a record of at most {} bytes, found more; is a quote there that is never closed?", shown_,
                              rows_before_ + 1, kReadLimits.record_bytes),
                  shown_, static_cast<std::int64_t>(rows_before_ + 1));
    }
    (void)fill(held_.size());
    whole = whole_records(held_, delimiter_, count);
  }
  Piece piece{{}, static_cast<std::int64_t>(rows_before_ + 1)};
  rows_before_ += count;
  if (!ended_) {
    std::string rest = held_.substr(whole);
    held_.resize(whole);
    piece.text = std::exchange(held_, std::move(rest));
    return piece;
  }
  check_closed(std::string_view(held_).substr(whole));
  if (whole < held_.size()) ++rows_before_;  // a last record without a line break
  piece.text = std::exchange(held_, {});
  return piece;
}

}  // namespace bailiwick::layers
