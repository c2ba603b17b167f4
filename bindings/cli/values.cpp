#include "values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <utility>

namespace bailiwick::cli {
namespace {

/// The number at the beginning of `text`, and what follows it.
std::pair<double, std::string_view> leading_number(const std::string& option, const std::string& text) {
  double value = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || !std::isfinite(value)) throw UsageError(fmt::format("{}: expected a number, found '{}'", option, text));
  return {value, {parsed.ptr, static_cast<std::size_t>(end - parsed.ptr)}};
}

std::pair<std::string, std::string> split(const std::string& option, const std::string& text, char separator, const std::string& form) {
  const auto at = text.find(separator);
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    throw UsageError(fmt::format("{}: expected {}, found '{}'", option, form, text));
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

Role role_of(const std::string& option, const std::string& text) {
  if (text == "partition") return Role::partition;
  if (text == "across") return Role::across;
  throw UsageError(fmt::format("{}: expected partition or across, found '{}'", option, text));
}

}  // namespace

double number(const std::string& option, const std::string& text) {
  const auto [value, rest] = leading_number(option, text);
  if (!rest.empty()) throw UsageError(fmt::format("{}: expected a number, found '{}'", option, text));
  return value;
}

std::uint64_t whole(const std::string& option, const std::string& text, std::uint64_t most) {
  const double value = number(option, text);
  if (!(value >= 1 && value <= static_cast<double>(most))) throw UsageError(fmt::format("{}: expected 1 to {}, found '{}'", option, most, text));
  return static_cast<std::uint64_t>(value);
}

double metres(const std::string& option, const std::string& text) {
  const auto [value, rest] = leading_number(option, text);
  const double unit = rest.empty() || rest == "m" ? 1 : rest == "km" ? 1000 : rest == "cm" ? 0.01 : 0;
  if (unit == 0) throw UsageError(fmt::format("{}: expected a distance such as 500m or 1.5km, found '{}'", option, text));
  if (value < 0) throw UsageError(fmt::format("{}: expected a distance of at least 0, found '{}'", option, text));
  if (!std::isfinite(value * unit)) throw UsageError(fmt::format("{}: expected a distance on Earth, found '{}'", option, text));
  return value * unit;
}

double length(const std::string& option, const std::string& text) {
  const double value = metres(option, text);
  if (!(value > 0)) throw UsageError(fmt::format("{}: expected a positive length, found '{}'", option, text));
  return value;
}

double share(const std::string& option, const std::string& text) {
  const auto [value, rest] = leading_number(option, text);
  const double result = rest == "%" ? value / 100 : value;
  if ((!rest.empty() && rest != "%") || result < 0 || result > 1) {
    throw UsageError(fmt::format("{}: expected a share such as 0.05 or 5%, found '{}'", option, text));
  }
  return result;
}

std::vector<std::string> list(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

layers::ZoneSource& level_of(layers::Settings& settings, const std::string& name, const std::string& option, bool add) {
  const auto found = std::find_if(settings.zones.begin(), settings.zones.end(), [&](const auto& zones) { return zones.level == name; });
  if (found != settings.zones.end()) return *found;
  if (!add) throw UsageError(fmt::format("{}: no level is called '{}'; name it with --zones {}=FILE", option, name, name));
  auto& made = settings.zones.emplace_back();
  made.level = name;
  return made;
}

void add_zones(layers::Settings& settings, const std::string& text) {
  const auto [name, file] = split("--zones", text, '=', "LEVEL=FILE");
  level_of(settings, name, "--zones", true).file = file;
}

void set_zone_option(layers::Settings& settings, const std::string& text) {
  const std::string form = "LEVEL.KEY=VALUE";
  const auto [place, value] = split("--zone-option", text, '=', form);
  const auto [name, key] = split("--zone-option", place, '.', form);
  auto& zones = level_of(settings, name, "--zone-option");
  using Field = std::string layers::ZoneSource::*;
  static const std::array<std::pair<const char*, Field>, 13> kFields{{{"layer", &layers::ZoneSource::layer},
                                                                      {"id", &layers::ZoneSource::id},
                                                                      {"unit", &layers::ZoneSource::unit},
                                                                      {"unit_name", &layers::ZoneSource::unit_name},
                                                                      {"person", &layers::ZoneSource::person},
                                                                      {"name", &layers::ZoneSource::name},
                                                                      {"parent", &layers::ZoneSource::parent},
                                                                      {"priority", &layers::ZoneSource::priority},
                                                                      {"in", &layers::ZoneSource::parent_level},
                                                                      {"width", &layers::ZoneSource::width},
                                                                      {"crs", &layers::ZoneSource::crs},
                                                                      {"datum", &layers::ZoneSource::datum},
                                                                      {"encoding", &layers::ZoneSource::encoding}}};
  for (const auto& [word, field] : kFields) {
    if (key == word) {
      zones.*field = value;
      return;
    }
  }
  if (key == "role") {
    zones.role = role_of("--zone-option " + place, value);
    return;
  }
  throw UsageError(fmt::format("--zone-option: expected a key of layer id unit unit_name person name parent priority role in width crs datum "
                               "encoding, found '{}'",
                               key));
}

void set_nest(layers::Settings& settings, const std::string& text) {
  const auto names = list(text, '/');
  if (names.size() < 2) throw UsageError(fmt::format("--nest: expected levels from the top down such as district/block, found '{}'", text));
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto& zones = level_of(settings, names[i], "--nest");
    if (i > 0) zones.parent_level = names[i - 1];
  }
}

void set_across(layers::Settings& settings, const std::string& text) {
  for (const auto& name : list(text, ',')) level_of(settings, name, "--across").role = Role::across;
}

void set_neighbours(layers::Settings& settings, const std::string& text) {
  constexpr std::uint64_t kNearest = 8;
  settings.band_m = -1;
  settings.nearest = 0;
  const auto colon = text.find(':');
  const auto word = text.substr(0, colon);
  const auto rest = colon == std::string::npos ? std::string() : text.substr(colon + 1);
  const bool plain = colon == std::string::npos;
  if (plain && (word == "queen" || word == "rook")) {
    settings.neighbours = word == "queen" ? Neighbours::queen : Neighbours::rook;
  } else if (word == "band") {
    settings.band_m = plain ? 0 : length("--neighbours band", rest);
  } else if (word == "nearest") {
    settings.nearest = plain ? kNearest : whole("--neighbours nearest", rest, 1'000'000);
  } else {
    throw UsageError(fmt::format("--neighbours: expected queen, rook, band, band:500m or nearest:8, found '{}'", text));
  }
}

void set_by(layers::Settings& settings, const std::string& text) {
  if (text != "category") throw UsageError(fmt::format("--by: expected category, found '{}'", text));
  settings.by_category = true;
}

void set_risk(layers::Settings& settings, const std::string& text) {
  const auto at = text.find('=');
  if (text != "period" && (at == std::string::npos || at == 0)) throw UsageError(fmt::format("--risk: expected FIELD=VALUE or period, found '{}'", text));
  settings.risk = text;
}

BandwidthRule bandwidth_rule(const std::string& option, const std::string& text) {
  for (const auto rule : {BandwidthRule::arcgis, BandwidthRule::silverman, BandwidthRule::scott, BandwidthRule::likelihood}) {
    if (text == code(rule)) return rule;
  }
  throw UsageError(fmt::format("{}: expected a distance such as 500m, or auto:arcgis, auto:silverman, auto:scott or auto:likelihood, found 'auto:{}'", option, text));
}

void add_filter(layers::Settings& settings, const std::string& option, const std::string& text, bool negate) {
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0) throw UsageError(fmt::format("{}: expected FIELD=VALUE, found '{}'", option, text));
  settings.where.push_back({text.substr(0, at), text.substr(at + 1), negate});
}

}  // namespace bailiwick::cli
