/// One place with everything that led to its answer: what a service logs, and what can be asked again later.
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/datum.h>
#include <bailiwick/plane.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bailiwick {

/// What one level says of a place.
struct ExplainedLevel {
  ZoneId zone = kNoZone;
  Placement placement = Placement::outside;
  double distance_m = 0;  ///< of the rule nearest
  /// Metres to the nearest border of the zone that answers, outside to the nearest zone of the level; NaN: not asked for, or farther than asked.
  double border_m = 0;
};

struct ExplainedAnswer {
  UnitId unit = kNoUnit;
  std::uint32_t level = kNoLevel;
  AnswerRule rule = AnswerRule::outside;
  std::size_t also = 0;  ///< how many zones hold the place and do not answer, which may be more than fit
};

/// The rule behind the answering unit as files show it: that of the level (`placement`) where its zone's own unit answers, else "superior", "outside",
/// "no_unit".
[[nodiscard]] std::string_view unit_rule(AnswerRule rule, Placement placement);

/// The rules of assign() for single places. Immutable: any number of threads may use one. The index must outlive it.
class Explainer {
 public:
  /// Throws what assign() throws for the same options, and Error(limit_exceeded) for more than 64 levels.
  explicit Explainer(const ZoneIndex& index, const AssignOptions& options = {});
  Explainer(Explainer&&) noexcept;
  Explainer& operator=(Explainer&&) noexcept;
  ~Explainer();

  /// The answer that assign() gives. `levels` gets the levels that it has room for, `also` the further zones by ZoneId. A place that is not finite or
  /// beyond 1e15 is outside. Allocates nothing, locks nothing; starts no thread; throws nothing unless options.to_metric does.
  ExplainedAnswer explain(double x, double y, std::span<ExplainedLevel> levels, std::span<ZoneId> also = {}) const;

  /// Fills border_m of levels that explain() filled, up to `within_m` (at most 100 km) metres of `planes`: what margins() gives. Looks at every edge of
  /// the index, about a millisecond per million. Throws Error(invalid_argument) for another distance.
  void measure(double x, double y, const Planes& planes, double within_m, std::span<ExplainedLevel> levels) const;

  [[nodiscard]] const ZoneIndex& index() const noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept;  ///< memory beside the index

 private:
  struct Table;
  std::unique_ptr<const Table> table_;
};

/// The planes of an index by its own words, without a database of systems: equal-area for a geographic system that is known by name, the grid itself for
/// "local" or a unit of so many metres ("metres:0.3048"). No way to metres (to_metric empty) for every other.
[[nodiscard]] Planes planes_of(const ZoneIndex& index);

/// A question as it was asked; x and y in `datum`.
struct Question {
  double x = 0, y = 0;
  Datum datum = Datum::wgs84;
  double border_within_m = 0;  ///< 0: the border is not asked for
};

/// Question and answer as one line of JSON, without the line break. The same question to the same zones gives the same bytes, so that a logged line
/// can be held against what the zones say. Planes without to_metric leave the border out.
[[nodiscard]] std::string explained_line(const Explainer& explainer, const Planes& planes, const Question& question);

}  // namespace bailiwick
