#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kLongest = 60;
constexpr std::string_view kForbidden = "/\\,=.:\"";

std::string fault_of(const std::string& name) {
  const bool bad = name.empty() || name.size() > kLongest || !is_utf8(name) || trimmed(name).size() != name.size() ||
                   std::any_of(name.begin(), name.end(), [](char c) {
                     return static_cast<unsigned char>(c) < ' ' || c == 0x7f || kForbidden.find(c) != std::string_view::npos;
                   });
  if (bad) return "a level's name is 1 to 60 bytes without / \\ , = . : \" and control characters, and without blanks at its ends";
  if (case_folded(name) == "unit") return "a level's name is another than 'unit', which names the columns of who answers";
  return {};
}

}  // namespace

void check_level_names(const Settings& settings, const std::string& place) {
  const auto refuse = [&](const std::string& what) { throw Error(ErrorCode::invalid_argument, place + ": " + what, {}, -1, "level"); };
  std::map<std::string, std::string> seen;
  for (const auto& zones : settings.zones) {
    if (const auto fault = fault_of(zones.level); !fault.empty()) refuse(fmt::format("{}; found '{}'", fault, shown(zones.level)));
    const auto [other, fresh] = seen.try_emplace(case_folded(zones.level), zones.level);
    if (!fresh && other->second != zones.level) {
      refuse(fmt::format("expected levels' names that differ by more than case, found '{}' and '{}'; their files and layers would be the same",
                         shown(other->second), shown(zones.level)));
    }
  }
}

}  // namespace bailiwick::layers
