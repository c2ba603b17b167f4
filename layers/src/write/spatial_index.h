/// The R-tree of a GeoPackage table, packed at once instead of grown row by row.
#pragma once

#include "write/sqlite.h"

#include <bailiwick/context.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::layers::write {

/// What a node lists: a row or a node further down, and its box rounded outwards.
struct IndexEntry {
  std::int64_t id;
  float min_x, max_x, min_y, max_y;
};

/// The box of a row, which never shrinks by the rounding to float.
[[nodiscard]] IndexEntry index_entry(std::int64_t id, double min_x, double max_x, double min_y, double max_y);

/// Fills the empty virtual table `rtree` (module rtree, two dimensions) through its shadow tables, whose format is part of SQLite's promises
/// (sqlite.org/rtree.html, section 6). Leaves are packed by sort-tile-recursive (Leutenegger, Lopez, Edgington 1997): the same entries in
/// the same order give the same bytes. Ids are positive.
void fill_spatial_index(Database& database, const std::string& rtree, std::vector<IndexEntry> entries, const Context& context);

}  // namespace bailiwick::layers::write
