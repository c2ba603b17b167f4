#include "layer/summary_parts.h"

#include "layer/markdown_table.h"
#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bailiwick::layers {
namespace {

constexpr double kTrendAlpha = 0.05;
constexpr std::size_t kRows = 20;

std::string correction_key(Correction correction) {
  switch (correction) {
    case Correction::benjamini_hochberg: return "md.correction_bh";
    case Correction::benjamini_yekutieli: return "md.correction_by";
    case Correction::bonferroni: return "md.correction_bonferroni";
    case Correction::none: break;
  }
  return "md.correction_none";
}

std::string period_word(Period period, const Words& words) { return words("period." + std::string(code(period))); }

std::vector<Fill> range_values(const PeriodRange& range, const Words& words) {
  return {{"n", std::to_string(range.count)},
          {"period", period_word(range.period, words)},
          {"first", period_label(range.first, range.period)},
          {"last", period_label(range.first + range.count - 1, range.period)}};
}

/// Places by kind, in ArcGIS's order.
std::string kinds_table(const EmergingFound& found, const Words& words) {
  std::array<std::uint64_t, 17> places{};
  for (const auto& one : found.kinds) {
    for (const auto kind : one.kind) ++places[static_cast<std::size_t>(static_cast<int>(kind) + 8)];
  }
  MarkdownTable table({words("md.emerging_kind"), words("md.emerging_places")}, "lr");
  const auto row = [&](int kind) {
    const auto n = places[static_cast<std::size_t>(kind + 8)];
    if (n > 0) table.row({words("emerging." + std::to_string(kind)), whole(n)});
  };
  for (int kind = 1; kind <= 8; ++kind) row(kind);
  for (int kind = -1; kind >= -8; --kind) row(kind);
  row(0);
  return table.text();
}

}  // namespace

std::string shown(const std::string& text) { return markdown(shortened(text, kCharacters)); }

std::string reports_text(std::uint64_t n, const Words& words) {
  return n == 1 ? words("line.report_one") : filled(words("line.reports"), {{"n", whole(n)}});
}

std::string heading(const Words& words, const std::string& key) { return "\n## " + words("md." + key) + "\n\n"; }

std::string correction_words(const Results& r, const Words& words) { return words(correction_key(r.settings.correction)); }

std::string trend_text(const HotspotAreas& areas, std::size_t area, const Words& words) {
  const double p = areas.trend_p[area];
  if (std::isnan(p)) return {};
  if (p > kTrendAlpha || areas.trend[area] == 0) return words("md.trend_none");
  return filled(words(areas.trend[area] > 0 ? "md.trend_up" : "md.trend_down"), {{"p", compact(p)}});
}

std::string trend_periods_line(const Results& r, const Words& words) {
  if (r.trend_periods == nullptr || r.trend_periods->count < 3) return {};
  std::string line(1, ' ');
  return line.append(filled(words("md.trend_periods"), range_values(*r.trend_periods, words)));
}

std::string zones_intro(const Results& r, const Words& words) {
  const auto& found = *r.zones;
  std::uint64_t reports = 0;
  for (const auto n : found.count) reports += n;
  return filled(words("md.zones_intro"), {{"level", shown(level_title(words, r.city.zones.levels[found.level].name))},
                                          {"neighbours", found.weights.rule},
                                          {"reports", whole(reports)},
                                          {"per", shown(found.per)},
                                          {"tests", whole(found.tested.tests)},
                                          {"correction", correction_words(r, words)},
                                          {"islands", whole(found.islands())}}) +
         trend_periods_line(r, words);
}

std::string emerging_part(const Results& r, const Words& words) {
  if (r.emerging == nullptr || !r.emerging->over_time) return {};
  const auto& found = *r.emerging;
  auto values = range_values(found.range, words);
  values.emplace_back("tests", whole(found.kinds.front().tests));
  values.emplace_back("correction", correction_words(r, words));
  auto out = heading(words, "heading_emerging") + filled(words("md.emerging_intro"), values) + "\n\n";
  if (!found.kinds.front().too_few_periods) return out + kinds_table(found, words);
  return out + filled(words("md.emerging_few"), {{"least", std::to_string(found.options.least_periods)}}) + "\n";
}

std::string changes_part(const Results& r, const Words& words) {
  if (r.changes == nullptr) return {};
  const auto& found = *r.changes;
  const auto& zones = r.city.zones;
  std::vector<std::string> before;
  for (const auto& period : {found.previous, found.year_before}) {
    if (period) before.push_back(period_label(*period, found.period));
  }
  auto out = heading(words, "heading_changes") + filled(words("md.changes_intro"), {{"period", period_label(found.last, found.period)},
                                                                                    {"before", joined(before, words("line.and"))},
                                                                                    {"tests", whole(found.rows.size())}}) + "\n\n";
  std::vector<const ChangesFound::Row*> changed;
  for (const auto& row : found.rows) {
    if (row.q <= kTrendAlpha) changed.push_back(&row);
  }
  if (changed.empty()) return out + words("md.changes_none") + "\n";
  std::stable_sort(changed.begin(), changed.end(), [](const auto* a, const auto* b) { return a->change.p < b->change.p; });
  MarkdownTable table({words("md.place"), period_label(found.last, found.period), words("md.changes_before"), "", words("md.changes_ratio")}, "lrrlr");
  for (std::size_t i = 0; i < std::min(kRows, changed.size()); ++i) {
    const auto& row = *changed[i];
    const auto name = row.level == kNoLevel ? unit_title(zones, UnitId{row.key}, words) : zone_title(zones, ZoneId{row.key}, words);
    const auto bound = [](double v) { return std::isfinite(v) ? compact(v) : std::string("∞"); };
    table.row({shown(name), whole(row.reports), whole(row.reports_before), period_label(row.before, found.period),
               bound(row.change.ratio) + " (" + compact(row.change.low) + " – " + bound(row.change.high) + ")"});
  }
  return out + table.text();
}

}  // namespace bailiwick::layers
