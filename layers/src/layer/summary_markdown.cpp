#include <bailiwick/layers/layers.h>

#include "layer/all_warnings.h"
#include "layer/markdown_table.h"
#include "layer/summary_parts.h"
#include "layer/naming.h"
#include "layer/text.h"
#include "layer/worst_places.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kRows = 20;  // of a table people read; the layers hold all

/// Why no cell was tested for hotspots; empty when some were.
std::string not_tested(const Results& r, const Words& words) {
  if (r.gi.tests > 0 || r.zones != nullptr) return {};
  if (r.located.size() == 0) return words("md.not_tested_reports");
  return words(r.lattice.size() == 0 ? "md.not_tested_cells" : "md.not_tested_equal");
}

/// What stands where there is nothing to list: that nothing was found differs from that nothing was tested.
/// Commands that audit nothing know no coverage of any level.
bool audited(const Results& r) {
  const auto& covered = r.coverage.level_covered_share;
  const auto& levels = r.city.zones.levels;
  const bool any_partition = std::any_of(levels.begin(), levels.end(), [](const Level& level) { return level.role == Role::partition; });
  return !any_partition || std::any_of(covered.begin(), covered.end(), [](double share) { return share == share; });
}

std::string nothing_line(const Results& r, const Words& words) {
  if (!audited(r)) return words(r.gi.tests > 0 || r.zones != nullptr ? "line.none_unaudited" : "line.neither");
  const auto reason = not_tested(r, words);
  return reason.empty() ? words("line.none") : filled(words("line.none_untested"), {{"reason", reason}});
}

/// The ten lines, one list entry each, from the first line of the file on.
std::string ten_lines(const Results& r, const Words& words) {
  const auto places = worst_places(r, words);
  if (places.empty()) return nothing_line(r, words) + "\n";
  std::string out;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& p = places[i];
    out += std::to_string(i + 1) + ". **" + shown(p.place) + "** · " + shown(p.problem) + " · " + shown(p.unit) + " · **" +
           reports_text(p.reports, words) + "** · " + filled(words("line.share"), {{"share", markdown(percent(p.share))}}) + "\n";
  }
  return out;
}

std::string balance_part(const Results& r, const Words& words) {
  const auto read = r.balance.rows - r.balance.excluded;
  auto out = heading(words, "heading_balance") +
             filled(words("md.balance_rows"), {{"rows", whole(r.balance.rows)}, {"excluded", whole(r.balance.excluded)}, {"read", whole(read)}}) +
             "\n\n";
  MarkdownTable table({words("md.level"), words("md.zones"), words("md.read"), words("md.assigned"), words("md.outside"), words("md.rejected"),
                       words("md.unlocated"), words("md.malformed")},
                      "lrrrrrrr");
  for (const auto& l : r.balance.levels) {
    table.row({shown(level_title(words, l.level)), whole(l.zones), whole(l.read), whole(l.assigned), whole(l.outside), whole(l.rejected),
               whole(l.unlocated), whole(l.malformed)});
  }
  return out + table.text();
}

std::string warnings_part(const Results& r, const Words& words) {
  auto out = heading(words, "heading_warnings");
  const auto warnings = all_warnings(r);
  if (warnings.empty()) return out + words("md.no_warnings") + "\n";
  for (const auto& w : warnings) out += "- " + markdown(shortened(counted_sentence_of(w, words), 600)) + "\n";
  return out;
}

/// What one level has of one table of findings; slivers, lawful and exempt ones apart.
struct Found {
  std::uint64_t count = 0, reports = 0, slivers = 0;
  double area_m2 = 0;
};
Found found(const Findings& f, std::uint32_t level) {
  Found sum;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f.level[i] != level || f.lawful[i] != 0 || f.exempt[i] != 0) continue;
    if (f.kind[i] == FindingKind::unfilled_parent) continue;  // the gap itself is counted
    if (f.sliver[i] != 0) {
      ++sum.slivers;
      continue;
    }
    ++sum.count;
    sum.reports += f.reports[i];
    if (std::isfinite(f.area_m2[i])) sum.area_m2 += f.area_m2[i];
  }
  return sum;
}

std::string coverage_table(const Results& r, const Words& words) {
  MarkdownTable table({words("md.level"), words("md.covered"), words("md.gaps"), words("md.gap_area"), words("md.gap_reports"),
                       words("md.overlaps"), words("md.overlap_area"), words("md.children"), words("md.slivers")},
                      "lrrrrrrrr");
  const auto& levels = r.city.zones.levels;
  for (std::uint32_t i = 0; i < levels.size(); ++i) {
    const auto name = shown(level_title(words, levels[i].name));
    if (levels[i].role == Role::across) {
      table.row({words.filled("md.across", {{"level", name}}), "–", "–", "–", "–", "–", "–", "–", "–"});
      continue;
    }
    const auto gaps = found(r.coverage.gaps, i);
    const auto overlaps = found(r.coverage.overlaps, i);
    const auto children = found(r.coverage.children, i);
    table.row({name, markdown(percent(r.coverage.level_covered_share[i])), whole(gaps.count), area_text(gaps.area_m2, words), whole(gaps.reports),
               whole(overlaps.count), area_text(overlaps.area_m2, words), whole(children.count),
               whole(gaps.slivers + overlaps.slivers + children.slivers)});
  }
  return table.text();
}

std::string findings_table(const Results& r, const Words& words) {
  const auto ranked = ranked_findings(r);
  if (ranked.empty()) return "\n" + words("md.findings_none") + "\n";
  MarkdownTable table({words("md.what"), words("md.where"), words("md.reports"), words("md.unit")}, "llrl");
  for (std::size_t i = 0; i < std::min(kRows, ranked.size()); ++i) {
    table.row({shown(problem_of_finding(r, ranked[i], words)), shown(place_of_ranked(r, ranked[i], words)),
               whole(ranked[i].findings->reports[ranked[i].index]), shown(units_of_finding(r, ranked[i], words))});
  }
  auto out = "\n" + table.text();
  if (ranked.size() > kRows) out += "\n" + filled(words("md.findings_more"), {{"n", whole(ranked.size() - kRows)}}) + "\n";
  return out;
}

std::string invalid_line(const Results& r, const Words& words) {
  if (r.coverage.invalid.empty()) return {};
  double lost = 0;
  for (const auto& zone : r.coverage.invalid) lost += std::isfinite(zone.lost_m2) ? zone.lost_m2 : 0;
  std::string out(1, '\n');
  return out.append(filled(words("md.invalid"), {{"n", whole(r.coverage.invalid.size())}, {"area", area_text(lost, words)}})).append("\n");
}

std::string coverage_part(const Results& r, const Words& words) {
  if (!audited(r)) return {};
  return heading(words, "heading_coverage") + words(r.city.area.given ? "md.study_given" : "md.study_derived") +
         filled(words("md.coverage_intro"), {{"width", metres_text(r.settings.min_width_m, words)}}) + "\n\n" + coverage_table(r, words) +
         findings_table(r, words) + invalid_line(r, words);
}

/// The settings are resolved by now: only the reason knows whether the size was given.
std::string cell_key(const std::string& reason) {
  if (reason.find("given") != std::string::npos) return "md.cell_given";
  if (reason.find("kept") != std::string::npos) return "md.cell_kept";
  if (reason.find("enlarged") != std::string::npos) return "md.cell_enlarged";
  return reason.find("lowered") != std::string::npos ? "md.cell_lowered" : "md.cell_rule";
}

std::string coordinator_cell(const Results& r, const HotspotAreas& areas, std::size_t area, const Words& words) {
  const auto unit = areas.coordinator[area];
  return unit == kNoUnit ? coordination_text(r.city.zones, areas, area, words) : unit_title(r.city.zones, unit, words);
}

/// `expected`: with the column of what chance would put there.
std::string areas_table(const Results& r, const HotspotAreas& a, bool expected, const std::string& more, const Words& words) {
  const auto places = places_of_areas(r.city.zones, a, words);
  MarkdownTable table({"", words("md.place"), words("md.reports"), words("md.share"), words(expected ? "md.expected" : "column.distinct_places"),
                       words("md.top_category"), words("md.units"), words("md.coordinator"), words("md.trend")},
                      "rlrrrllll");
  for (std::size_t i = 0; i < std::min(kRows, a.size()); ++i) {
    std::vector<std::string> categories;
    for (const auto& s : a.categories[i]) {
      if (categories.size() < 2 && s.key != kNoCategory) categories.push_back(short_category(category_text(r.reports, s.key)) + " " + percent(s.share));
    }
    const auto place = is_pile(a, i) ? words.filled("line.place_in", {{"place", places[i]}, {"places", words("class.pile")}}) : places[i];
    table.row({std::to_string(i + 1), shown(place), whole(a.reports[i]), markdown(percent(a.share[i])),
               expected ? compact(a.expected[i]) : whole(a.distinct_places[i]), shown(joined(categories, words("line.semicolon"))),
               shown(units_text(r.city.zones, a.units[i], words, 3)), shown(coordinator_cell(r, a, i, words)), shown(trend_text(a, i, words))});
  }
  auto out = table.text();
  if (a.size() > kRows) out += "\n" + filled(words(more), {{"n", whole(a.size() - kRows)}}) + "\n";
  return out;
}

std::string hotspots_part(const Results& r, const Words& words) {
  const auto reason = not_tested(r, words);
  if (!reason.empty() && r.surfaces != nullptr) return {};  // the command density tests nothing
  if (!reason.empty()) return heading(words, "heading_hotspots") + filled(words("md.hotspots_untested"), {{"reason", reason}}) + "\n";
  if (r.zones != nullptr) {
    return heading(words, "heading_hotspots") + zones_intro(r, words) + "\n\n" +
           (r.areas.size() == 0 ? words("md.hotspots_none") + "\n" : areas_table(r, r.areas, true, "md.hotspots_more", words));
  }
  auto out = heading(words, "heading_hotspots") +
             filled(words("md.hotspots_intro"), {{"cell", metres_text(r.lattice.cell_m, words)},
                                                 {"reason", words(cell_key(r.cell_reason))},
                                                 {"tests", whole(r.gi.tests)},
                                                 {"correction", correction_words(r, words)}});
  if (r.reports_outside_area + r.reports_outside_cells > 0) {
    out += filled(words("md.outside_cells"), {{"area", whole(r.reports_outside_area)}, {"rim", whole(r.reports_outside_cells)}});
  }
  if (r.areas.size() > 0) out += trend_periods_line(r, words);
  out += "\n\n";
  return out + (r.areas.size() == 0 ? words("md.hotspots_none") + "\n" : areas_table(r, r.areas, true, "md.hotspots_more", words));
}

std::string clusters_part(const Results& r, const Words& words) {
  if (r.clusters == nullptr) return {};
  const auto& found = *r.clusters;
  const auto noise = std::count(found.clusters.label.begin(), found.clusters.label.end(), -1);
  const std::vector<Fill> values{{"min", std::to_string(found.options.least)},
                                 {"eps", metres_text(found.options.eps_m, words)},
                                 {"noise", whole(static_cast<std::uint64_t>(noise))},
                                 {"located", whole(r.located.size())}};
  if (found.areas.size() == 0) return heading(words, "heading_clusters") + filled(words("md.clusters_none"), values) + "\n";
  return heading(words, "heading_clusters") + filled(words("md.clusters_intro"), values) + "\n\n" +
         areas_table(r, found.areas, false, "md.clusters_more", words);
}

std::string units_part(const Results& r, const Words& words) {
  const auto& units = r.city.zones.units;
  const auto counts = r.counts.per_unit(units.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return counts[a] > counts[b]; });
  MarkdownTable table({words("md.unit"), words("md.reports"), words("md.share")}, "lrr");
  for (std::size_t i = 0; i < std::min<std::size_t>(10, order.size()); ++i) {
    const auto name = order[i] == units.size() ? words("md.no_unit") : shown(unit_title(r.city.zones, UnitId{order[i]}, words));
    table.row({name, whole(counts[order[i]]), markdown(percent(static_cast<double>(counts[order[i]]) / static_cast<double>(r.located.size())))});
  }
  return heading(words, "heading_units") + table.text();
}

std::string precedence_text(const Results& r, const Words& words) {
  std::vector<std::string> names;
  if (r.settings.precedence.empty()) {
    for (const auto level : default_precedence(r.index)) names.push_back(level_title(words, r.city.zones.levels[level].name));
  } else {
    for (const auto& level : r.settings.precedence) names.push_back(level_title(words, level));
  }
  return joined(names, " → ");
}

std::string bandwidth_key(const std::string& rule) {
  if (rule == "given") return "md.bandwidth_given";
  return rule == "kept" ? "md.bandwidth_kept" : "md.bandwidth_rule";
}

std::string reading_part(const Results& r, const Words& words) {
  const auto& planes = r.city.planes;
  const std::vector<Fill> values{
      {"precedence", shown(precedence_text(r, words))},
      {"located", whole(r.located.size())},
      {"area_crs", shown(plane_text(planes.area_crs, words))},
      {"metric_crs", shown(plane_text(planes.metric_crs, words))},
      {"location_crs", shown(plane_text(planes.location_crs, words))},
      {"kernel", words("kernel." + std::string(code(r.density.kernel)))},
      {"measure", words(r.density.kernel == Kernel::gaussian ? "md.bandwidth_sigma" : "md.bandwidth_radius")},
      {"bandwidth", metres_text(r.density.bandwidth.radius_m, words)},
      {"reason", words(bandwidth_key(r.density.bandwidth.rule))}};
  auto out = heading(words, "heading_read");
  for (int i = 1; i <= 6; ++i) out += "- " + filled(words("md.read_" + std::to_string(i)), values) + "\n";
  out += "- " + filled(words(r.density.lattice.size() == 0 ? "md.read_7_none" : "md.read_7"), values) + "\n";
  return out + "\n" + words("md.files") + "\n";
}

}  // namespace

std::vector<std::string> summary_lines(const Results& r, const Words& words) {
  std::vector<std::string> lines;
  for (const auto& p : worst_places(r, words)) {
    lines.push_back(shortened(p.place, kCharacters) + " · " + shortened(p.problem, kCharacters) + " · " + shortened(p.unit, kCharacters) + " · " +
                    reports_text(p.reports, words) + " · " + filled(words("line.share"), {{"share", percent(p.share)}}));
  }
  if (lines.empty()) lines.push_back(nothing_line(r, words));
  return lines;
}

std::string summary_markdown(const Results& r, const Words& words) {
  return ten_lines(r, words) + balance_part(r, words) + warnings_part(r, words) + coverage_part(r, words) + density_part(r, words) + hotspots_part(r, words) + emerging_part(r, words) + changes_part(r, words) + clusters_part(r, words) +
         (r.located.size() == 0 ? std::string() : units_part(r, words)) + reading_part(r, words);
}

}  // namespace bailiwick::layers
