#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/reports.h>
#include <bailiwick/summary.h>

#include "read/crs_choice.h"
#include "read/report_files.h"
#include "read/report_ground.h"
#include "read/text.h"
#include "read/time_zone.h"
#include "read/vector_source.h"
#include "read/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace bailiwick::layers {
namespace {

/// Words for --time-format beside a format: the order of day and month where the year comes last.
constexpr const char* kDayFirst = "day_first";
constexpr const char* kMonthFirst = "month_first";

struct TimeRules {
  std::optional<TimeFormat> format;
  DayMonthOrder order = DayMonthOrder::unknown;  ///< from the settings
  std::string zone;
  bool zone_named = false;
};

TimeRules time_rules(const Settings& settings, const ReportPreset& preset) {
  TimeRules rules;
  if (settings.time_format == kDayFirst) {
    rules.order = DayMonthOrder::day_first;
  } else if (settings.time_format == kMonthFirst) {
    rules.order = DayMonthOrder::month_first;
  } else if (!settings.time_format.empty()) {
    rules.format.emplace(settings.time_format);
  }
  rules.zone_named = !settings.time_zone.empty() || !preset.time_zone.empty();
  rules.zone = !settings.time_zone.empty() ? settings.time_zone : !preset.time_zone.empty() ? preset.time_zone : "UTC";
  return rules;
}

/// Adds the batches of a file to the result.
class Gatherer {
 public:
  Gatherer(RawReports& out, const Settings& settings, const TimeRules& rules, ReportColumns wanted, const Context& context)
      : out_(out), rules_(rules), wanted_(wanted), city_(rules.zone), context_(context) {
    if (!settings.from.empty()) from_ = filter_time(settings.from, "--from", city_);
    if (!settings.to.empty()) to_ = filter_time(settings.to, "--to", city_);
  }

  void add(ReportFile& file, std::uint32_t number, DayMonthOrder order) {
    for (std::size_t b = 0; b < file.batches.size(); ++b) {
      context_.check();
      add_batch(file, file.batches[b], file.first_row[b], number, order);
      file.batches[b] = {};  // its memory is needed for the next
    }
    for (auto& lost : file.lost) {
      lost.file = number;
      out_.rejected.push_back(std::move(lost));
      ++out_.rows;
    }
  }

  [[nodiscard]] std::uint64_t undated() const { return undated_; }
  /// Of the reports that were kept, where only places are wanted.
  [[nodiscard]] const IdDamage& ids() const { return ids_; }
  [[nodiscard]] std::uint64_t unknown_times() const { return unknown_times_; }
  /// Category numbers in the order of bytes.
  void sort_categories();

 private:
  bool in_time(const CityTime::Moment& moment) {
    if (!from_ && !to_) return true;
    if (moment.utc_ms == kNoTime) {
      ++undated_;
      return false;
    }
    return (!from_ || moment.utc_ms >= *from_) && (!to_ || moment.utc_ms < *to_);
  }

  void add_batch(const ReportFile& file, const ReportBatch& batch, std::int64_t first_row, std::uint32_t number, DayMonthOrder order);

  RawReports& out_;
  const TimeRules& rules_;
  ReportColumns wanted_;
  CityTime city_;
  const Context& context_;
  std::optional<std::int64_t> from_, to_;
  std::map<std::string, std::uint32_t> category_codes_;
  std::vector<std::string> category_texts_;
  std::uint64_t undated_ = 0, unknown_times_ = 0;
  IdDamage ids_;
};

void Gatherer::add_batch(const ReportFile& file, const ReportBatch& batch, std::int64_t first_row, std::uint32_t number, DayMonthOrder order) {
  out_.rows += batch.records - batch.blank;
  out_.excluded += batch.excluded;
  std::vector<std::uint32_t> codes;
  for (const auto& text : batch.categories.texts()) {
    const auto [entry, fresh] = category_codes_.try_emplace(text, static_cast<std::uint32_t>(category_texts_.size()));
    if (fresh) category_texts_.push_back(text);
    codes.push_back(entry->second);
  }
  std::size_t reason = 0;
  for (std::size_t i = 0; i < batch.row.size(); ++i) {
    const auto why = batch.verdict[i] == RowVerdict::located ? std::size_t{0} : reason++;
    CityTime::Moment moment{kNoTime, kNoMonth};
    if (!batch.time.empty()) {
      moment = city_.moment(batch.time[i], order);
      if (moment.utc_ms == kNoTime && batch.time[i].shape == TimeShape::year_last) ++unknown_times_;
    }
    // A malformed row whose time cannot be read was never tested: only a test may leave a row out.
    const bool untested = batch.verdict[i] == RowVerdict::malformed && moment.utc_ms == kNoTime;
    if (!untested && !in_time(moment)) {
      ++out_.excluded;
      continue;
    }
    const std::int64_t row = first_row + batch.row[i];
    if (batch.verdict[i] != RowVerdict::located) {
      out_.rejected.push_back({number, row, batch.verdict[i] == RowVerdict::malformed, batch.reason[why]});
      continue;
    }
    out_.x.push_back(batch.x[i]);
    out_.y.push_back(batch.y[i]);
    out_.file.push_back(number);
    out_.row.push_back(row);
    if (file.plan.weight >= 0) out_.weight.push_back(batch.weight[i]);
    if (wanted_ == ReportColumns::places) {
      if (!batch.id_look.empty()) ids_.add(batch.id_look[i]);
      continue;
    }
    out_.time_ms.push_back(moment.utc_ms);
    out_.month.push_back(moment.month);
    out_.id.emplace_back(file.plan.id >= 0 ? batch.id[i] : std::string_view{});
    out_.status.emplace_back(file.plan.status >= 0 ? std::string_view(batch.statuses.texts()[batch.status[i]]) : std::string_view{});
    const auto category = file.plan.category.empty() ? kNoCategory : batch.category[i];
    out_.category.push_back(category == kNoCategory ? kNoCategory : codes[category]);
    for (std::size_t k = 0; k < batch.keep.size(); ++k) out_.kept.columns[k].text.emplace_back(batch.keep[k][i]);
    if (file.plan.part) out_.part.push_back(batch.part[i]);
  }
}

void Gatherer::sort_categories() {
  std::vector<std::uint32_t> rank(category_texts_.size());
  for (const auto& [text, code] : category_codes_) {  // a map: by bytes
    rank[code] = static_cast<std::uint32_t>(out_.categories.size());
    out_.categories.push_back(text);
  }
  for (auto& code : out_.category) {
    if (code != kNoCategory) code = rank[code];
  }
}

/// The day-month order of every file: its own column decides; one that cannot decide follows the others where they agree.
std::vector<DayMonthOrder> day_month_orders(const std::vector<ReportFile>& files, const std::vector<std::string>& names, const TimeRules& rules,
                                            bool month_first_preset, RawReports& out) {
  std::vector<DayMonthOrder> orders;
  for (std::size_t f = 0; f < files.size(); ++f) {
    if (rules.format || rules.order != DayMonthOrder::unknown) {
      orders.push_back(rules.order);
      continue;
    }
    DayMonthEvidence evidence;
    for (const auto& batch : files[f].batches) evidence.merge(batch.evidence);
    const auto decision = decide(evidence, month_first_preset);
    orders.push_back(decision.order);
    if (!decision.reason.empty()) out.reasons.push_back(name_alone(names[f]) + ": " + decision.reason);
    if (decision.order == DayMonthOrder::unknown) {
      const bool mixed = evidence.first_over_12 > 0;
      warn(out.warnings, Warning(mixed ? "ambiguous_dates.mixed" : "ambiguous_dates.undecided",
                                 {{"place", name_alone(names[f])},
                                  {"first", std::to_string(evidence.first_over_12)},
                                  {"second", std::to_string(evidence.second_over_12)}},
                                 evidence.year_last));
    }
  }
  return orders;
}

std::string resolved_format(const std::vector<DayMonthOrder>& orders, const Settings& settings) {
  if (!settings.time_format.empty()) return settings.time_format;
  const auto all = [&](DayMonthOrder order) {
    return std::all_of(orders.begin(), orders.end(), [&](auto o) { return o == order || o == DayMonthOrder::not_needed; }) &&
           std::find(orders.begin(), orders.end(), order) != orders.end();
  };
  if (all(DayMonthOrder::day_first)) return kDayFirst;
  return all(DayMonthOrder::month_first) ? kMonthFirst : "";
}

/// Fields on which the files agree; what differs stays as the user gave it, so that a later run resolves it again.
ReportFields common_fields(const std::vector<ReportFile>& files, const ReportFields& given) {
  ReportFields fields = files.front().plan.names;
  for (const auto& file : files) {
    const auto& names = file.plan.names;
    if (names.x != fields.x) fields.x = given.x;
    if (names.y != fields.y) fields.y = given.y;
    if (names.time != fields.time) fields.time = given.time;
    if (names.id != fields.id) fields.id = given.id;
    if (names.status != fields.status) fields.status = given.status;
    if (names.category != fields.category) fields.category = given.category;
  }
  return fields;
}

/// The encoding that every file was read in; what the user gave where they differ, or where a file that is no CSV says its own.
std::string common_encoding(const std::vector<ReportFile>& files, const std::string& given) {
  const auto& encoding = files.front().encoding;
  return std::all_of(files.begin(), files.end(), [&](const auto& file) { return file.encoding == encoding; }) && !encoding.empty() ? encoding : given;
}

void take_crs(RawReports& out, const std::vector<ReportFile>& files, const std::vector<std::string>& names) {
  out.crs_label = files.front().crs_label;
  out.crs_wkt = files.front().crs_wkt;
  for (std::size_t f = 1; f < files.size(); ++f) {
    if (same_system({files[f].crs_wkt, files[f].crs_label, false}, {out.crs_wkt, out.crs_label, false})) continue;
    const auto word = [](const std::string& label) { return label.empty() ? std::string("none") : label; };
    throw Error(ErrorCode::unknown_crs,
                fmt::format("{}: expected the CRS of {} ({}), found {}; pass --reports-crs or run them apart", names[f], names[0], word(out.crs_label),
                            word(files[f].crs_label)),
                names[f]);
  }
}

/// Columns that no file has are given as empty.
void drop_missing_columns(RawReports& out, const std::vector<ReportFile>& files) {
  const auto none = [&](auto has) { return std::none_of(files.begin(), files.end(), has); };
  if (none([](const auto& f) { return f.plan.id >= 0; })) out.id.clear();
  if (none([](const auto& f) { return f.plan.status >= 0; })) out.status.clear();
  if (none([](const auto& f) { return !f.plan.category.empty(); })) out.category.clear();
  if (none([](const auto& f) { return f.plan.time >= 0; })) {
    out.time_ms.clear();
    out.month.clear();
  }
}

void warn_of_times(RawReports& out, const std::vector<ReportFile>& files, const std::vector<std::string>& names, const std::vector<std::uint64_t>& bad,
                   const TimeRules& rules, std::uint64_t undated) {
  for (std::size_t f = 0; f < names.size(); ++f) {
    if (bad[f] > 0) warn(out.warnings, Warning("bad_time", {{"place", name_alone(names[f])}}, bad[f]));
  }
  const bool timed = out.size() > 0 && std::any_of(files.begin(), files.end(), [](const auto& file) { return file.plan.time >= 0; });
  if (!rules.zone_named && timed) {
    warn(out.warnings, Warning("no_time_zone"));
  }
  if (undated > 0) warn(out.warnings, Warning("undated_excluded", {}, undated));
}

/// A file that is read twice counts every report twice, which nobody means.
void refuse_twice(const std::vector<std::string>& names) {
  std::map<std::string, std::string> seen;
  for (const auto& name : names) {
    const auto [other, fresh] = seen.try_emplace(local_file(name), name);
    if (!fresh) {
      throw Error(ErrorCode::invalid_argument, fmt::format("{}: expected each file of reports once, found it again as {}; its reports would count twice",
                                                           other->second, name), name);
    }
  }
}

/// Room for every row, so that columns never lie in memory twice to grow.
void reserve_places(RawReports& out, const std::vector<ReportFile>& files) {
  std::size_t rows = 0;
  bool weighed = false;
  for (const auto& file : files) {
    for (const auto& batch : file.batches) rows += batch.row.size();
    weighed = weighed || file.plan.weight >= 0;
  }
  out.x.reserve(rows);
  out.y.reserve(rows);
  out.file.reserve(rows);
  out.row.reserve(rows);
  if (weighed) out.weight.reserve(rows);
}

/// A copy under another name may be meant, so it is only said.
void warn_of_copies(RawReports& out) {
  for (std::size_t f = 1; f < out.files.size(); ++f) {
    const auto first = static_cast<std::size_t>(std::find(out.file_versions.begin(), out.file_versions.end(), out.file_versions[f]) - out.file_versions.begin());
    if (first == f) continue;
    warn(out.warnings, Warning("same_bytes", {{"n", std::to_string(f + 1)},
                                              {"place", name_alone(out.files[f])},
                                              {"first", std::to_string(first + 1)},
                                              {"other", name_alone(out.files[first])}}));
  }
}

}  // namespace

ReportPlan ReportReading::plan(const std::vector<std::string>& columns, bool geometry, const std::string& place) const {
  auto plan = plan_reports(columns, geometry, settings, place);
  if (wanted == ReportColumns::all) return plan;
  plan.status = -1;
  plan.category.clear();
  plan.keep.clear();
  plan.part.reset();
  return plan;
}

RawReports read_reports(const Settings& settings, const Context& context, ReportColumns wanted) {
  if (settings.reports.empty()) throw Error(ErrorCode::invalid_argument, "expected a file of reports, found none; pass --reports FILE", {}, -1, "reports");
  const auto preset = report_preset(settings.preset);
  const auto rules = time_rules(settings, preset);
  const auto& datum = settings.reports_datum;
  if (!datum.empty() && datum != "wgs84" && datum != "gcj02" && datum != "bd09") {
    throw Error(ErrorCode::invalid_argument, fmt::format("--reports-datum: expected wgs84, gcj02 or bd09, found '{}'", shown(datum)), {}, -1, "datum");
  }
  refuse_twice(settings.reports);
  std::vector<ReportFile> files;
  std::vector<std::uint64_t> bad_times;
  std::uint64_t bad_weights = 0;
  for (const auto& name : settings.reports) {
    const ReportReading reading{settings, rules.format ? &*rules.format : nullptr, wanted};
    files.push_back(is_vector_name(name) ? read_vector_reports(name, reading, context) : read_csv_reports(name, reading, context));
    bad_times.push_back(0);
    for (const auto& batch : files.back().batches) {
      bad_times.back() += batch.bad_times;
      bad_weights += batch.bad_weights;
    }
  }

  RawReports out;
  out.files = settings.reports;
  if (wanted == ReportColumns::places) reserve_places(out, files);
  for (const auto& name : settings.keep) out.kept.columns.push_back(text_column(name, {}));
  const auto orders = day_month_orders(files, settings.reports, rules, preset.month_first, out);
  Gatherer gatherer(out, settings, rules, wanted, context);
  for (std::size_t f = 0; f < files.size(); ++f) {
    out.file_versions.push_back(files[f].sha256);
    gatherer.add(files[f], static_cast<std::uint32_t>(f), orders[f]);
    out.reasons.insert(out.reasons.end(), files[f].plan.reasons.begin(), files[f].plan.reasons.end());
    out.reasons.insert(out.reasons.end(), files[f].reasons.begin(), files[f].reasons.end());
    for (const auto& warning : files[f].warnings) warn(out.warnings, warning);
  }
  warn_of_copies(out);
  gatherer.sort_categories();
  std::stable_sort(out.rejected.begin(), out.rejected.end(),
                   [](const auto& a, const auto& b) { return a.file != b.file ? a.file < b.file : a.row < b.row; });
  drop_missing_columns(out, files);
  out.fields = common_fields(files, settings.fields);
  out.encoding = common_encoding(files, settings.reports_encoding);
  out.time_zone = rules.zone;
  out.time_format = resolved_format(orders, settings);
  take_crs(out, files, settings.reports);
  if (!files.front().plan.degrees && !files.front().plan.geometry) take_zone(out);
  if (bad_weights > 0) warn(out.warnings, Warning("bad_weight", {{"field", settings.weight}}, bad_weights));
  warn_of_times(out, files, settings.reports, bad_times, rules, gatherer.undated());
  if (!out.id.empty()) warn_of_damaged_ids(out.warnings, out.id, name_alone(settings.reports.front()), out.fields.id);
  if (wanted == ReportColumns::places) warn_of_damaged_ids(out.warnings, gatherer.ids(), name_alone(settings.reports.front()), out.fields.id);
  warn_of_report_datum(out, settings);
  return out;
}

}  // namespace bailiwick::layers
