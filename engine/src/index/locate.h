/// One place, and many.
#pragma once

#include "index/data.h"

#include <cstdint>
#include <span>

namespace bailiwick::index {

/// Every zone that holds the place (closed: or whose border does), by exact predicates on doubles.
/// The first `skip` of them are counted only, and those that do not fit.
std::size_t hits_exact(const ZoneIndex::Data& data, double x, double y, bool closed, std::span<Hit> hits, std::size_t skip = 0) noexcept;

/// The same through the whole numbers where they can tell.
std::size_t hits_at(const ZoneIndex::Data& data, double x, double y, bool closed, std::span<Hit> hits, std::size_t skip = 0) noexcept;

/// Instead of a set: only the doubles can tell, ask hits_exact().
inline constexpr std::uint32_t kAskExact = 0xffffffffU;

/// passed() of record.h in the fastest way of this machine.
[[nodiscard]] Passed passed_by(Path path, const Record& record, std::uint32_t x, std::uint32_t y) noexcept;

/// sets_at() of one place.
[[nodiscard]] std::uint32_t set_at(const ZoneIndex::Data& data, double x, double y) noexcept;

/// For each place the number of the set of zones that hold it, off every border, or kAskExact. Places that are not finite or outside the frame
/// get set 0, the empty one.
void sets_at(const ZoneIndex::Data& data, Path path, const double* x, const double* y, std::size_t count, std::uint32_t* sets) noexcept;
inline void sets_at(const ZoneIndex::Data& data, const double* x, const double* y, std::size_t count, std::uint32_t* sets) noexcept {
  sets_at(data, data.path, x, y, count, sets);
}

}  // namespace bailiwick::index
