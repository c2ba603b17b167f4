#include <bailiwick/place.h>

#include "assign/answer.h"
#include "assign/choice.h"
#include "assign/set_rows.h"
#include "index/locate.h"
#include "index/orient.h"
#include "run/blocks.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

namespace bailiwick {
namespace {

constexpr std::size_t kBlock = 16'384;
constexpr std::size_t kTile = 256;
constexpr std::size_t kMostLevels = 64;  // one place keeps its zones on the stack

void expect_length(std::size_t found, std::size_t expected, const char* column) {
  if (found == expected) return;
  throw Error(ErrorCode::invalid_argument,
              "place, column '" + std::string(column) + "': expected " + std::to_string(expected) + " entries, found " + std::to_string(found), {}, -1, column);
}

}  // namespace

/// A row per set: the zone of every level, the unit, how many further zones do not answer, and these where they fit, else they lie in `further`. Rows are
/// powers of two long, so that few lie over two cache lines.
struct Placer::Table {
  Table(const ZoneIndex& of, const AssignOptions& options)
      : index(of), data(of.data()), choice(of, options.overlap, options.border), precedence(assigning::precedence_of(of, options.precedence)),
        closed(options.border == BorderRule::all_touching), levels(of.level_count()), stride(std::bit_ceil(levels + 2)),
        words(data.set_count() * stride), further(data.set_zones.size()) {}

  [[nodiscard]] const std::uint32_t* row(std::uint32_t set) const noexcept { return words.data() + set * stride; }
  [[nodiscard]] UnitId unit(std::uint32_t set) const noexcept { return UnitId{row(set)[levels]}; }

  void fill(const Context& context) {
    run::for_blocks(data.set_count(), 8192, context, "assign", [&](const run::Block& block) {
      assigning::Verdict verdict;
      std::vector<Hit> hits;
      for (auto set = block.begin; set < block.end; ++set) {
        hits.clear();
        for (const auto zone : data.zones_of_set(set)) hits.push_back({ZoneId{zone}, false});
        assigning::judge(index, choice, precedence, hits, verdict);
        std::uint32_t* to = words.data() + set * stride;
        for (const auto zone : verdict.zone) *to++ = index_of(zone);
        *to++ = index_of(verdict.answer.unit);
        *to++ = static_cast<std::uint32_t>(verdict.also.size());
        if (verdict.also.size() > inline_room()) to = further.data() + data.set_offsets[set];
        for (const auto& also : verdict.also) *to++ = index_of(also.zone);
      }
    });
  }
  [[nodiscard]] std::size_t inline_room() const noexcept { return stride - levels - 2; }
  [[nodiscard]] std::span<const std::uint32_t> also_of(std::uint32_t set, const std::uint32_t* row) const noexcept {
    const std::size_t count = row[levels + 1];
    return {count > inline_room() ? further.data() + data.set_offsets[set] : row + levels + 2, count};
  }

  /// A place beside a border: zone(level) takes and gives the zone that answers so far.
  template <class ZoneAt>
  void ask(double x, double y, ZoneAt zone) const noexcept {
    std::array<Hit, 32> hits;
    for (std::size_t done = 0, all = 1; done < all; done += hits.size()) {
      all = index::hits_exact(data, x, y, closed, hits, done);
      for (std::size_t i = 0; i < hits.size() && done + i < all; ++i) {
        const ZoneId found = hits[i].zone;
        ZoneId& best = zone(data.zones[index_of(found)].level);
        if (best == kNoZone || choice.rank(found) < choice.rank(best)) best = found;
      }
    }
  }

  void place_tile(const double* x, const double* y, std::size_t first, std::size_t count, const Columns& columns, std::vector<Also>* also) const {
    std::array<std::uint32_t, kTile> set;
    index::sets_at(data, x + first, y + first, count, set.data());
    std::array<const std::uint32_t*, kTile> rows;
    for (std::size_t i = 0; i < count; ++i) {
      rows[i] = row(set[i] == index::kAskExact ? 0 : set[i]);
#if defined(__GNUC__)
      __builtin_prefetch(rows[i]);
#endif
    }
    for (std::size_t l = 0; l < levels; ++l) {
      if (columns.zone[l].empty()) continue;
      ZoneId* zone = columns.zone[l].data() + first;
      for (std::size_t i = 0; i < count; ++i) zone[i] = ZoneId{rows[i][l]};
    }
    if (!columns.unit.empty()) {
      for (std::size_t i = 0; i < count; ++i) columns.unit[first + i] = UnitId{rows[i][levels]};
    }
    std::array<ZoneId, kMostLevels> room;
    const auto zones = std::span(room).first(levels);
    for (std::size_t i = 0; i < count; ++i) {
      const auto place = static_cast<std::uint32_t>(first + i);
      if (set[i] != index::kAskExact) {
        if (also == nullptr || rows[i][levels + 1] == 0) continue;
        for (const auto zone : also_of(set[i], rows[i])) also->push_back({place, ZoneId{zone}});
        continue;
      }
      std::ranges::fill(zones, kNoZone);
      ask(x[first + i], y[first + i], [&](std::uint32_t level) -> ZoneId& { return zones[level]; });
      for (std::size_t l = 0; l < levels; ++l) {
        if (!columns.zone[l].empty()) columns.zone[l][first + i] = zones[l];
      }
      if (!columns.unit.empty()) columns.unit[first + i] = assigning::answer_of(index, precedence, zones).unit;
      if (also == nullptr) continue;
      const auto visit = [&](const Hit& hit) {
        if (zones[data.zones[index_of(hit.zone)].level] != hit.zone) also->push_back({place, hit.zone});
      };
      for_each_hit(index, x[first + i], y[first + i], visit, closed ? BorderRule::all_touching : BorderRule::half_open);
    }
  }

  const ZoneIndex& index;
  const ZoneIndex::Data& data;
  assigning::Choice choice;
  std::vector<std::uint32_t> precedence;
  bool closed;
  std::size_t levels, stride;
  std::vector<std::uint32_t> words, further;
};

Placer::Placer(const ZoneIndex& index, const AssignOptions& options, const Context& context) {
  if (options.nearest_m > 0) {
    throw Error(ErrorCode::invalid_argument, "place: expected no nearest distance, found one; the nearest zone is given by assign() alone");
  }
  if (index.level_count() > kMostLevels) {
    throw Error(ErrorCode::limit_exceeded, "place: expected at most " + std::to_string(kMostLevels) + " levels, found " +
                                               std::to_string(index.level_count()) + "; split the levels into several indexes");
  }
  auto table = std::make_unique<Table>(index, options);
  table->fill(context);
  table_ = std::move(table);
}
Placer::Placer(Placer&&) noexcept = default;
Placer& Placer::operator=(Placer&&) noexcept = default;
Placer::~Placer() = default;

void Placer::place(std::span<const double> x, std::span<const double> y, const Columns& columns, const Context& context) const {
  expect_length(y.size(), x.size(), "y");
  expect_length(columns.zone.size(), table_->levels, "zone");
  for (const auto& column : columns.zone) {
    if (!column.empty()) expect_length(column.size(), x.size(), "zone");
  }
  if (!columns.unit.empty()) expect_length(columns.unit.size(), x.size(), "unit");
  if (columns.also != nullptr && x.size() > 0xffffffffU) throw Error(ErrorCode::invalid_argument, "place: expected at most 4294967295 places, found more");
  std::vector<std::vector<Also>> also(columns.also == nullptr ? 0 : run::block_count(x.size(), kBlock));
  run::for_blocks(x.size(), kBlock, context, "assign", [&](const run::Block& block) {
    for (auto from = block.begin; from < block.end; from += kTile) {
      table_->place_tile(x.data(), y.data(), from, std::min(kTile, block.end - from), columns, also.empty() ? nullptr : &also[block.block]);
    }
  });
  if (columns.also == nullptr) return;
  columns.also->clear();
  for (const auto& part : also) columns.also->insert(columns.also->end(), part.begin(), part.end());
}

UnitId Placer::place(double x, double y, std::span<ZoneId> zones) const noexcept {
  const Table& table = *table_;
  const std::uint32_t set = index::set_at(table.data, x, y);
  const auto shown = std::min(zones.size(), table.levels);
  if (set != index::kAskExact) {
    const std::uint32_t* const row = table.row(set);
    for (std::size_t l = 0; l < shown; ++l) zones[l] = ZoneId{row[l]};
    return UnitId{row[table.levels]};
  }
  std::array<ZoneId, kMostLevels> room;
  const auto all = std::span(room).first(table.levels);
  std::ranges::fill(all, kNoZone);
  table.ask(x, y, [&](std::uint32_t level) -> ZoneId& { return all[level]; });
  std::copy_n(all.begin(), shown, zones.begin());
  return assigning::answer_of(table.index, table.precedence, all).unit;
}

void Placer::sets(std::span<const double> x, std::span<const double> y, std::span<std::uint32_t> set) const noexcept {
  static_assert(kNoSet == index::kAskExact);
  index::sets_at(table_->data, x.data(), y.data(), std::min({x.size(), y.size(), set.size()}), set.data());
}
std::size_t Placer::set_count() const noexcept { return table_->data.set_count(); }
ZoneId Placer::zone_of_set(std::uint32_t set, std::uint32_t level) const noexcept { return ZoneId{table_->row(set)[level]}; }
UnitId Placer::unit_of_set(std::uint32_t set) const noexcept { return table_->unit(set); }
const ZoneIndex& Placer::index() const noexcept { return table_->index; }

std::size_t locate(const ZoneIndex& index, double x, double y, BorderRule border, std::size_t skip, std::span<Hit> hits) noexcept {
  return index::hits_at(index.data(), x, y, border == BorderRule::all_touching, hits, skip);
}

}  // namespace bailiwick
