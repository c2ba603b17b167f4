/// The resolved settings of a run as JSON.
#pragma once

#include <bailiwick/layers/layers.h>

#include <nlohmann/json.hpp>

namespace bailiwick::layers {

using Json = nlohmann::ordered_json;

/// Every option in the words of the command line, guesses filled in; files without their folders. city.toml is what runs again.
[[nodiscard]] Json settings_json(const Results& results);

}  // namespace bailiwick::layers
