#include "read/report_batch.h"

#include "read/text.h"
#include "read/warnings.h"

#include <bailiwick/reports.h>

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {

std::uint32_t Dictionary::code(std::string_view text) {
  const auto found = codes_.find(text);
  if (found != codes_.end()) return found->second;
  const auto next = static_cast<std::uint32_t>(texts_.size());
  codes_.emplace(std::string(text), next);
  texts_.emplace_back(text);
  return next;
}

void keep_places(ReportBatch& batch, bool timed) {
  batch.id_look.reserve(batch.id.size());
  for (std::size_t i = 0; i < batch.id.size(); ++i) batch.id_look.push_back(IdDamage::look(batch.id[i]));
  batch.id = {};
  batch.status = batch.category = {};
  batch.statuses = batch.categories = {};
  batch.keep = {};
  batch.part = {};
  if (!timed) batch.time = {};
  batch.time.shrink_to_fit();
  batch.row.shrink_to_fit();
  batch.x.shrink_to_fit();
  batch.y.shrink_to_fit();
  batch.verdict.shrink_to_fit();
  batch.weight.shrink_to_fit();
}

bool BatchWriter::trimmed_empty(std::string_view text) { return trimmed(text).empty(); }

bool BatchWriter::holds(const ReportPlan::Condition& condition, std::string_view text) {
  const auto value = trimmed(text);
  const bool any = std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
  return any != condition.negate;
}

std::string_view BatchWriter::clean(std::string_view text) {
  text = trimmed(text);
  if (text.find('\0') == std::string_view::npos) return text;
  scratch_.assign(text);
  std::replace(scratch_.begin(), scratch_.end(), '\0', ' ');
  return scratch_;
}

void BatchWriter::add_verdict(std::int64_t row, RowVerdict verdict, std::string reason) {
  batch_.row.push_back(row);
  batch_.x.push_back(0);
  batch_.y.push_back(0);
  batch_.verdict.push_back(verdict);
  batch_.reason.push_back(std::move(reason));
}

void BatchWriter::add_position(std::int64_t row, const Number& x, const Number& y) {
  if (x.fault == NumberFault::none && y.fault == NumberFault::none) {
    batch_.row.push_back(row);
    batch_.x.push_back(x.value);
    batch_.y.push_back(y.value);
    batch_.verdict.push_back(RowVerdict::located);
    return;
  }
  const bool empty_x = x.fault == NumberFault::empty, empty_y = y.fault == NumberFault::empty;
  if (empty_x && empty_y) return add_verdict(row, RowVerdict::unlocated, "no position");
  const bool sound_x = x.fault == NumberFault::none || empty_x, sound_y = y.fault == NumberFault::none || empty_y;
  if (sound_x && sound_y) return add_verdict(row, RowVerdict::unlocated, fmt::format("field '{}' is empty", shown(empty_x ? plan_.names.x : plan_.names.y)));
  const auto& name = sound_x ? plan_.names.y : plan_.names.x;
  const auto fault = sound_x ? y.fault : x.fault;
  add_verdict(row, RowVerdict::malformed, plan_.geometry ? fmt::format("a coordinate {}", fault_text(fault))
                                                         : fmt::format("field '{}' {}", shown(name), fault_text(fault)));
}

void BatchWriter::add_time(std::string_view text) {
  const auto parts = format_ == nullptr ? parse_time(text) : format_->parse(text);
  if (parts.shape == TimeShape::bad) ++batch_.bad_times;
  batch_.evidence.add(parts);
  batch_.time.push_back(parts);
}

void BatchWriter::add_weight(std::string_view text) {
  const auto number = parse_number(text);
  const bool usable = number.fault == NumberFault::none && number.value >= 0;
  if (!usable) ++batch_.bad_weights;
  batch_.weight.push_back(usable ? number.value : 0);
}

void BatchWriter::add_category_part(std::string_view text) {
  const auto part = clean(text);
  if (part.empty()) return;
  if (!joined_.empty()) joined_ += " / ";
  joined_ += part;
}

void BatchWriter::end_row_without_texts() {
  if (plan_.time >= 0) batch_.time.push_back({});
  if (plan_.id >= 0) batch_.id.add({});
  if (plan_.status >= 0) batch_.status.push_back(batch_.statuses.code({}));
  if (!plan_.category.empty()) batch_.category.push_back(kNoCategory);
  for (auto& column : batch_.keep) column.add({});
  if (plan_.weight >= 0) batch_.weight.push_back(0);
  if (plan_.part) batch_.part.push_back(0);
}

void BatchWriter::add_broken(std::int64_t row, const std::string& reason) {
  add_verdict(row, RowVerdict::malformed, reason);
  end_row_without_texts();
}

}  // namespace bailiwick::layers
