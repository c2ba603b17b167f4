/// What a column holds, value by value, for inspect.
#pragma once

#include <bailiwick/layers/read.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace bailiwick::layers {

inline constexpr std::size_t kMostDistinct = 20'000;  ///< distinct values are counted up to here

class ColumnLook {
 public:
  explicit ColumnLook(std::string name) { info_.name = std::move(name); }

  void add(std::string_view value);
  void set_type(const std::string& type) { info_.type = type; }  ///< of a file that knows it; else judged by the values

  /// Number or time where nine of ten values are one: a few bad ones do not make it text.
  [[nodiscard]] FieldInfo info() const;
  [[nodiscard]] std::uint64_t exponents() const { return exponents_; }  ///< values like 4.11002E+14

 private:
  void judge(std::string_view value);

  FieldInfo info_;
  std::unordered_set<std::size_t> distinct_;  ///< of hashes: only counted
  std::uint64_t values_ = 0, numbers_ = 0, times_ = 0, exponents_ = 0;
};

}  // namespace bailiwick::layers
