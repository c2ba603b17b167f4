/// The columns of findings, the same in layers and tables.
#pragma once

#include <bailiwick/layers/layers.h>

#include <cstdint>
#include <vector>

namespace bailiwick::layers {

[[nodiscard]] std::vector<Column> findings_columns(const Results& results, const Findings& findings, const std::vector<std::uint32_t>& rows);

}  // namespace bailiwick::layers
