#include <bailiwick/zone_index.h>

#include "index/area_order.h"
#include "index/data.h"
#include "index/hash.h"
#include "index/passing.h"

namespace bailiwick {
namespace {

using namespace index;

std::string version_of(const Zones& zones, const IndexOptions& options) {
  Hash hash;
  hash.add(std::uint64_t{1});  // version of this list
  for (const auto& level : zones.levels) {
    hash.add(level.name);
    hash.add(static_cast<std::uint64_t>(level.role));
    hash.add(std::uint64_t{level.parent ? *level.parent + 1U : 0U});
    hash.add(std::uint64_t{level.zone_count});
  }
  for (const auto& unit : zones.units) {
    hash.add(unit.id);
    hash.add(unit.name);
  }
  for (std::size_t z = 0; z < zones.size(); ++z) {
    for (const auto* text : {&zones.id[z], &zones.name[z], &zones.person[z], &zones.parent_id[z]}) hash.add(*text);
    hash.add(std::uint64_t{index_of(zones.unit[z])});
    hash.add(std::isnan(zones.priority[z]) ? std::uint64_t{1} : std::uint64_t{0});
    hash.add(std::isnan(zones.priority[z]) ? 0.0 : zones.priority[z]);
  }
  hash.add(std::span<const double>(zones.shapes.x));
  hash.add(std::span<const double>(zones.shapes.y));
  hash.add(std::span<const std::uint32_t>(zones.shapes.ring_offsets));
  hash.add(std::span<const std::uint32_t>(zones.shapes.part_offsets));
  hash.add(std::span<const std::uint32_t>(zones.shapes.shape_offsets));
  for (const auto* text : {&zones.location_crs, &options.label, &options.valid_from, &options.valid_to}) hash.add(*text);
  return hash.text();
}

std::vector<ZoneId> parents_of(const Zones& zones) {
  std::vector<ZoneId> parent;
  for (const auto& level : zones.levels) {
    for (std::uint32_t z = level.first_zone; z < level.first_zone + level.zone_count; ++z) {
      const bool named = level.parent && !zones.parent_id[z].empty();
      parent.push_back(named ? zones.find(*level.parent, zones.parent_id[z]) : kNoZone);
    }
  }
  return parent;
}

std::vector<std::uint32_t> levels_of(const Zones& zones) {
  std::vector<std::uint32_t> of;
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) of.insert(of.end(), zones.levels[l].zone_count, l);
  return of;
}

Zones without_shapes(const Zones& zones) {
  Zones copy;
  copy.levels = zones.levels;
  copy.units = zones.units;
  copy.id = zones.id;
  copy.name = zones.name;
  copy.unit = zones.unit;
  copy.priority = zones.priority;
  copy.location_crs = zones.location_crs;
  return copy;
}

template <bool closed>
std::size_t hits_at(const ZoneIndex::Data& data, double x, double y, std::span<Hit> hits) noexcept {
  if (!(std::abs(x) <= kLargest) || !(std::abs(y) <= kLargest)) return 0;
  x = flushed(x);
  y = flushed(y);
  if (data.segments.size() == 0 || !data.grid.holds(x, y)) return 0;
  const std::size_t cell = data.grid.cell(x, y);
  const double corner_x = data.grid.columns.side(static_cast<std::uint32_t>(cell % data.grid.columns.cells()));
  std::size_t found = 0;
  for (auto e = data.cells.offsets[cell]; e < data.cells.offsets[cell + 1]; ++e) {
    bool inside = data.cells.zones[e].state;
    bool on = false;
    for (auto i = data.cells.zones[e].first_segment; i < data.cells.zones[e + 1].first_segment; ++i) {
      const Segment& s = data.segments.segment[data.cells.segments[i]];
      const Side side = side_of(s, x, y);
      inside = inside != passing(s, corner_x, side, y);
      on = on || side.on;
    }
    if (!inside && !(closed && on)) continue;
    if (found < hits.size()) hits[found] = {ZoneId{data.cells.zones[e].zone}, on};
    ++found;
  }
  return found;
}

}  // namespace

ZoneIndex ZoneIndex::build(const Zones& zones, const IndexOptions& options, const Context& context) {
  check(zones);
  auto data = std::make_unique<Data>();
  data->attributes = without_shapes(zones);
  data->parent = parents_of(zones);
  data->level = levels_of(zones);
  data->area_rank = area_ranks(zones);
  data->version = version_of(zones, options);
  data->label = options.label;
  data->valid_from = options.valid_from;
  data->valid_to = options.valid_to;
  data->segments = distinct_segments(zones);
  context.check();
  data->grid = grid_over(data->segments);
  data->cells = build_cells(data->grid, data->segments, context);
  return ZoneIndex(std::move(data));
}

ZoneIndex::ZoneIndex(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
ZoneIndex::ZoneIndex(ZoneIndex&&) noexcept = default;
ZoneIndex& ZoneIndex::operator=(ZoneIndex&&) noexcept = default;
ZoneIndex::~ZoneIndex() = default;

std::size_t ZoneIndex::zone_count() const { return data_->attributes.size(); }
std::size_t ZoneIndex::level_count() const { return data_->attributes.levels.size(); }
std::string_view ZoneIndex::level_name(std::uint32_t level) const { return data_->attributes.levels[level].name; }
Role ZoneIndex::role(std::uint32_t level) const { return data_->attributes.levels[level].role; }
std::optional<std::uint32_t> ZoneIndex::parent_level(std::uint32_t level) const { return data_->attributes.levels[level].parent; }
std::uint32_t ZoneIndex::level_of(ZoneId zone) const { return data_->level[index_of(zone)]; }
std::string_view ZoneIndex::id(ZoneId zone) const { return data_->attributes.id[index_of(zone)]; }
std::string_view ZoneIndex::name(ZoneId zone) const { return data_->attributes.name[index_of(zone)]; }
ZoneId ZoneIndex::parent(ZoneId zone) const { return data_->parent[index_of(zone)]; }
UnitId ZoneIndex::unit(ZoneId zone) const { return data_->attributes.unit[index_of(zone)]; }
std::size_t ZoneIndex::unit_count() const { return data_->attributes.units.size(); }
std::string_view ZoneIndex::unit_id(UnitId unit) const { return data_->attributes.units[index_of(unit)].id; }
std::string_view ZoneIndex::unit_name(UnitId unit) const { return data_->attributes.units[index_of(unit)].name; }
double ZoneIndex::priority(ZoneId zone) const { return data_->attributes.priority[index_of(zone)]; }
std::uint32_t ZoneIndex::area_rank(ZoneId zone) const { return data_->area_rank[index_of(zone)]; }
std::string_view ZoneIndex::zones_version() const { return data_->version; }
std::string_view ZoneIndex::label() const { return data_->label; }
std::string_view ZoneIndex::valid_from() const { return data_->valid_from; }
std::string_view ZoneIndex::valid_to() const { return data_->valid_to; }
std::string_view ZoneIndex::location_crs() const { return data_->attributes.location_crs; }

std::size_t ZoneIndex::locate(double x, double y, std::span<Hit> hits) const noexcept { return hits_at<false>(*data_, x, y, hits); }
std::size_t ZoneIndex::locate_touching(double x, double y, std::span<Hit> hits) const noexcept { return hits_at<true>(*data_, x, y, hits); }

}  // namespace bailiwick
