#include "read/report_files.h"

#include "read/crs_choice.h"
#include "read/field_guess.h"
#include "read/text.h"
#include "read/vector_source.h"
#include "read/warnings.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace bailiwick::layers {
namespace {

std::vector<std::string> names_of(const std::vector<gdal::FieldHead>& fields) {
  std::vector<std::string> names;
  for (const auto& field : fields) names.push_back(field.name);
  return names;
}

/// Texts of one feature by the column numbers of the whole layer.
class FeatureValues {
 public:
  FeatureValues(const Table& table, const std::vector<std::string>& names) {
    for (const auto& name : names) columns_.push_back(table.find(name));
  }
  void go_to(std::size_t row) { row_ = row; }
  std::string_view operator()(int column) const {
    const auto* values = columns_[static_cast<std::size_t>(column)];
    if (values == nullptr || values->is_null(row_)) return {};
    switch (values->type) {
      case Type::text: return values->text[row_];
      case Type::real: text_ = number_text(values->real[row_]); break;
      case Type::boolean: text_ = values->integer[row_] != 0 ? "true" : "false"; break;
      default: text_ = std::to_string(values->integer[row_]);
    }
    return text_;
  }

 private:
  std::vector<const Column*> columns_;
  std::size_t row_ = 0;
  mutable std::string text_;
};

std::set<std::string> wanted_fields(const ReportPlan& plan, const std::vector<std::string>& names) {
  std::set<std::string> wanted;
  const auto want = [&](int column) {
    if (column >= 0) wanted.insert(names[static_cast<std::size_t>(column)]);
  };
  for (const int column : {plan.x, plan.y, plan.time, plan.id, plan.status, plan.weight, plan.part ? plan.part->column : -1}) want(column);
  for (const int column : plan.category) want(column);
  for (const int column : plan.keep) want(column);
  for (const auto& condition : plan.conditions) want(condition.column);
  return wanted;
}

/// Why the shape is no position; empty: it is one, or there is none.
std::string shape_fault(const gdal::Features& features, std::size_t i) {
  if (features.kind[i] == gdal::ShapeKind::point || features.kind[i] == gdal::ShapeKind::none) {
    const auto& fault = features.fault[i];
    return fault == "no geometry" || fault == "an empty geometry" ? std::string{} : fault;
  }
  if (!features.fault[i].empty()) return features.fault[i];
  return features.kind[i] == gdal::ShapeKind::polygon ? "a polygon is no position; expected a point"
         : features.kind[i] == gdal::ShapeKind::line  ? "a line is no position; expected a point"
                                                      : "expected a point";
}

Number number_of(double value, bool there) {
  if (!there) return {0, NumberFault::empty};
  if (!std::isfinite(value)) return {0, NumberFault::not_finite};
  if (std::abs(value) > 1e15) return {0, NumberFault::too_large};
  return {value, NumberFault::none};
}

void add_features(const gdal::Features& features, const std::vector<std::string>& names, const TimeFormat* format, ReportFile& file,
                  const Context& context) {
  file.batches.emplace_back();
  file.first_row.push_back(0);
  auto& batch = file.batches.back();
  BatchWriter writer(batch, file.plan, format);
  FeatureValues values(features.attributes, names);
  for (std::size_t i = 0; i < features.fid.size(); ++i) {
    if (i % 4096 == 0) context.check();
    ++batch.records;
    values.go_to(i);
    if (!file.plan.geometry) {
      writer.add(features.fid[i], values);
      continue;
    }
    const bool there = features.kind[i] == gdal::ShapeKind::point;
    writer.add_feature(features.fid[i], number_of(features.x[i], there), number_of(features.y[i], there), shape_fault(features, i), values);
  }
}

}  // namespace

ReportFile read_vector_reports(const std::string& name, const ReportReading& how, const Context& context) {
  const auto& settings = how.settings;
  const VectorSource source(name, settings.reports_encoding, context);
  const auto layer = source.choose_layer(settings.reports_layer, "--reports-layer");
  gdal::LayerHead head;
  for (auto& one : source.layers()) {
    if (one.name == layer) head = std::move(one);
  }
  ReportFile file;
  file.sha256 = source.sha256();
  const auto names = names_of(head.fields);
  file.plan = how.plan(names, head.geometry != "None", name);
  const auto crs = settings.reports_crs.empty() ? head.crs
                                                : chosen_crs(settings.reports_crs, "--reports-crs", source.says_crs() ? head.crs : gdal::CrsName{},
                                                             name_alone(name), file.warnings);
  file.crs_wkt = crs.wkt;
  file.crs_label = crs.label;

  const auto wanted = wanted_fields(file.plan, names);
  const auto read = source.read(layer, [&](const std::string& field) { return wanted.count(field) > 0; }, context);
  add_features(read.features, names, how.format, file, context);
  how.shorten(file.batches.back());
  for (const auto& lost : read.lost) file.lost.push_back({0, lost.index, true, lost.reason});
  if (read.features.bad_text > 0) {
    warn(file.warnings, Warning("bad_text.attributes", {{"place", name_alone(name)}}, read.features.bad_text));
  }
  return file;
}

}  // namespace bailiwick::layers
