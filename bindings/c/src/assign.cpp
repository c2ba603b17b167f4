/// Many places: a stream of reports in, a stream of answers out.
#include "arrow_out.h"
#include "reports_in.h"

#include <bailiwick/assign.h>

#include <cmath>
#include <limits>

namespace bailiwick::c {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kRules = 9;

/// The words that every batch shares.
struct Vocabulary {
  explicit Vocabulary(const ZoneIndex& index) : first_zone(index.level_count(), 0) {
    std::vector<std::vector<std::string_view>> ids(index.level_count());
    for (std::uint32_t z = 0; z < index.zone_count(); ++z) {
      const auto level = index.level_of(ZoneId{z});
      if (ids[level].empty()) first_zone[level] = z;
      ids[level].push_back(index.id(ZoneId{z}));
    }
    for (const auto& level : ids) zones.push_back(word_list(level));
    std::vector<std::string_view> unit_ids, rule_names, level_names;
    for (std::uint32_t u = 0; u < index.unit_count(); ++u) unit_ids.push_back(index.unit_id(UnitId{u}));
    for (std::size_t r = 0; r < kRules; ++r) rule_names.emplace_back(bailiwick_rule_text(static_cast<std::int32_t>(r)));
    for (std::uint32_t l = 0; l < index.level_count(); ++l) level_names.push_back(index.level_name(l));
    units = word_list(unit_ids);
    rules = word_list(rule_names);
    levels = word_list(level_names);
    rejections = word_list({"unlocated", "malformed"});
  }
  std::vector<OutColumn> zones;  // per level
  std::vector<std::uint32_t> first_zone;
  OutColumn units, rules, levels, rejections;
};

OutField schema_of(const ZoneIndex& index) {
  std::vector<OutField> fields;
  for (std::uint32_t l = 0; l < index.level_count(); ++l) {
    const std::string name(index.level_name(l));
    fields.push_back(words_field(name + "_zone"));
    fields.push_back(words_field(name + "_unit"));
    fields.push_back(words_field(name + "_rule"));
    if (index.nearest_m() > 0) fields.push_back(double_field(name + "_distance_m"));
    fields.push_back(text_field(name + "_also"));
  }
  for (const auto* name : {"unit", "unit_level", "unit_rule", "rejected"}) fields.push_back(words_field(name));
  return rows_field(std::move(fields));
}

std::int32_t number_of(UnitId unit) { return unit == kNoUnit ? -1 : static_cast<std::int32_t>(index_of(unit)); }

/// One stream on its way: everything that its batches need, kept alive by it.
class Assigning {
 public:
  Assigning(std::shared_ptr<const ZonesData> data, ArrowArrayStream* reports, const bailiwick_report_options& options, std::shared_ptr<CallData> call)
      : data_(std::move(data)), in_(reports, "reports"), reader_(in_, options, *data_), vocabulary_(data_->index), call_(std::move(call)) {}

  [[nodiscard]] OutColumn next() {
    const auto context = context_of(call_);
    context.check();
    const auto batch = in_.next();
    if (!batch) return nullptr;
    if (batch->length() > std::numeric_limits<std::int32_t>::max()) {
      throw Error(ErrorCode::limit_exceeded, "reports: expected at most 2147483647 rows in a batch, found more; hand in smaller batches", "reports");
    }
    const auto positions = reader_.read(*batch);
    const auto placed = assign(data_->index, {positions.x, positions.y, {}, {}}, data_->rules, context);
    return answer(static_cast<std::size_t>(batch->length()), positions, placed);
  }

 private:
  /// One entry per row from one per sound position.
  template <class Value, class Of>
  static std::vector<Value> spread(std::size_t rows, const Positions& positions, Value none, Of of) {
    std::vector<Value> out(rows, none);
    for (std::size_t i = 0; i < positions.x.size(); ++i) out[positions.row.empty() ? i : positions.row[i]] = of(i);
    return out;
  }

  void add_level(std::uint32_t l, std::size_t count, const Positions& positions, const Assignment& level, std::vector<OutColumn>& columns) const {
    const auto& index = data_->index;
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) {
      return level.zone[i] == kNoZone ? -1 : static_cast<std::int32_t>(index_of(level.zone[i]) - vocabulary_.first_zone[l]);
    }), vocabulary_.zones[l]));
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) {
      return level.zone[i] == kNoZone ? -1 : number_of(index.unit(level.zone[i]));
    }), vocabulary_.units));
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) { return static_cast<std::int32_t>(level.placement[i]); }), vocabulary_.rules));
    if (index.nearest_m() > 0) {
      columns.push_back(doubles(spread(count, positions, kNone, [&](std::size_t i) { return level.placement[i] == Placement::nearest ? level.distance_m[i] : kNone; }), true));
    }
    std::vector<std::string> also(count);
    for (std::size_t k = 0; k < level.also_row.size(); ++k) {
      auto& text = also[positions.row.empty() ? level.also_row[k] : positions.row[level.also_row[k]]];
      text.append(text.empty() ? "" : ";").append(index.id(level.also_zone[k]));
    }
    columns.push_back(texts(also));
  }

  [[nodiscard]] OutColumn answer(std::size_t count, const Positions& positions, const Assignments& placed) const {
    std::vector<OutColumn> columns;
    for (std::uint32_t l = 0; l < placed.levels.size(); ++l) add_level(l, count, positions, placed.levels[l], columns);
    const auto& of = placed.answer;
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) { return number_of(of.unit[i]); }), vocabulary_.units));
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) { return of.level[i] == kNoLevel ? -1 : static_cast<std::int32_t>(of.level[i]); }),
                            vocabulary_.levels));
    columns.push_back(words(spread(count, positions, std::int32_t{-1}, [&](std::size_t i) {
      switch (of.rule[i]) {
        case AnswerRule::placed: return static_cast<std::int32_t>(placed.levels[of.level[i]].placement[i]);
        case AnswerRule::superior: return std::int32_t{BAILIWICK_SUPERIOR};
        case AnswerRule::no_unit: return std::int32_t{BAILIWICK_NO_UNIT};
        case AnswerRule::outside: break;
      }
      return std::int32_t{BAILIWICK_OUTSIDE};
    }), vocabulary_.rules));
    std::vector<std::int32_t> rejected(count, -1);
    for (std::size_t i = 0; i < positions.rejected.size(); ++i) rejected[i] = static_cast<std::int32_t>(positions.rejected[i]);
    columns.push_back(words(std::move(rejected), vocabulary_.rejections));
    return rows(std::move(columns), static_cast<std::int64_t>(count));
  }

  std::shared_ptr<const ZonesData> data_;
  Stream in_;
  ReportReader reader_;
  Vocabulary vocabulary_;
  std::shared_ptr<CallData> call_;
};

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_assign(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_report_options* options, bailiwick_call* call,
                                             ArrowArrayStream* out, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    needed(out, "out") = {};
    auto data = data_of(zones);
    auto assigning = std::make_shared<Assigning>(std::move(data), reports, taken(options, "options"), data_of(call));
    auto schema = schema_of(data_of(zones)->index);
    hand_out(std::move(schema), [assigning] { return assigning->next(); }, out);
  });
}
