/// Long tables in slices, so that nobody holds a million rows of text to write them.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/layers/layers.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/layers/write.h>

#include <cstddef>
#include <functional>
#include <string>

namespace bailiwick::layers {

/// `slice(begin, end)` makes the rows [begin, end), with the same columns each time.
struct TableSlices {
  std::size_t rows = 0;
  std::function<Table(std::size_t begin, std::size_t end)> slice;
};

/// assignments_table() and counts_table() in slices; the results must outlive them.
[[nodiscard]] TableSlices assignments_slices(const Results& results);
[[nodiscard]] TableSlices counts_slices(const Results& results);

/// The file that put_csv() makes of the whole table.
void put_csv(OutputFolder& folder, const std::string& name, const TableSlices& table, const std::string& encoding, const Context& context = {});

}  // namespace bailiwick::layers
