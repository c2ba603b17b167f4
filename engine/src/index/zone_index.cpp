#include <bailiwick/zone_index.h>

#include "index/blob.h"
#include "index/build.h"
#include "index/locate.h"

namespace bailiwick {

ZoneIndex ZoneIndex::build(const Zones& zones, const IndexOptions& options, const Context& context) {
  check(zones);
  return ZoneIndex(index::laid_out(index::contents_of(zones, options, context)));
}

ZoneIndex ZoneIndex::from_bytes(std::span<const std::byte> bytes, std::shared_ptr<const void> owner) {
  return ZoneIndex(index::checked(bytes, std::move(owner)));
}

ZoneIndex::ZoneIndex(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
ZoneIndex::ZoneIndex(ZoneIndex&&) noexcept = default;
ZoneIndex& ZoneIndex::operator=(ZoneIndex&&) noexcept = default;
ZoneIndex::~ZoneIndex() = default;

std::span<const std::byte> ZoneIndex::bytes() const { return data_->bytes; }

std::size_t ZoneIndex::zone_count() const { return data_->zones.size(); }
std::size_t ZoneIndex::level_count() const { return data_->levels.size(); }
std::string_view ZoneIndex::level_name(std::uint32_t level) const { return data_->text(data_->levels[level].name); }
Role ZoneIndex::role(std::uint32_t level) const { return static_cast<Role>(data_->levels[level].role); }
std::optional<std::uint32_t> ZoneIndex::parent_level(std::uint32_t level) const {
  const auto parent = data_->levels[level].parent;
  return parent == index::kNone ? std::nullopt : std::optional(parent);
}
std::uint32_t ZoneIndex::level_of(ZoneId zone) const { return data_->zones[index_of(zone)].level; }
std::string_view ZoneIndex::id(ZoneId zone) const { return data_->text(data_->zones[index_of(zone)].id); }
std::string_view ZoneIndex::name(ZoneId zone) const { return data_->text(data_->zones[index_of(zone)].name); }
ZoneId ZoneIndex::parent(ZoneId zone) const { return ZoneId{data_->zones[index_of(zone)].parent}; }
UnitId ZoneIndex::unit(ZoneId zone) const { return UnitId{data_->zones[index_of(zone)].unit}; }
std::size_t ZoneIndex::unit_count() const { return data_->units.size(); }
std::string_view ZoneIndex::unit_id(UnitId unit) const { return data_->text(data_->units[index_of(unit)].id); }
std::string_view ZoneIndex::unit_name(UnitId unit) const { return data_->text(data_->units[index_of(unit)].name); }
double ZoneIndex::priority(ZoneId zone) const { return data_->zones[index_of(zone)].priority; }
std::uint32_t ZoneIndex::area_rank(ZoneId zone) const { return data_->zones[index_of(zone)].area_rank; }
std::string_view ZoneIndex::zones_version() const { return data_->text(data_->facts->version); }
std::string_view ZoneIndex::label() const { return data_->text(data_->facts->label); }
std::string_view ZoneIndex::valid_from() const { return data_->text(data_->facts->valid_from); }
std::string_view ZoneIndex::valid_to() const { return data_->text(data_->facts->valid_to); }
std::string_view ZoneIndex::location_crs() const { return data_->text(data_->facts->location_crs); }

std::string_view ZoneIndex::location_wkt() const { return data_->text(data_->facts->location_wkt); }
std::string_view ZoneIndex::metric_crs() const { return data_->text(data_->facts->metric_crs); }
Extent ZoneIndex::extent() const { return data_->facts->extent; }
OverlapRule ZoneIndex::overlap() const { return static_cast<OverlapRule>(data_->facts->overlap); }
BorderRule ZoneIndex::border() const { return static_cast<BorderRule>(data_->facts->border); }
double ZoneIndex::nearest_m() const { return data_->facts->nearest_m; }
std::span<const std::uint32_t> ZoneIndex::precedence() const { return data_->precedence; }

std::size_t ZoneIndex::locate(double x, double y, std::span<Hit> hits) const noexcept { return index::hits_at(*data_, x, y, false, hits); }
std::size_t ZoneIndex::locate_touching(double x, double y, std::span<Hit> hits) const noexcept {
  return index::hits_at(*data_, x, y, true, hits);
}

}  // namespace bailiwick
