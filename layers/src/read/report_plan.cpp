#include "read/report_plan.h"

#include "read/field_guess.h"
#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {
namespace {

/// Resolves one role; empty `field` in the answer means none.
int column_of(const std::vector<std::string>& columns, FieldRole role, const std::string& named, const std::vector<std::string>& preset_names,
              const std::string& preset, const std::string& place, ReportPlan& plan, std::string& resolved) {
  const auto guess = choose_field(columns, role, named, place, preset_names, preset);
  resolved = guess.field.empty() ? "-" : guess.field;
  if (guess.field.empty()) return -1;
  plan.reasons.push_back(place + ": " + guess.reason);
  return find_field(columns, guess.field, place);
}

void plan_category(const std::vector<std::string>& columns, const Settings& settings, const ReportPreset& preset, const std::string& place,
                   ReportPlan& plan) {
  const auto take = [&](const std::string& named, const std::vector<std::string>& names) {
    std::string resolved;
    const int column = column_of(columns, FieldRole::category, named, names, preset.name, place, plan, resolved);
    if (column < 0) return;
    plan.category.push_back(column);
    plan.names.category.push_back(resolved);
  };
  if (!settings.fields.category.empty()) {
    for (const auto& named : settings.fields.category) take(named, {});
  } else if (!preset.category.empty()) {
    for (const auto& names : preset.category) {
      const auto there = [&](const std::string& name) { return find_field(columns, name, place) >= 0; };
      if (std::any_of(names.begin(), names.end(), there)) take({}, names);
    }
  } else {
    take({}, {});
    // Major and minor together where both are there: 大类 alone says little.
    if (plan.names.category.size() != 1) return;
    auto minor = plan.names.category[0];
    const auto major = minor.find("大");
    if (major == std::string::npos) return;
    minor.replace(major, std::string_view("大").size(), "小");
    if (find_field(columns, minor, place) >= 0) take(minor, {});
  }
  if (plan.names.category.empty()) plan.names.category = {"-"};
}

int required(const std::vector<std::string>& columns, const std::string& name, const std::string& option, const std::string& place) {
  const int column = find_field(columns, name, place);
  if (column >= 0) return column;
  std::string list;
  for (std::size_t i = 0; i < columns.size() && i < 30; ++i) list += (i == 0 ? "" : ", ") + shown(columns[i], 40);
  throw Error(ErrorCode::missing_column, fmt::format("{}: {}: expected field '{}', found {}", place, option, shown(name), list), place, -1, name);
}

void plan_conditions(const std::vector<std::string>& columns, const Settings& settings, const std::string& place, ReportPlan& plan) {
  for (const auto& filter : settings.where) {
    const int column = required(columns, filter.field, filter.negate ? "--where-not" : "--where", place);
    ReportPlan::Condition* same = nullptr;
    for (auto& condition : plan.conditions) {
      if (condition.column == column && condition.negate == filter.negate) same = &condition;
    }
    if (same == nullptr) {
      plan.conditions.push_back({column, filter.negate, {}});
      same = &plan.conditions.back();
    }
    same->values.push_back(filter.value);
  }
}

/// What only a density asks for.
void plan_density(const std::vector<std::string>& columns, const Settings& settings, const std::string& place, ReportPlan& plan) {
  if (!settings.weight.empty()) plan.weight = required(columns, settings.weight, "--weight", place);
  const auto equals = settings.risk.find('=');
  if (equals != std::string::npos) {
    plan.part = ReportPlan::Condition{required(columns, settings.risk.substr(0, equals), "--risk", place), false, {settings.risk.substr(equals + 1)}};
  }
}

void plan_position(const std::vector<std::string>& columns, const Settings& settings, const ReportPreset& preset, const std::string& place,
                   ReportPlan& plan) {
  plan.x = column_of(columns, FieldRole::x, settings.fields.x, preset.x, preset.name, place, plan, plan.names.x);
  plan.y = column_of(columns, FieldRole::y, settings.fields.y, preset.y, preset.name, place, plan, plan.names.y);
  if (plan.x < 0 || plan.y < 0) {
    std::string list;
    for (std::size_t i = 0; i < columns.size() && i < 30; ++i) list += (i == 0 ? "" : ", ") + shown(columns[i], 40);
    throw Error(ErrorCode::missing_column,
                fmt::format("{}: expected columns for longitude and latitude, found {}; name them with --x and --y", place, list), place, -1,
                plan.x < 0 ? "x" : "y");
  }
  plan.wkt = plan.x == plan.y;
  plan.degrees = is_degree_name(plan.names.x) && is_degree_name(plan.names.y);
}

}  // namespace

ReportPreset report_preset(const std::string& name) {
  if (name.empty()) return {};
  if (name == "nyc311") {
    return {name, "America/New_York", true, {"longitude"}, {"latitude"}, {"created_date"}, {"unique_key"}, {"status"}, {{"complaint_type"}}};
  }
  if (name == "open311") {
    return {name,
            "",
            false,
            {"long", "lon", "lng", "longitude"},
            {"lat", "latitude"},
            {"requested_datetime"},
            {"service_request_id"},
            {"status", "status_description"},
            {{"service_name", "service_code"}}};
  }
  if (name == "12345") {
    return {name,
            "Asia/Shanghai",
            false,
            {"经度"},
            {"纬度"},
            {"上报时间", "来电时间", "受理时间"},
            {"案卷号", "工单编号"},
            {"阶段", "状态"},
            {{"案件类型"}, {"大类"}, {"小类"}}};
  }
  throw Error(ErrorCode::invalid_argument, fmt::format("--preset: expected nyc311, open311 or 12345, found '{}'", shown(name)), {}, -1, "preset");
}

ReportPlan plan_reports(const std::vector<std::string>& columns, bool geometry, const Settings& settings, const std::string& place) {
  const auto preset = report_preset(settings.preset);
  ReportPlan plan;
  plan.geometry = geometry && settings.fields.x.empty() && settings.fields.y.empty();
  if (!plan.geometry) plan_position(columns, settings, preset, place, plan);
  plan.time = column_of(columns, FieldRole::time, settings.fields.time, preset.time, preset.name, place, plan, plan.names.time);
  plan.id = column_of(columns, FieldRole::report_id, settings.fields.id, preset.id, preset.name, place, plan, plan.names.id);
  plan.status = column_of(columns, FieldRole::status, settings.fields.status, preset.status, preset.name, place, plan, plan.names.status);
  plan_category(columns, settings, preset, place, plan);
  for (const auto& name : settings.keep) plan.keep.push_back(required(columns, name, "--keep", place));
  plan_conditions(columns, settings, place, plan);
  plan_density(columns, settings, place, plan);
  return plan;
}

}  // namespace bailiwick::layers
