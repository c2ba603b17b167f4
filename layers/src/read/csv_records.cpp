#include "read/csv_records.h"

#include <array>

namespace bailiwick::layers {

std::string_view value_of(const CsvField& field, std::string& scratch) {
  if (!field.escaped) return field.raw;
  scratch.clear();
  for (std::size_t i = 0; i < field.raw.size(); ++i) {
    scratch.push_back(field.raw[i]);
    if (field.raw[i] == '"') ++i;  // the second of a pair
  }
  return scratch;
}

/// Reads a quoted field that opens at `start`; `stop` becomes the position of the special byte that ends it. False when the text ends first.
bool CsvRecords::quoted_field(CsvRecord& record, std::size_t start, std::size_t& stop) {
  CsvField field;
  record.quoted_ = true;
  bool lines = false;
  while (true) {
    const auto position = next_special();
    if (position >= text_.size()) {
      field.raw = text_.substr(start + 1);
      record.fields.push_back(field);
      record.fault = CsvFault::unclosed;
      record.fault_field = record.fields.size() - 1;
      return false;
    }
    if (text_[position] == '\n' || text_[position] == '\r') lines = true;
    if (text_[position] != '"') continue;
    if (position + 1 < text_.size() && text_[position + 1] == '"') {
      field.escaped = true;
      skip_to_ = position + 2;
      continue;
    }
    field.raw = text_.substr(start + 1, position - start - 1);
    stop = next_special();
    while (stop < text_.size() && text_[stop] == '"') stop = next_special();
    if (stop != position + 1 && record.fault == CsvFault::none) {
      record.fault = lines ? CsvFault::after_quote_lines : CsvFault::after_quote;
      record.fault_field = record.fields.size();
    }
    record.fields.push_back(field);
    return true;
  }
}

bool CsvRecords::next(CsvRecord& record) {
  record.fields.clear();
  record.fault = CsvFault::none;
  record.quoted_ = false;
  if (at_ >= text_.size()) return false;
  begin_ = at_;
  std::size_t start = at_;
  while (true) {
    std::size_t stop = next_special();
    if (stop == start && stop < text_.size() && text_[stop] == '"') {
      if (!quoted_field(record, start, stop)) {
        at_ = text_.size();
        return true;
      }
    } else {
      while (stop < text_.size() && text_[stop] == '"') stop = next_special();
      record.fields.push_back({text_.substr(start, stop - start), false});
    }
    if (stop >= text_.size()) {
      at_ = text_.size();
      return true;
    }
    if (text_[stop] == delimiter_) {
      start = stop + 1;
      continue;
    }
    at_ = stop + 1;
    if (text_[stop] == '\r' && at_ < text_.size() && text_[at_] == '\n') skip_to_ = ++at_;
    return true;
  }
}

std::size_t whole_records(std::string_view text, char delimiter, std::uint64_t& count) {
  count = 0;
  CsvSpecials specials(text, delimiter);
  std::size_t end = 0, field_start = 0, skip_to = 0;
  bool quoted = false;
  for (auto at = specials.next(); at < text.size(); at = specials.next()) {
    if (at < skip_to) continue;
    const char c = text[at];
    if (quoted) {
      if (c != '"') continue;
      if (at + 1 < text.size() && text[at + 1] == '"') {
        skip_to = at + 2;
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = at == field_start;
    } else {
      field_start = at + 1;
      if (c == delimiter) continue;
      if (c == '\r' && at + 1 == text.size()) break;
      if (c == '\r' && text[at + 1] == '\n') skip_to = field_start = at + 2;
      end = field_start;
      ++count;
    }
  }
  return end;
}

char sniff_delimiter(std::string_view text) {
  constexpr std::array<char, 4> kCandidates{',', ';', '\t', '|'};
  char best = ',';
  std::size_t most = 1;
  for (const char candidate : kCandidates) {
    CsvRecords records(text, candidate);
    CsvRecord record;
    while (records.next(record) && record.blank()) {
    }
    if (record.fields.size() > most) {
      most = record.fields.size();
      best = candidate;
    }
  }
  return best;
}

}  // namespace bailiwick::layers
