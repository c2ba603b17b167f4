/// Reports of one piece of a file as columns, in the order of the file.
#pragma once

#include "read/numbers.h"
#include "read/report_plan.h"
#include "read/time_parts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bailiwick::layers {

/// Texts end to end in one buffer.
class TextColumn {
 public:
  void add(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const auto begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// Numbers for the texts that occur, in the order of their first appearance.
class Dictionary {
 public:
  std::uint32_t code(std::string_view text);
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> codes_;
  std::vector<std::string> texts_;
};

enum class RowVerdict : std::uint8_t { located, unlocated, malformed };

/// Rows that passed --where and --where-not. `time` and what hangs on it is decided later, over the whole column.
struct ReportBatch {
  std::uint64_t records = 0;   ///< records of the piece, blank lines included: what a spreadsheet counts
  std::uint64_t blank = 0;     ///< blank lines, which are no rows
  std::uint64_t excluded = 0;  ///< left out by the conditions
  std::vector<std::int64_t> row;  ///< within the piece, from 0
  std::vector<double> x, y;
  std::vector<RowVerdict> verdict;
  std::vector<std::string> reason;  ///< of the rows that are not located, in order
  std::vector<TimeParts> time;
  TextColumn id;
  std::vector<std::uint8_t> id_look;  ///< in place of the ids, after keep_places()
  std::vector<std::uint32_t> status, category;  ///< into the dictionaries; kNoCategory where empty
  Dictionary statuses, categories;
  std::vector<TextColumn> keep;
  std::vector<double> weight;  ///< 0 where there is no usable one
  std::vector<std::uint8_t> part;
  std::uint64_t bad_weights = 0;
  DayMonthEvidence evidence;
  std::uint64_t bad_times = 0;
  std::string structure_error;  ///< the piece cannot be read as CSV at all
};

/// Leaves of its columns places, weights, what the ids look like and, where `timed`, the times; 26 bytes a row, 50 at most.
void keep_places(ReportBatch& batch, bool timed);

/// Adds rows to a batch. `value(column)` gives a column's text; views stay good until the next call.
class BatchWriter {
 public:
  BatchWriter(ReportBatch& batch, const ReportPlan& plan, const TimeFormat* format) : batch_(batch), plan_(plan), format_(format) {
    batch.keep.resize(plan.keep.size());
  }

  template <class Value>
  void add(std::int64_t row, const Value& value) {
    if (!passes(value)) {
      ++batch_.excluded;
      return;
    }
    Number x, y;
    if (plan_.wkt) {
      if (!parse_wkt_point(value(plan_.x), x, y) && !trimmed_empty(value(plan_.x))) x.fault = y.fault = NumberFault::not_a_point;
    } else {
      x = parse_number(value(plan_.x));
      y = parse_number(value(plan_.y));
    }
    add_position(row, x, y);
    add_texts(value);
  }

  /// A feature with its own point.
  template <class Value>
  void add_feature(std::int64_t row, const Number& x, const Number& y, const std::string& fault, const Value& value) {
    if (!passes(value)) {
      ++batch_.excluded;
      return;
    }
    if (fault.empty()) {
      add_position(row, x, y);
    } else {
      add_verdict(row, RowVerdict::malformed, fault);
    }
    add_texts(value);
  }

  /// A record that cannot be told into columns.
  void add_broken(std::int64_t row, const std::string& reason);

 private:
  static bool trimmed_empty(std::string_view text);
  void add_position(std::int64_t row, const Number& x, const Number& y);
  void add_verdict(std::int64_t row, RowVerdict verdict, std::string reason);
  void add_time(std::string_view text);
  void add_weight(std::string_view text);
  void add_category_part(std::string_view text);
  void end_row_without_texts();
  static bool holds(const ReportPlan::Condition& condition, std::string_view text);

  template <class Value>
  bool passes(const Value& value) const {
    for (const auto& condition : plan_.conditions) {
      if (!holds(condition, value(condition.column))) return false;
    }
    return true;
  }

  template <class Value>
  void add_texts(const Value& value) {
    if (plan_.time >= 0) add_time(value(plan_.time));
    if (plan_.id >= 0) batch_.id.add(clean(value(plan_.id)));
    if (plan_.status >= 0) batch_.status.push_back(batch_.statuses.code(clean(value(plan_.status))));
    if (!plan_.category.empty()) {
      joined_.clear();
      for (const int column : plan_.category) add_category_part(value(column));
      batch_.category.push_back(joined_.empty() ? 0xffffffffU : batch_.categories.code(joined_));
    }
    for (std::size_t k = 0; k < plan_.keep.size(); ++k) batch_.keep[k].add(clean(value(plan_.keep[k])));
    if (plan_.weight >= 0) add_weight(value(plan_.weight));
    if (plan_.part) batch_.part.push_back(holds(*plan_.part, value(plan_.part->column)) ? 1 : 0);
  }

  /// Trimmed, without NUL bytes.
  std::string_view clean(std::string_view text);

  ReportBatch& batch_;
  const ReportPlan& plan_;
  const TimeFormat* format_;
  std::string joined_, scratch_;
};

}  // namespace bailiwick::layers
