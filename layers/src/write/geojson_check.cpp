#include "write/geojson_check.h"

#include "write/temporary.h"

#include <fmt/format.h>
#include <fstream>
#include <simdjson.h>
#include <string>
#include <string_view>

namespace bailiwick::layers::write {
namespace {

/// One whole feature object, read to its end.
bool is_feature(simdjson::dom::parser& parser, std::string_view line) {
  simdjson::dom::element feature;
  std::string_view type;
  if (parser.parse(line).get(feature) != simdjson::SUCCESS) return false;
  if (feature["type"].get(type) != simdjson::SUCCESS || type != "Feature") return false;
  return feature["properties"].error() == simdjson::SUCCESS && feature["geometry"].error() == simdjson::SUCCESS;
}

}  // namespace

void check_geojson(const std::filesystem::path& path, std::uint64_t features, const Context& context) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  bool sound = static_cast<bool>(std::getline(in, line)) && line.starts_with(R"({"type":"FeatureCollection",)") && line.ends_with(R"("features":[)");
  std::uint64_t found = 0;
  bool closed = false;
  simdjson::dom::parser parser;
  while (sound && std::getline(in, line)) {
    if (line == "]}") {
      closed = true;
      break;
    }
    const bool last = found + 1 == features;
    if (!last && !line.ends_with(',')) break;
    if (!last) line.pop_back();
    if (!is_feature(parser, line)) break;
    if (++found % 4096 == 0) context.check();
  }
  sound = sound && closed && in.peek() == std::ifstream::traits_type::eof() && found == features;
  if (sound) return;
  const auto name = shown(path);
  throw Error(ErrorCode::unwritable_file, fmt::format("{}: expected {} features when reading back, found {}", name, features, found), name);
}

}  // namespace bailiwick::layers::write
