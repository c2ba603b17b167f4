/// The words of option values: distances with units, LEVEL=FILE, FIELD=VALUE, district/block.
#pragma once

#include <bailiwick/layers/settings.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace bailiwick::cli {

/// A command line that cannot be meant: exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// "500m", "1.5km", "800" in metres. Throws UsageError naming the option.
[[nodiscard]] double metres(const std::string& option, const std::string& text);
/// A finite number, nothing left over.
[[nodiscard]] double number(const std::string& option, const std::string& text);
/// A number from 1 to `most`; what lies behind the point is cut.
[[nodiscard]] std::uint64_t whole(const std::string& option, const std::string& text, std::uint64_t most);
/// As metres(), but not 0.
[[nodiscard]] double length(const std::string& option, const std::string& text);
/// "0.05" or "5%".
[[nodiscard]] double share(const std::string& option, const std::string& text);

/// "a,b,c" without empty parts.
[[nodiscard]] std::vector<std::string> list(const std::string& text, char separator);

/// The level of that name; made when `add` and absent. Throws UsageError for a name that cannot be a level's, or that no --zones gives.
layers::ZoneSource& level_of(layers::Settings& settings, const std::string& name, const std::string& option, bool add = false);

/// --zones LEVEL=FILE
void add_zones(layers::Settings& settings, const std::string& text);
/// --zone-option LEVEL.KEY=VALUE
void set_zone_option(layers::Settings& settings, const std::string& text);
/// --nest district/subdistrict/block
void set_nest(layers::Settings& settings, const std::string& text);
/// --across road,site
void set_across(layers::Settings& settings, const std::string& text);
/// --neighbours queen, rook, band, band:500m, nearest, nearest:8
void set_neighbours(layers::Settings& settings, const std::string& text);
/// --by category
/// "period" or FIELD=VALUE.
void set_risk(layers::Settings& settings, const std::string& text);
[[nodiscard]] BandwidthRule bandwidth_rule(const std::string& option, const std::string& text);
void set_by(layers::Settings& settings, const std::string& text);
/// --where FIELD=VALUE
void add_filter(layers::Settings& settings, const std::string& option, const std::string& text, bool negate);

}  // namespace bailiwick::cli
