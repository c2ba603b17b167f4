#include "layer/class_limits.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

double rounded_up(double v) {
  const double unit = std::pow(10.0, std::floor(std::log10(v)) - 1);
  return std::ceil(v / unit - 1e-9) * unit;
}

}  // namespace

std::vector<double> class_limits(std::vector<double> values, unsigned classes) {
  std::erase_if(values, [](double v) { return !(v > 0) || std::isinf(v); });
  std::vector<double> limits;
  if (values.empty()) return limits;
  std::sort(values.begin(), values.end());
  const double top = values.back();
  for (unsigned c = 1; c < classes; ++c) {
    const double limit = rounded_up(values[(values.size() - 1) * c / classes]);
    if (limit < top && (limits.empty() || limit > limits.back())) limits.push_back(limit);
  }
  limits.push_back(top);
  return limits;
}

}  // namespace bailiwick::layers
