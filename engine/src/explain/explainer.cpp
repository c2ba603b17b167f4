#include <bailiwick/explain.h>

#include "assign/answer.h"
#include "assign/choice.h"
#include "assign/nearest.h"
#include "index/orient.h"

#include <bailiwick/error.h>
#include <bailiwick/place.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace bailiwick {
namespace {

constexpr std::size_t kMostLevels = 64;  // one place keeps its zones on the stack
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// What the hits of one level come to, however many they are: the rule asks for no more than the first two and one that is off its border.
class Contest {
 public:
  void enter(const Hit& hit, const assigning::Choice& choice) {
    if (!first_ || choice.rank(hit.zone) < choice.rank(first_->zone)) std::swap(first_, second_), first_ = hit;
    else if (!second_ || choice.rank(hit.zone) < choice.rank(second_->zone)) second_ = hit;
    if (!hit.on_border) inside_ = hit;
  }
  [[nodiscard]] bool empty() const { return !first_; }
  [[nodiscard]] ZoneId winner() const { return first_->zone; }
  [[nodiscard]] Placement placement(const assigning::Choice& choice) const {
    std::array<Hit, 3> hits{*first_};
    std::size_t count = 1;
    if (second_) hits[count++] = *second_;
    if (inside_ && inside_->zone != first_->zone && (!second_ || inside_->zone != second_->zone)) hits[count++] = *inside_;
    return choice.placement(std::span(hits).first(count), 0);
  }

 private:
  std::optional<Hit> first_, second_, inside_;
};

double distance_to(double ax, double ay, double bx, double by, double x, double y) {
  const double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(ax + t * dx - x, ay + t * dy - y);
}

/// The metric distance of an edge that is straight in the location plane, cut as margins() cuts it.
double distance_to(const index::Segment& s, const PlaneMap& to_metric, double x_m, double y_m) {
  constexpr unsigned kPieces = 8;
  std::array<double, kPieces + 1> x, y;
  for (unsigned k = 0; k <= kPieces; ++k) {
    const double t = static_cast<double>(k) / kPieces;
    x[k] = k == kPieces ? s.bx : s.ax + t * (s.bx - s.ax);
    y[k] = k == kPieces ? s.by : s.ay + t * (s.by - s.ay);
  }
  to_metric(x, y);
  double nearest = std::numeric_limits<double>::infinity();
  for (unsigned k = 0; k < kPieces; ++k) nearest = std::min(nearest, distance_to(x[k], y[k], x[k + 1], y[k + 1], x_m, y_m));
  return nearest;
}

/// The box of the location plane that holds everything within reach of a place.
Extent box_around(const Planes& planes, double x_m, double y_m, double within_m) {
  constexpr double kSlack = 1.05;  // the sides of the square are curves
  std::array<double, 8> x{-1, 0, 1, -1, 1, -1, 0, 1}, y{-1, -1, -1, 0, 0, 1, 1, 1};
  for (auto& v : x) v = x_m + v * within_m * kSlack;
  for (auto& v : y) v = y_m + v * within_m * kSlack;
  planes.from_metric(x, y);
  const auto [west, east] = std::ranges::minmax(x);
  const auto [south, north] = std::ranges::minmax(y);
  return {west, south, east, north};
}

}  // namespace

std::string_view unit_rule(AnswerRule rule, Placement placement) {
  switch (rule) {
    case AnswerRule::placed: return code(placement);
    case AnswerRule::superior: return "superior";
    case AnswerRule::no_unit: return "no_unit";
    case AnswerRule::outside: break;
  }
  return "outside";
}

struct Explainer::Table {
  Table(const ZoneIndex& of, const AssignOptions& given)
      : index(of), to_metric(given.to_metric), choice(of, given.overlap, given.border), precedence(assigning::precedence_of(of, given.precedence)),
        border(given.border), levels(of.level_count()) {
    if (!(given.nearest_m > 0)) return;
    if (!to_metric) throw Error(ErrorCode::invalid_argument, "nearest: expected a way to metres with the distance, found none");
    nearest.emplace(of, to_metric, given.nearest_m);
  }

  void take_nearest(double x, double y, std::span<ExplainedLevel> found) const {
    to_metric({&x, 1}, {&y, 1});
    for (std::uint32_t l = 0; l < found.size(); ++l) {
      if (found[l].zone != kNoZone) continue;
      if (const auto near = nearest->zone(l, x, y, choice)) found[l] = {near->zone, Placement::nearest, near->distance_m, kNone};
    }
  }

  const ZoneIndex& index;
  PlaneMap to_metric;
  assigning::Choice choice;
  std::vector<std::uint32_t> precedence;
  BorderRule border;
  std::size_t levels;
  std::optional<assigning::Nearest> nearest;
};

Explainer::Explainer(const ZoneIndex& index, const AssignOptions& options) {
  if (index.level_count() > kMostLevels) {
    throw Error(ErrorCode::limit_exceeded, "explain: expected at most " + std::to_string(kMostLevels) + " levels, found " +
                                               std::to_string(index.level_count()) + "; split the levels into several indexes");
  }
  table_ = std::make_unique<Table>(index, options);
}
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer& Explainer::operator=(Explainer&&) noexcept = default;
Explainer::~Explainer() = default;

ExplainedAnswer Explainer::explain(double x, double y, std::span<ExplainedLevel> levels, std::span<ZoneId> also) const {
  const Table& table = *table_;
  std::array<ExplainedLevel, kMostLevels> room;
  const auto found = std::span(room).first(table.levels);
  std::ranges::fill(found, ExplainedLevel{kNoZone, Placement::outside, 0, kNone});
  if (index::usable(x) && index::usable(y)) {
    std::array<Contest, kMostLevels> contests;
    for_each_hit(table.index, x, y, [&](const Hit& hit) { contests[table.index.level_of(hit.zone)].enter(hit, table.choice); }, table.border);
    for (std::size_t l = 0; l < found.size(); ++l) {
      if (!contests[l].empty()) found[l] = {contests[l].winner(), contests[l].placement(table.choice), 0, kNone};
    }
  }
  ExplainedAnswer answer;
  for_each_hit(table.index, x, y, [&](const Hit& hit) {
    if (found[table.index.level_of(hit.zone)].zone == hit.zone) return;
    if (answer.also < also.size()) also[answer.also] = hit.zone;
    ++answer.also;
  }, table.border);
  if (table.nearest) table.take_nearest(x, y, found);
  std::array<ZoneId, kMostLevels> zones;
  for (std::size_t l = 0; l < found.size(); ++l) zones[l] = found[l].zone;
  const auto unit = assigning::answer_of(table.index, table.precedence, std::span(zones).first(table.levels));
  answer.unit = unit.unit;
  answer.level = unit.level;
  answer.rule = unit.rule;
  std::copy_n(found.begin(), std::min(levels.size(), found.size()), levels.begin());
  return answer;
}

void Explainer::measure(double x, double y, const Planes& planes, double within_m, std::span<ExplainedLevel> levels) const {
  if (!(within_m > 0) || within_m > 1e5 || !planes.to_metric || !planes.from_metric) {
    throw Error(ErrorCode::invalid_argument, "border: expected a distance above 0 m and up to 100000 m and a way to metres, found none such");
  }
  if (!index::usable(x) || !index::usable(y)) return;
  double x_m = x, y_m = y;
  planes.to_metric({&x_m, 1}, {&y_m, 1});
  if (!std::isfinite(x_m) || !std::isfinite(y_m)) return;
  const auto box = box_around(planes, x_m, y_m, within_m);
  const auto& data = table_->index.data();
  for (std::size_t i = 0; i < data.segments.size(); ++i) {
    const auto& s = data.segments[i];
    if (std::max(s.ax, s.bx) < box.west || std::min(s.ax, s.bx) > box.east || std::max(s.ay, s.by) < box.south || std::min(s.ay, s.by) > box.north) continue;
    const double distance = distance_to(s, planes.to_metric, x_m, y_m);
    if (!(distance <= within_m)) continue;
    for (const auto user : data.users_of(i)) {
      const auto level = data.zones[user].level;
      if (level >= levels.size()) continue;
      auto& of = levels[level];
      if (of.zone != kNoZone && of.zone != ZoneId{user}) continue;
      if (!(of.border_m <= distance)) of.border_m = distance;  // also where it is NaN
    }
  }
}

const ZoneIndex& Explainer::index() const noexcept { return table_->index; }
std::size_t Explainer::bytes() const noexcept { return sizeof(Table) + table_->index.zone_count() * sizeof(std::uint32_t) + table_->precedence.size() * 4; }

}  // namespace bailiwick
