#include "layer/summary_hotspots.h"

#include "layer/naming.h"

#include <cmath>
#include <map>

namespace bailiwick::layers {
namespace {

Json number(double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); }

Json range_json(const PeriodRange& range) {
  if (range.count == 0) return {{"period", std::string(code(range.period))}, {"periods", 0}, {"first", nullptr}, {"last", nullptr}};
  return {{"period", std::string(code(range.period))}, {"periods", range.count}, {"first", period_label(range.first, range.period)},
          {"last", period_label(range.first + range.count - 1, range.period)}};
}

}  // namespace

std::string gi_variant(Style style) {
  const bool moran_binary = style == Style::binary, g_row = style == Style::row_standardised;
  return std::string("Gi*: binary weights, the place itself included, variance over n (Ord and Getis 1995); row-standardised weights give the same z. gi_p: two-sided, "
                     "min(1, 2 x the smaller tail), ties in both tails, the other counts laid out at random with the place's own kept. ") +
         (moran_binary ? "Moran's I: binary, local (n - 1) z_i sum(z_j) / sum of z^2 (Anselin 1995)" : "Moran's I: row-standardised, local (n - 1) z_i mean(z_j) / sum of z^2 (Anselin 1995)") +
         (g_row ? ". General G: row-standardised" : ". General G: binary");
}

Json draws_json(const std::string& method) {
  const auto colon = method.find(':');
  return colon == std::string::npos ? Json(nullptr) : Json(method.substr(colon + 1));
}

Json trend_periods_json(const Results& r) { return r.trend_periods == nullptr ? Json(nullptr) : range_json(*r.trend_periods); }

Json global_json(const GlobalStatistic& s) {
  return {{"value", number(s.value)}, {"expected", number(s.expected)}, {"variance", number(s.variance)}, {"z", number(s.z)}, {"p_normal", number(s.p_normal)},
          {"p", number(s.p)},         {"draws", s.draws}};
}

Json zones_json(const Results& r) {
  const auto& found = *r.zones;
  std::map<int, std::uint64_t> bins;
  for (int bin = -3; bin <= 3; ++bin) bins[bin] = 0;
  for (const auto bin : found.tested.bin) ++bins[bin];
  Json by_bin;
  for (const auto& [bin, n] : bins) by_bin[std::to_string(bin)] = n;
  return {{"level", r.city.zones.levels[found.level].name}, {"per", found.per}, {"method", "exact binomial"}, {"neighbours", found.weights.rule},
          {"neighbours_reason", found.reason}, {"islands", found.islands()}, {"tests", found.tested.tests}, {"zones_by_bin", by_bin},
          {"rates_method", found.rates.local.method}, {"moran", global_json(found.rates.moran)}, {"general_g", global_json(found.rates.general_g)}};
}

Json emerging_json(const Results& r) {
  const auto& found = *r.emerging;
  const auto& first = found.kinds.front();
  std::map<int, std::uint64_t> kinds;
  for (const auto& one : found.kinds) {
    for (const auto kind : one.kind) ++kinds[static_cast<int>(kind)];
  }
  Json by_kind = Json::object();
  for (const auto& [kind, n] : kinds) by_kind[std::string(code(static_cast<EmergingKind>(kind)))] = n;
  auto json = range_json(found.range);
  if (!found.over_time) json["period"] = nullptr;
  json["on"] = found.level ? Json(r.city.zones.levels[*found.level].name) : Json(nullptr);
  json["places"] = found.place.size();
  json["categories"] = found.category.size();
  json["tests"] = first.tests;
  json["method"] = first.method;
  json["steps_back"] = found.options.steps_back;
  json["too_few_periods"] = found.over_time && first.too_few_periods;
  json["least_periods"] = found.options.least_periods;
  json["places_by_kind"] = found.over_time ? by_kind : Json::object();
  return json;
}

Json changes_json(const Results& r) {
  const auto& found = *r.changes;
  const auto label = [&](const std::optional<std::int32_t>& period) { return period ? Json(period_label(*period, found.period)) : Json(nullptr); };
  std::uint64_t changed = 0;
  for (const auto& row : found.rows) changed += row.q <= 0.05 ? 1 : 0;
  return {{"period", std::string(code(found.period))}, {"last", period_label(found.last, found.period)}, {"previous", label(found.previous)},
          {"year_before", label(found.year_before)}, {"comparisons", found.rows.size()}, {"changed", changed}};
}

}  // namespace bailiwick::layers
