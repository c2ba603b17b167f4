#include <bailiwick/layers/read.h>

#include "read/byte_source.h"
#include "read/named_columns.h"

#include <array>

namespace bailiwick::layers {

std::vector<LawfulRow> read_lawful(const std::string& file) {
  constexpr std::array kColumns{"level", "zone_a", "zone_b", "reason"};
  refuse_known_kinds(file);
  std::vector<LawfulRow> rows;
  read_named_columns(file, kColumns, "columns level, zone_a, zone_b, reason", [&](const auto& text) { rows.push_back({text(0), text(1), text(2), text(3)}); });
  return rows;
}

}  // namespace bailiwick::layers
