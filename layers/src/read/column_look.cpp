#include "read/column_look.h"

#include "read/numbers.h"
#include "read/text.h"
#include "read/time_parts.h"

#include <algorithm>
#include <functional>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kExampleBytes = 40;

}  // namespace

void ColumnLook::add(std::string_view value) {
  value = trimmed(value);
  if (value.empty()) {
    ++info_.nulls;
    return;
  }
  if (info_.example.empty()) info_.example = shown(value, kExampleBytes);
  if (distinct_.size() <= kMostDistinct) distinct_.insert(std::hash<std::string_view>{}(value));
  ++values_;
  judge(value);
}

void ColumnLook::judge(std::string_view value) {
  if (looks_like_exponent(value)) ++exponents_;
  if (!info_.type.empty()) return;
  if (parse_number(value).fault == NumberFault::none) {
    ++numbers_;
  } else if (parse_time(value).shape != TimeShape::bad) {
    ++times_;
  }
}

FieldInfo ColumnLook::info() const {
  FieldInfo info = info_;
  info.distinct_cut = distinct_.size() > kMostDistinct;
  info.distinct = std::min(distinct_.size(), kMostDistinct);
  if (!info.type.empty()) return info;
  const auto most = [&](std::uint64_t count) { return 10 * count >= 9 * values_; };
  info.type = values_ == 0 ? "empty" : most(numbers_) ? "number" : most(times_) ? "time" : "text";
  return info;
}

}  // namespace bailiwick::layers
