/// Entries of text and bytes, wherever their type keeps them.
#pragma once

#include "arrow_in.h"

namespace bailiwick::c {

/// Types u, U, vu, z, Z, vz. Offsets and views are checked entry by entry.
class BytesColumn {
 public:
  explicit BytesColumn(const View& view);
  [[nodiscard]] static bool fits(const Field& field);
  [[nodiscard]] std::string_view at(std::int64_t i) const;

 private:
  [[nodiscard]] std::string_view viewed(std::int64_t i) const;
  template <class Offset>
  [[nodiscard]] std::string_view between(std::int64_t i) const;

  const View& view_;
  char kind_;  // '4', '8': width of the offsets; 'v': views
};

}  // namespace bailiwick::c
