#include "layer/worst_places.h"

#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace bailiwick::layers {
namespace {

bool is_gap(FindingKind kind) { return kind == FindingKind::enclosed || kind == FindingKind::inlet; }

bool calls_for_action(const Findings& f, std::uint32_t i) {
  return f.sliver[i] == 0 && f.lawful[i] == 0 && f.exempt[i] == 0 && f.kind[i] != FindingKind::unfilled_parent;
}

/// The same ground seen at another level: its kind, its area to the square decimetre, its reports.
auto ground_of(const Findings& f, std::uint32_t i) { return std::tuple(f.kind[i], std::llround(f.area_m2[i] * 100), f.reports[i]); }

double severity_of(const RankedFinding& f) { return f.findings->severity[f.index]; }
std::uint64_t reports_of(const RankedFinding& f) { return f.findings->reports[f.index]; }

WorstPlace line_of_area(const Results& r, std::size_t area, const std::string& place, const Words& words) {
  const auto& a = r.areas;
  WorstPlace line;
  line.place = place;
  line.reports = a.reports[area];
  line.share = a.share[area];
  const auto& categories = a.categories[area];
  const auto category = categories.empty() ? std::string() : short_category(category_text(r.reports, categories.front().key));
  if (is_pile(a, area)) {
    line.problem = filled(words("line.pile"), {{"category", category.empty() ? words("line.unclear") : category}});
  } else if (category.empty()) {
    line.problem = words("line.hotspot_plain");
  } else {
    line.problem = filled(words("line.hotspot"), {{"category", category + " " + percent(categories.front().share)}});
  }
  line.unit = units_text(r.city.zones, a.units[area], words, 2);
  const auto coordination = coordination_text(r.city.zones, a, area, words);
  if (!coordination.empty()) line.unit.append(words("line.semicolon")).append(coordination);
  return line;
}

WorstPlace line_of_finding(const Results& r, const RankedFinding& finding, const Words& words) {
  WorstPlace line;
  line.place = place_of_ranked(r, finding, words);
  line.problem = problem_of_finding(r, finding, words);
  line.unit = units_of_finding(r, finding, words);
  line.reports = reports_of(finding);
  line.share = r.located.size() == 0 ? 0 : static_cast<double>(line.reports) / static_cast<double>(r.located.size());
  return line;
}

}  // namespace

std::vector<RankedFinding> ranked_findings(const Results& r) {
  std::vector<RankedFinding> ranked;
  std::set<decltype(ground_of(r.coverage.gaps, 0))> seen;
  for (const auto level : partition_levels(r.city.zones)) {  // from coarse to fine: the coarsest level names a gap
    for (const auto* f : {&r.coverage.gaps, &r.coverage.overlaps, &r.coverage.children}) {
      for (std::uint32_t i = 0; i < f->size(); ++i) {
        if (f->level[i] != level || !calls_for_action(*f, i)) continue;
        if (is_gap(f->kind[i]) && !seen.insert(ground_of(*f, i)).second) continue;
        ranked.push_back({f, i});
      }
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return reports_of(a) != reports_of(b) ? reports_of(a) > reports_of(b) : severity_of(a) > severity_of(b);
  });
  return ranked;
}

std::string problem_of_finding(const Results& r, const RankedFinding& finding, const Words& words) {
  const auto& f = *finding.findings;
  const auto i = finding.index;
  const auto kind = f.kind[i];
  auto key = "line." + std::string(code(kind));
  if (is_gap(kind)) key = f.sliver[i] != 0 ? "line.gap_sliver" : "line.gap_" + std::string(code(kind));
  return filled(words(key), {{"area", area_text(f.area_m2[i], words)},
                             {"width", metres_text(f.width_m[i], words)},
                             {"parent", f.zones[i].size() < 2 ? words("line.unnamed") : zone_title(r.city.zones, f.zones[i][1], words)},
                             {"level", level_title(words, r.city.zones.levels[f.level[i]].name)}});
}

std::string place_of_ranked(const Results& r, const RankedFinding& finding, const Words& words) {
  const auto& zones = finding.findings->zones[finding.index];
  const auto kind = finding.findings->kind[finding.index];
  if ((kind == FindingKind::outside_parent || kind == FindingKind::tie) && !zones.empty()) return zone_title(r.city.zones, zones.front(), words);
  return place_of_finding(r.city.zones, *finding.findings, finding.index, words);
}

std::string units_of_finding(const Results& r, const RankedFinding& finding, const Words& words) {
  const auto& f = *finding.findings;
  const auto i = finding.index;
  const auto& zones = r.city.zones;
  const auto suggested =
      f.suggested_unit[i] == kNoUnit ? std::string() : filled(words("line.suggested"), {{"unit", unit_title(zones, f.suggested_unit[i], words)}});
  std::vector<std::string> names;
  if (is_gap(f.kind[i])) {
    if (suggested.empty()) names.push_back(words("line.nobody"));
  } else {
    const bool of_child = f.kind[i] == FindingKind::outside_parent || f.kind[i] == FindingKind::tie;
    for (const auto zone : f.zones[i]) {
      if (of_child && zone != f.zones[i].front()) break;
      auto name = unit_title(zones, zones.unit[index_of(zone)], words);
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end() && names.size() < 3) names.push_back(std::move(name));
    }
    if (names.empty()) names.push_back(words("line.unclear"));
  }
  if (!suggested.empty()) names.push_back(suggested);
  return joined(names, words("line.semicolon"));
}

std::vector<WorstPlace> worst_places(const Results& r, const Words& words, std::size_t at_most) {
  const auto findings = ranked_findings(r);
  const auto least = at_most * 3 / 10;
  const auto areas = std::min(r.areas.size(), at_most - std::min(findings.size(), least));
  const auto faults = std::min(findings.size(), at_most - areas);
  const auto places = places_of_areas(r.city.zones, r.areas, words);
  std::vector<WorstPlace> lines;
  for (std::size_t i = 0; i < areas; ++i) lines.push_back(line_of_area(r, i, places[i], words));
  for (std::size_t i = 0; i < faults; ++i) lines.push_back(line_of_finding(r, findings[i], words));
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.reports > b.reports; });
  return lines;
}

}  // namespace bailiwick::layers
