/// Drafts to columns: order, ids, severity, reports.
#include "coverage/draft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace bailiwick {

std::string_view code(FindingKind kind) {
  static constexpr std::array<std::string_view, 7> kCodes = {"enclosed",       "inlet",           "overlap", "duplicate",
                                                             "outside_parent", "unfilled_parent", "tie"};
  return kCodes[static_cast<std::size_t>(kind)];
}

namespace coverage {
namespace {

/// FNV-1a, 64 bits (Fowler, Noll, Vo): stable everywhere, and only a name, so no cryptography is needed.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);  // "ab", "c" is not "a", "bc"
  }
  [[nodiscard]] std::string digits() const {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 20; shift -= 4) text += kDigits[(value_ >> shift) & 15U];
    return text;
  }

 private:
  void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ULL; }
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

/// The middle of the shape's box in steps of 1e-5 degrees or one metre: a place that survives small edits.
std::string place_of(const Polygons& shape, bool geographic) {
  if (shape.x.empty()) return {};
  const auto [west, east] = std::minmax_element(shape.x.begin(), shape.x.end());
  const auto [south, north] = std::minmax_element(shape.y.begin(), shape.y.end());
  const double step = geographic ? 1e-5 : 1;
  const auto rounded = [step](double low, double high) { return std::to_string(std::llround((low + high) / 2 / step)); };
  return rounded(*west, *east) + " " + rounded(*south, *north);
}

std::string id_of(const Draft& draft, const Zones& zones, bool geographic) {
  Hash hash;
  hash.add(zones.levels[draft.level].name);
  hash.add(code(draft.kind));
  for (const auto z : draft.zones) hash.add(zones.id[z]);
  if (draft.pieces == 1) hash.add(place_of(draft.shape, geographic));
  return std::string(code(draft.kind)).append(1, '-').append(hash.digits());
}

double severity_of(const Draft& draft, std::uint64_t reports, const CoverageOptions& options) {
  if (draft.lawful || draft.exempt) return 0;
  const double width_class = draft.width_m < options.tolerance_m ? 0.01 : draft.width_m < options.min_width_m ? 0.1 : 1;
  return width_class * (std::sqrt(std::max(0.0, draft.area_m2)) + 10 * static_cast<double>(reports));
}

struct Line {
  std::size_t draft;
  std::string id;
  std::uint64_t reports;
  double severity;
};

/// Ids that meet (same zones, same place) are numbered in their order, which is by geometry.
std::vector<Line> lines_of(const std::vector<Draft>& drafts, const Zones& zones, bool geographic, const CoverageOptions& options,
                           const std::vector<std::uint64_t>& reports) {
  std::map<std::string, unsigned> taken;
  std::vector<Line> lines;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto id = id_of(drafts[i], zones, geographic);
    if (const auto times = ++taken[id]; times > 1) id.append(1, '-').append(std::to_string(times));
    lines.push_back({i, std::move(id), reports[i], severity_of(drafts[i], reports[i], options)});
  }
  std::sort(lines.begin(), lines.end(), [&](const Line& p, const Line& q) {
    return std::tuple(drafts[p.draft].level, drafts[p.draft].kind, -p.severity, std::string_view(p.id)) <
           std::tuple(drafts[q.draft].level, drafts[q.draft].kind, -q.severity, std::string_view(q.id));
  });
  return lines;
}

void add(Findings& to, const Draft& draft, const Line& line, const CoverageOptions& options) {
  to.id.push_back(line.id);
  to.level.push_back(draft.level);
  to.kind.push_back(draft.kind);
  to.sliver.push_back(draft.width_m < options.min_width_m ? 1 : 0);
  to.area_m2.push_back(draft.area_m2);
  to.width_m.push_back(draft.width_m);
  to.rim_m.push_back(draft.rim_m);
  to.pieces.push_back(draft.pieces);
  to.zones.emplace_back();
  for (const auto z : draft.zones) to.zones.back().push_back(ZoneId{z});
  to.reports.push_back(line.reports);
  to.suggested_unit.push_back(draft.unit);
  to.reason.push_back(draft.unit == kNoUnit ? std::string() : draft.reason);
  to.severity.push_back(line.severity);
  to.lawful.push_back(draft.lawful ? 1 : 0);
  to.exempt.push_back(draft.exempt ? 1 : 0);
  to.note.push_back(draft.note);
  to.shapes.append(draft.shape.view(), 0);
}

}  // namespace

Findings to_findings(std::vector<Draft> drafts, const Zones& zones, bool geographic, const CoverageOptions& options, ReportsView reports,
                     const Context& context) {
  Polygons shapes;
  for (const auto& draft : drafts) shapes.append(draft.shape.view(), 0);
  const auto inside = reports_inside(shapes.view(), reports, context);
  Findings result;
  for (const auto& line : lines_of(drafts, zones, geographic, options, inside)) add(result, drafts[line.draft], line, options);
  return result;
}

}  // namespace coverage
}  // namespace bailiwick
