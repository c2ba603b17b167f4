#include "hotspots/exact_tails.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace bailiwick::hotspots_room {
namespace {

/// Column j, row s: the weight of the choices of j counts with sum s; rows reach one beyond the largest
/// observed sum, and that last row gathers all larger sums.
using Table = Eigen::Array<long double, Eigen::Dynamic, Eigen::Dynamic>;

/// Cells of one count.
struct Value {
  std::uint32_t count;
  std::uint64_t cells;
};

/// Counts in rising order, each with its cells. Most cities have few distinct counts, so small ones are tallied and only large ones sorted.
std::vector<Value> values_of(std::span<const std::uint32_t> counts) {
  constexpr std::uint32_t kTallied = 65'536;
  std::vector<std::uint64_t> tally(kTallied, 0);
  std::vector<std::uint32_t> large;
  for (const auto count : counts) {
    if (count < kTallied) {
      ++tally[count];
    } else {
      large.push_back(count);
    }
  }
  std::vector<Value> values;
  for (std::uint32_t count = 0; count < kTallied; ++count) {
    if (tally[count] > 0) values.push_back({count, tally[count]});
  }
  std::sort(large.begin(), large.end());
  for (const auto count : large) {
    if (values.empty() || values.back().count != count) values.push_back({count, 0});
    ++values.back().cells;
  }
  return values;
}

struct Extent {
  std::uint32_t picks = 0;  ///< most neighbours
  std::uint64_t top = 0;    ///< largest sum
};

Extent extent_of(std::span<const Observation> observed) {
  Extent extent;
  for (const auto& o : observed) {
    extent.picks = std::max(extent.picks, o.neighbours);
    extent.top = std::max(extent.top, o.sum);
  }
  return extent;
}

/// Multiplies the table by (1 + y z^count)^cells, y in units of 1 / `unit`: a choice of j counts weighs unit^j, which keeps C(n, j) unit^j near
/// 1 and far from overflow. In place, from the largest j down.
void multiply(Table& table, Value value, long double unit) {
  const Eigen::Index picks = table.cols() - 1, top = table.rows() - 1;
  std::vector<long double> binomial{1.0L};  // C(cells, i) unit^i
  for (Eigen::Index i = 1; i <= picks && static_cast<std::uint64_t>(i) <= value.cells; ++i) {
    binomial.push_back(binomial.back() * static_cast<long double>(value.cells - static_cast<std::uint64_t>(i) + 1) / static_cast<long double>(i) * unit);
  }
  for (Eigen::Index j = picks; j > 0; --j) {
    for (Eigen::Index i = 1; i <= j && i < static_cast<Eigen::Index>(binomial.size()); ++i) {
      const auto shift = static_cast<Eigen::Index>(std::min<std::uint64_t>(static_cast<std::uint64_t>(i) * value.count, static_cast<std::uint64_t>(top)));
      const long double weight = binomial[static_cast<std::size_t>(i)];
      table.col(j).segment(shift, top - shift) += weight * table.col(j - i).head(top - shift);
      table(top, j) += weight * table.col(j - i).tail(shift + 1).sum();
    }
  }
}

/// Answers the observations of one own count from the table of all other cells.
class Answers {
 public:
  Answers(std::span<const Observation> observed, std::vector<Tails>& tails) : observed_(observed), tails_(tails) {
    for (std::size_t i = 0; i < observed.size(); ++i) by_own_[observed[i].own].push_back(i);
  }

  void answer(std::uint32_t own, const Table& table) {
    const auto asked = by_own_.find(own);
    if (asked == by_own_.end()) return;
    std::map<std::uint32_t, Cumulated> by_neighbours;
    for (const auto i : asked->second) {
      auto [entry, is_new] = by_neighbours.try_emplace(observed_[i].neighbours);
      if (is_new) entry->second = Cumulated(table, observed_[i].neighbours);
      tails_[i] = entry->second.tails(observed_[i].sum);
    }
  }

 private:
  struct Cumulated {
    std::vector<long double> up, down;  ///< sums of the column from its end, and from its start
    Cumulated() = default;
    Cumulated(const Table& table, std::uint32_t neighbours) {
      const auto column = table.col(neighbours);
      up.assign(column.data(), column.data() + column.size());
      down = up;
      for (std::size_t s = 1; s < down.size(); ++s) down[s] += down[s - 1];
      for (std::size_t s = up.size() - 1; s-- > 0;) up[s] += up[s + 1];
    }
    [[nodiscard]] Tails tails(std::uint64_t sum) const {
      const long double all = up.front();
      return {static_cast<double>(std::min(1.0L, up[sum] / all)), static_cast<double>(std::min(1.0L, down[sum] / all))};
    }
  };
  std::span<const Observation> observed_;
  std::vector<Tails>& tails_;
  std::map<std::uint64_t, std::vector<std::size_t>> by_own_;
};

/// Leaves out one cell of each value in turn: halves the list of values, carrying into either half the product of the other, so that each
/// value's table costs about log2(values) multiplications and no division. `table` holds everything but one cell of each in [begin, end).
void leave_each_out(const Table& table, std::span<const Value> values, long double unit, Answers& answers, const Context& context) {
  context.check();
  if (values.size() == 1) {
    answers.answer(values.front().count, table);
    return;
  }
  const std::size_t half = values.size() / 2;
  for (const bool first : {true, false}) {
    Table with_other = table;
    for (const auto& value : first ? values.subspan(half) : values.first(half)) multiply(with_other, {value.count, 1}, unit);
    leave_each_out(with_other, first ? values.first(half) : values.subspan(half), unit, answers, context);
  }
}

}  // namespace

double table_cost(std::span<const std::uint32_t> counts, std::span<const Observation> observed) {
  const auto values = values_of(counts);
  const auto [picks, top] = extent_of(observed);
  const double columns = picks, rows = static_cast<double>(top) + 2, all = static_cast<double>(values.size());
  return rows * all * (columns * (columns + 1) / 2 + std::ceil(std::log2(std::max(1.0, all))) * columns);
}

double table_bytes(std::span<const std::uint32_t> counts, std::span<const Observation> observed) {
  const auto [picks, top] = extent_of(observed);
  const double halvings = std::ceil(std::log2(static_cast<double>(std::max<std::size_t>(1, values_of(counts).size()))));
  return (static_cast<double>(top) + 2) * (static_cast<double>(picks) + 1) * sizeof(long double) * (halvings + 2);
}

std::vector<Tails> exact_tails(std::span<const std::uint32_t> counts, std::span<const Observation> observed, const Context& context) {
  std::vector<Tails> tails(observed.size());
  if (observed.empty()) return tails;
  const auto values = values_of(counts);
  const auto [picks, top] = extent_of(observed);
  const long double unit = picks == 0 ? 1.0L : static_cast<long double>(picks) / static_cast<long double>(counts.size());
  Table table = Table::Zero(static_cast<Eigen::Index>(top) + 2, static_cast<Eigen::Index>(picks) + 1);
  table(0, 0) = 1.0L;
  for (const auto& value : values) {
    context.check();
    multiply(table, {value.count, value.cells - 1}, unit);
  }
  Answers answers(observed, tails);
  leave_each_out(table, values, unit, answers, context);
  return tails;
}

}  // namespace bailiwick::hotspots_room
