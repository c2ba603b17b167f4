/// The cells of a lattice that take part, as places; their neighbours are found when asked for, never stored.
#pragma once

#include <bailiwick/hotspots.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

class LatticePlaces {
 public:
  LatticePlaces(const Lattice& lattice, std::span<const std::uint8_t> inside, Neighbours neighbours)
      : lattice_(lattice), corners_(neighbours == Neighbours::queen), number_(lattice.size(), kNoCell) {
    for (std::uint32_t cell = 0; cell < number_.size(); ++cell) {
      if (!inside.empty() && inside[cell] == 0) continue;
      number_[cell] = static_cast<std::uint32_t>(cell_.size());
      cell_.push_back(cell);
    }
  }

  /// Neighbours of a place, ascending.
  struct Beside {
    std::array<std::uint32_t, 8> place{};
    std::uint32_t count = 0;
    [[nodiscard]] std::size_t size() const { return count; }
    [[nodiscard]] bool empty() const { return count == 0; }
    [[nodiscard]] const std::uint32_t* begin() const { return place.data(); }
    [[nodiscard]] const std::uint32_t* end() const { return place.data() + count; }
  };
  [[nodiscard]] Beside of(std::size_t place) const {
    Beside beside;
    for (const auto cell : cells_beside(lattice_, cell_[place], corners_)) {
      if (number_[cell] != kNoCell) beside.place[beside.count++] = number_[cell];
    }
    return beside;
  }
  [[nodiscard]] std::size_t size() const { return cell_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& cells() const { return cell_; }

 private:
  Lattice lattice_;
  bool corners_;
  std::vector<std::uint32_t> number_, cell_;
};

}  // namespace bailiwick::hotspots_room
