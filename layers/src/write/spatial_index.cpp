#include "write/spatial_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

namespace bailiwick::layers::write {
namespace {

constexpr std::size_t kHeadBytes = 4, kEntryBytes = 24;
constexpr std::int64_t kRoot = 1;

template <class Key>
void sort_by(std::span<IndexEntry> entries, Key key) {
  std::sort(entries.begin(), entries.end(), [&](const IndexEntry& a, const IndexEntry& b) {
    const float ka = key(a), kb = key(b);
    return ka != kb ? ka < kb : a.id < b.id;
  });
}

std::size_t parts_of(std::size_t all, std::size_t most) { return (all + most - 1) / most; }

/// The k-th of `parts` pieces whose lengths differ by at most one.
std::span<IndexEntry> piece(std::span<IndexEntry> all, std::size_t k, std::size_t parts) {
  const auto begin = all.size() * k / parts, end = all.size() * (k + 1) / parts;
  return all.subspan(begin, end - begin);
}

/// Sorts the entries into tiles, each of at most `most`.
std::vector<std::span<IndexEntry>> tiles_of(std::span<IndexEntry> entries, std::size_t most) {
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(parts_of(entries.size(), most)))));
  sort_by(entries, [](const IndexEntry& e) { return e.min_x + e.max_x; });
  std::vector<std::span<IndexEntry>> tiles;
  for (std::size_t s = 0; s < slices; ++s) {
    const auto slice = piece(entries, s, slices);
    sort_by(slice, [](const IndexEntry& e) { return e.min_y + e.max_y; });
    const auto parts = parts_of(slice.size(), most);
    for (std::size_t p = 0; p < parts; ++p) tiles.push_back(piece(slice, p, parts));
  }
  return tiles;
}

IndexEntry around(std::span<const IndexEntry> entries, std::int64_t id) {
  IndexEntry box = entries.front();
  box.id = id;
  for (const auto& e : entries) {
    box.min_x = std::min(box.min_x, e.min_x);
    box.max_x = std::max(box.max_x, e.max_x);
    box.min_y = std::min(box.min_y, e.min_y);
    box.max_y = std::max(box.max_y, e.max_y);
  }
  return box;
}

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> static_cast<unsigned>(shift));
}

std::string node_bytes(std::size_t depth, std::span<const IndexEntry> entries, std::size_t size) {
  std::string bytes;
  bytes.reserve(size);
  append_big_endian(bytes, depth, 2);
  append_big_endian(bytes, entries.size(), 2);
  for (const auto& e : entries) {
    append_big_endian(bytes, static_cast<std::uint64_t>(e.id), 8);
    for (const float value : {e.min_x, e.max_x, e.min_y, e.max_y}) append_big_endian(bytes, std::bit_cast<std::uint32_t>(value), 4);
  }
  bytes.resize(size, '\0');
  return bytes;
}

/// In which node each id is listed; 0: nowhere.
using Homes = std::vector<std::int64_t>;

void write_homes(Database& database, const std::string& table, const Homes& homes) {
  Statement insert(database, "INSERT INTO " + quoted_name(table) + " VALUES(?1, ?2)");
  for (std::size_t id = 0; id < homes.size(); ++id) {
    if (homes[id] == 0) continue;
    insert.bind_integer(1, static_cast<std::int64_t>(id));
    insert.bind_integer(2, homes[id]);
    insert.run();
  }
}

void set_home(Homes& homes, std::span<const IndexEntry> entries, std::int64_t node) {
  for (const auto& e : entries) {
    const auto id = static_cast<std::size_t>(e.id);
    if (id >= homes.size()) homes.resize(id + 1, 0);
    homes[id] = node;
  }
}

std::size_t node_size(Database& database, const std::string& rtree) {
  Statement ask(database, "SELECT length(data) FROM " + quoted_name(rtree + "_node") + " WHERE nodeno = 1");
  return ask.step() ? static_cast<std::size_t>(ask.integer(0)) : 0;
}

}  // namespace

IndexEntry index_entry(std::int64_t id, double min_x, double max_x, double min_y, double max_y) {
  constexpr float kFar = std::numeric_limits<float>::infinity();
  const auto down = [](double value) {
    const auto near = static_cast<float>(value);
    return static_cast<double>(near) > value ? std::nextafter(near, -kFar) : near;
  };
  const auto up = [](double value) {
    const auto near = static_cast<float>(value);
    return static_cast<double>(near) < value ? std::nextafter(near, kFar) : near;
  };
  return {id, down(min_x), up(max_x), down(min_y), up(max_y)};
}

void fill_spatial_index(Database& database, const std::string& rtree, std::vector<IndexEntry> entries, const Context& context) {
  if (entries.empty()) return;
  const auto size = node_size(database, rtree);
  const auto most = (std::max(size, kHeadBytes + 2 * kEntryBytes) - kHeadBytes) / kEntryBytes;
  Homes rows, nodes;
  std::int64_t last = kRoot;
  std::size_t depth = 0;
  {
    Statement insert(database, "INSERT INTO " + quoted_name(rtree + "_node") + " VALUES(?1, ?2)");
    for (; entries.size() > most; ++depth) {
      std::vector<IndexEntry> above;
      for (const auto tile : tiles_of(entries, most)) {
        context.check();
        const auto bytes = node_bytes(0, tile, size);  // only the root says its depth
        insert.bind_integer(1, ++last);
        insert.bind_bytes(2, bytes);
        insert.run();
        set_home(depth == 0 ? rows : nodes, tile, last);
        above.push_back(around(tile, last));
      }
      entries = std::move(above);
    }
  }
  const auto bytes = node_bytes(depth, entries, size);
  Statement root(database, "UPDATE " + quoted_name(rtree + "_node") + " SET data = ?1 WHERE nodeno = 1");
  root.bind_bytes(1, bytes);
  root.run();
  set_home(depth == 0 ? rows : nodes, entries, kRoot);
  write_homes(database, rtree + "_rowid", rows);
  write_homes(database, rtree + "_parent", nodes);
}

}  // namespace bailiwick::layers::write
