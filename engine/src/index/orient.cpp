#include "index/orient.h"

#include <array>
#include <cstddef>

namespace bailiwick::index {
namespace {

/// A sum of doubles kept as parts that do not overlap, smallest first (Shewchuk 1997, figure 6: Grow-Expansion).
class Expansion {
 public:
  void add(double term) noexcept {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < length_; ++i) {
      const double sum = term + part_[i];
      const double back = sum - term;
      const double rest = (term - (sum - back)) + (part_[i] - back);
      if (rest != 0) part_[kept++] = rest;
      term = sum;
    }
    if (term != 0) part_[kept++] = term;
    length_ = kept;
  }
  void add_product(double a, double b) noexcept {
    const double head = a * b;
    add(std::fma(a, b, -head));
    add(head);
  }
  /// The largest part outweighs all others together.
  [[nodiscard]] int sign() const noexcept { return length_ == 0 ? 0 : (part_[length_ - 1] > 0 ? 1 : -1); }

 private:
  std::array<double, 12> part_{};
  std::size_t length_ = 0;
};

}  // namespace

int orient_exact(double ax, double ay, double bx, double by, double px, double py) noexcept {
  // (ax - px)(by - py) - (ay - py)(bx - px), multiplied out; px py cancels.
  Expansion det;
  det.add_product(ax, by);
  det.add_product(-ax, py);
  det.add_product(-px, by);
  det.add_product(-ay, bx);
  det.add_product(ay, px);
  det.add_product(py, bx);
  return det.sign();
}

}  // namespace bailiwick::index
