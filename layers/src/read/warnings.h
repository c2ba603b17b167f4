/// Warnings gathered while reading.
#pragma once

#include <bailiwick/layers/read.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers {

/// The file's own name: warnings go into the summary, which must not depend on where the files lie or how their folder was typed.
[[nodiscard]] std::string name_alone(const std::string& file);

/// Adds a warning, or raises the count of the one with the same key and values.
void warn(std::vector<Warning>& warnings, const Warning& warning);

/// Ids that a spreadsheet may have turned into numbers.
struct IdDamage {
  std::uint64_t present = 0, exponents = 0, cut = 0;

  /// What an id looks like, in a byte that add() takes.
  [[nodiscard]] static std::uint8_t look(std::string_view id);
  void add(std::uint8_t look);
};
void warn_of_damaged_ids(std::vector<Warning>& warnings, const IdDamage& damage, const std::string& place, const std::string& field);
/// Warns of ids that a spreadsheet has turned into numbers: 4.11002E+14, or a column of ids longer than 15 digits that all end in zeros.
void warn_of_damaged_ids(std::vector<Warning>& warnings, const std::vector<std::string>& ids, const std::string& place, const std::string& field);

/// Does the middle of a box of degrees lie in the rectangle in which GCJ-02 and BD-09 shift?
[[nodiscard]] bool may_be_shifted(double west, double south, double east, double north);
void warn_of_unnamed_datum(std::vector<Warning>& warnings, const std::string& place, const std::string& option);

}  // namespace bailiwick::layers
