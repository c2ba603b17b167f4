#include "read/warnings.h"

#include "read/text.h"

#include <filesystem>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kSafeDigits = 15;  // what a spreadsheet's double keeps

constexpr unsigned kPresent = 1, kExponent = 2, kCut = 4;

/// Longer than 15 digits, all digits after the fifteenth zero.
bool cut_to_double(std::string_view id) {
  if (id.size() <= kSafeDigits) return false;
  if (id.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return id.find_first_not_of('0', kSafeDigits) == std::string_view::npos;
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

std::uint8_t IdDamage::look(std::string_view id) {
  return static_cast<std::uint8_t>((id.empty() ? 0U : kPresent) | (looks_like_exponent(id) ? kExponent : 0U) | (cut_to_double(id) ? kCut : 0U));
}

void IdDamage::add(std::uint8_t look) {
  present += (look & kPresent) != 0 ? 1 : 0;
  exponents += (look & kExponent) != 0 ? 1 : 0;
  cut += (look & kCut) != 0 ? 1 : 0;
}

void warn_of_damaged_ids(std::vector<Warning>& warnings, const IdDamage& damage, const std::string& place, const std::string& field) {
  if (damage.exponents > 0) {
    warn(warnings, Warning("spreadsheet_id.exponents", {{"place", place}, {"field", shown(field)}}, damage.exponents));
  }
  if (damage.cut > 1 && damage.cut == damage.present) {
    warn(warnings, Warning("spreadsheet_id.zeros", {{"place", place}, {"field", shown(field)}}, damage.cut));
  }
}

void warn_of_damaged_ids(std::vector<Warning>& warnings, const std::vector<std::string>& ids, const std::string& place, const std::string& field) {
  IdDamage damage;
  for (const auto& id : ids) damage.add(IdDamage::look(id));
  warn_of_damaged_ids(warnings, damage, place, field);
}

bool may_be_shifted(double west, double south, double east, double north) {
  const double lon = (west + east) / 2, lat = (south + north) / 2;
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;  // the public rectangle of the offset
}

void warn_of_unnamed_datum(std::vector<Warning>& warnings, const std::string& place, const std::string& option) {
  warn(warnings, Warning("datum_unnamed.file", {{"place", place}, {"option", option}}));
}

}  // namespace bailiwick::layers
