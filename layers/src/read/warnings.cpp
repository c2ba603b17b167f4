#include "read/warnings.h"

#include "read/text.h"

#include <algorithm>
#include <filesystem>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kSafeDigits = 15;  // what a spreadsheet's double keeps

/// Longer than 15 digits, all digits after the fifteenth zero.
bool cut_to_double(const std::string& id) {
  if (id.size() <= kSafeDigits) return false;
  if (id.find_first_not_of("0123456789") != std::string::npos) return false;
  return id.find_first_not_of('0', kSafeDigits) == std::string::npos;
}

}  // namespace

std::string name_alone(const std::string& file) { return std::filesystem::path(file).filename().string(); }

void warn(std::vector<Warning>& warnings, const Warning& warning) {
  for (auto& known : warnings) {
    if (known.key == warning.key && known.values == warning.values) {
      known.count += warning.count;
      return;
    }
  }
  warnings.push_back(warning);
}

void warn_of_damaged_ids(std::vector<Warning>& warnings, const std::vector<std::string>& ids, const std::string& place,
                         const std::string& field) {
  const auto exponents = static_cast<std::uint64_t>(std::count_if(ids.begin(), ids.end(), [](const auto& id) { return looks_like_exponent(id); }));
  if (exponents > 0) {
    warn(warnings, Warning("spreadsheet_id.exponents", {{"place", place}, {"field", shown(field)}}, exponents));
  }
  const auto cut = static_cast<std::uint64_t>(std::count_if(ids.begin(), ids.end(), cut_to_double));
  const auto present = static_cast<std::uint64_t>(std::count_if(ids.begin(), ids.end(), [](const auto& id) { return !id.empty(); }));
  if (cut > 1 && cut == present) {
    warn(warnings, Warning("spreadsheet_id.zeros", {{"place", place}, {"field", shown(field)}}, cut));
  }
}

bool may_be_shifted(double west, double south, double east, double north) {
  const double lon = (west + east) / 2, lat = (south + north) / 2;
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;  // the public rectangle of the offset
}

void warn_of_unnamed_datum(std::vector<Warning>& warnings, const std::string& place, const std::string& option) {
  warn(warnings, Warning("datum_unnamed.file", {{"place", place}, {"option", option}}));
}

}  // namespace bailiwick::layers
