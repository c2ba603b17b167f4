#include "index/build_cells.h"

#include "index/passing.h"
#include "run/blocks.h"

#include <algorithm>
#include <tuple>

namespace bailiwick::index {
namespace {

struct CellSegment {
  std::uint32_t column, segment;
};
/// The corners of the columns [first, last) of a row lie in `zone`.
struct Span {
  std::uint32_t zone, first, last;
};

/// Segments by the rows they touch.
class Rows {
 public:
  Rows(const Grid& grid, const Segments& segments) : offsets_(grid.rows.cells() + 2, 0) {
    for (const auto& s : segments.segment) {
      for (auto row = grid.rows.cell(s.ay); row <= grid.rows.cell(s.by); ++row) ++offsets_[row + 2];
    }
    for (std::size_t r = 2; r < offsets_.size(); ++r) offsets_[r] += offsets_[r - 1];
    segments_.resize(offsets_.back());
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
      const auto& s = segments.segment[i];
      for (auto row = grid.rows.cell(s.ay); row <= grid.rows.cell(s.by); ++row) segments_[offsets_[row + 1]++] = i;
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t row) const {
    return std::span(segments_).subspan(offsets_[row], offsets_[row + 1] - offsets_[row]);
  }

 private:
  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> segments_;
};

/// The first column whose shifted corner at this height lies right of the segment; the number of columns where none does.
std::uint32_t first_right_of(const Grid& grid, const Segment& s, double y) {
  const auto right = [&](std::uint32_t column) { return side_of(s, grid.columns.side(column), y).right; };
  std::uint32_t low = grid.columns.cell(std::min(s.ax, s.bx));
  std::uint32_t high = std::min(grid.columns.cells(), grid.columns.cell(std::max(s.ax, s.bx)) + 1);
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (right(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/// Which zones hold the corners of a row.
std::vector<Span> corner_spans(const Grid& grid, const Segments& segments, std::span<const std::uint32_t> row_segments, double y) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> turns;  // zone, column from which on its state is turned
  for (const auto i : row_segments) {
    const auto& s = segments.segment[i];
    if (y < s.ay || y >= s.by) continue;
    const auto column = first_right_of(grid, s, y);
    for (const auto zone : segments.users_of(i)) turns.emplace_back(zone, column);
  }
  std::sort(turns.begin(), turns.end());
  std::vector<Span> spans;
  for (std::size_t i = 0; i + 1 < turns.size(); i += 2) {  // rings are closed, so each zone turns an even number of times
    if (turns[i].second < turns[i + 1].second) spans.push_back({turns[i].first, turns[i].second, turns[i + 1].second});
  }
  return spans;
}

/// What one row of cells yields, to be laid behind the rows below it.
struct RowCells {
  std::vector<std::uint32_t> counts;
  std::vector<CellZone> zones;
  std::vector<std::uint32_t> segments;
};

struct Member {
  std::uint32_t zone, segment;
};
constexpr std::uint32_t kCorner = 0xffffffffU;  // stands for "the corner lies in the zone"; sorts behind every segment

void close_cell(const Grid& grid, const Segments& segments, std::uint32_t row, std::uint32_t column, std::vector<Member>& members,
                RowCells& out) {
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return std::tie(a.zone, a.segment) < std::tie(b.zone, b.segment); });
  const double x = grid.columns.side(column);
  const double y = grid.rows.side(row);
  std::uint32_t entries = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i == 0 || members[i].zone != members[i - 1].zone) {
      out.zones.push_back({members[i].zone, static_cast<std::uint32_t>(out.segments.size()), false});
      ++entries;
    }
    auto& state = out.zones.back().state;
    if (members[i].segment == kCorner) {
      state = !state;
    } else {
      out.segments.push_back(members[i].segment);
      state = state != corner_passing(segments.segment[members[i].segment], x, y);
    }
  }
  out.counts.push_back(entries);
}

RowCells cells_of_row(const Grid& grid, const Segments& segments, std::span<const std::uint32_t> row_segments, std::uint32_t row) {
  const auto columns = grid.columns.cells();
  std::vector<std::vector<Member>> members(columns);
  for (const auto i : row_segments) {
    for_cells_of(grid, segments.segment[i], [&](std::uint32_t r, std::uint32_t first, std::uint32_t last) {
      if (r != row) return;
      for (auto c = first; c <= last; ++c) {
        for (const auto zone : segments.users_of(i)) members[c].push_back({zone, i});
      }
    });
  }
  for (const auto& span : corner_spans(grid, segments, row_segments, grid.rows.side(row))) {
    for (auto c = span.first; c < span.last; ++c) members[c].push_back({span.zone, kCorner});
  }
  RowCells out;
  for (std::uint32_t c = 0; c < columns; ++c) close_cell(grid, segments, row, c, members[c], out);
  return out;
}

}  // namespace

Cells build_cells(const Grid& grid, const Segments& segments, const Context& context) {
  const Rows rows(grid, segments);
  std::vector<RowCells> done(grid.rows.cells());
  run::for_blocks(done.size(), 1, context, "index", [&](const run::Block& block) {
    const auto row = static_cast<std::uint32_t>(block.begin);
    done[row] = cells_of_row(grid, segments, rows.of(row), row);
  });
  Cells cells;
  for (auto& row : done) {
    const auto base = static_cast<std::uint32_t>(cells.segments.size());
    for (const auto count : row.counts) cells.offsets.push_back(cells.offsets.back() + count);
    for (auto entry : row.zones) cells.zones.push_back({entry.zone, entry.first_segment + base, entry.state});
    cells.segments.insert(cells.segments.end(), row.segments.begin(), row.segments.end());
    row = {};
  }
  cells.zones.push_back({0, static_cast<std::uint32_t>(cells.segments.size()), false});
  return cells;
}

}  // namespace bailiwick::index
