/// One place.
#include "handles.h"

#include <bailiwick/datum.h>

#include <array>
#include <cmath>
#include <limits>

namespace bailiwick::c {
namespace {

constexpr std::size_t kMostLevels = 64;

Datum datum_of(std::int32_t datum) {
  if (datum < BAILIWICK_DATUM_WGS84 || datum > BAILIWICK_DATUM_BD09) refuse("question: expected a datum of 0 to 2, found " + std::to_string(datum), "datum");
  return static_cast<Datum>(datum);
}

Question question_of(const bailiwick_question* given, const ZonesData& data) {
  needed(given, "question");
  const auto asked = taken(given, "question");
  const auto cannot_be = [](double v) { return !(std::abs(v) <= 1e15); };
  if (cannot_be(asked.x) || cannot_be(asked.y)) {
    throw Error(ErrorCode::invalid_coordinate, "question: expected finite coordinates of magnitude 1e15 at most, found others", {}, -1, cannot_be(asked.x) ? "x" : "y");
  }
  if (asked.border_within_m != 0 && !data.planes.to_metric) {
    throw Error(ErrorCode::unknown_crs, "question: expected zones with a way to metres for the distance to the border, found " + data.planes.location_crs +
                                            "; give metres_per_unit, or zones in longitude and latitude", {}, -1, "border_within_m");
  }
  if (asked.border_within_m != 0 && !(asked.border_within_m > 0 && asked.border_within_m <= 1e5)) {
    refuse("question: expected a distance to the border above 0 m and up to 100000 m, found another", "border_within_m");
  }
  return {asked.x, asked.y, datum_of(asked.datum), asked.border_within_m};
}

std::int32_t unit_rule_of(const ExplainedAnswer& answer, std::span<const ExplainedLevel> levels) {
  switch (answer.rule) {
    case AnswerRule::placed: return static_cast<std::int32_t>(levels[answer.level].placement);
    case AnswerRule::superior: return BAILIWICK_SUPERIOR;
    case AnswerRule::no_unit: return BAILIWICK_NO_UNIT;
    case AnswerRule::outside: break;
  }
  return BAILIWICK_OUTSIDE;
}

/// The further zones, however many there are, as far as the caller has room.
void tell_also(const ZonesData& data, double x, double y, std::span<ExplainedLevel> levels, bailiwick_placement& out) {
  std::array<ZoneId, 256> also;
  const auto room = std::span(also).first(std::min<std::size_t>(also.size(), out.also == nullptr ? 0 : out.also_room));
  const auto answer = data.explainer.explain(x, y, levels, room);
  for (std::size_t i = 0; i < std::min(answer.also, room.size()); ++i) {
    out.also[i] = {index_of(also[i]), data.index.level_of(also[i]), text_of(data.index.id(also[i]))};
  }
  out.also_count = static_cast<std::uint32_t>(answer.also);
  out.unit_level = answer.level == kNoLevel ? -1 : static_cast<std::int32_t>(answer.level);
  out.unit_rule = unit_rule_of(answer, levels);
  if (answer.unit == kNoUnit) return;
  out.unit = text_of(data.index.unit_id(answer.unit));
  out.unit_name = text_of(data.index.unit_name(answer.unit));
}

void place(const ZonesData& data, const Question& question, bailiwick_placement& out) {
  double x = question.x, y = question.y;
  to_wgs84(question.datum, {&x, 1}, {&y, 1});
  std::array<ExplainedLevel, kMostLevels> room;
  const auto levels = std::span(room).first(data.index.level_count());
  tell_also(data, x, y, levels, out);
  if (question.border_within_m > 0) data.explainer.measure(x, y, data.planes, question.border_within_m, levels);
  out.level_count = static_cast<std::uint32_t>(levels.size());
  for (std::size_t l = 0; l < std::min<std::size_t>(levels.size(), out.levels == nullptr ? 0 : out.level_room); ++l) {
    const auto& found = levels[l];
    out.levels[l] = {index_of(found.zone), static_cast<std::int32_t>(found.placement), found.zone == kNoZone ? bailiwick_text{} : text_of(data.index.id(found.zone)),
                     found.distance_m, found.border_m};
  }
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" {

bailiwick_status bailiwick_place(const bailiwick_zones* zones, const bailiwick_question* question, bailiwick_placement* placement, bailiwick_error* error) {
  return enter(error, [&] {
    const auto& data = borrowed(zones);
    const auto asked = question_of(question, data);
    needed(placement, "placement");
    const auto given = taken(placement, "placement");
    bailiwick_placement out{};
    out.levels = given.levels;
    out.also = given.also;
    out.level_room = given.level_room;
    out.also_room = given.also_room;
    out.datum = static_cast<std::int32_t>(asked.datum);
    out.x = asked.x;
    out.y = asked.y;
    out.zones_version = text_of(data.index.zones_version());
    place(data, asked, out);
    c::hand_out(placement, out, "placement");
  });
}

bailiwick_status bailiwick_explain(const bailiwick_zones* zones, const bailiwick_question* question, char* line, size_t room, size_t* needed_length,
                                   bailiwick_error* error) {
  return enter(error, [&] {
    needed(needed_length, "needed") = 0;
    const auto& data = borrowed(zones);
    const auto text = explained_line(data.explainer, data.planes, question_of(question, data));
    *needed_length = text.size();
    if (room > 0) needed(line, "line") = '\0';
    if (room <= text.size()) {
      throw Error(ErrorCode::limit_exceeded, "line: expected room for " + std::to_string(text.size() + 1) + " bytes, found " + std::to_string(room), {}, -1, "room");
    }
    std::memcpy(line, text.c_str(), text.size() + 1);
  });
}
}
