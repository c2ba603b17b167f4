#include "read/geojson_check.h"

#include <bailiwick/error.h>

#include "read/text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace bailiwick::layers {
namespace {

namespace sj = simdjson::ondemand;
using simdjson::error_code;
using simdjson::simdjson_error;

/// How deep brackets nest, strings left out. One pass, no recursion.
int nesting(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

std::string kind_of(sj::value& value) {
  switch (sj::json_type(value.type())) {
    case sj::json_type::null: return "null";
    case sj::json_type::number: return "a number";
    case sj::json_type::string: return "a text";
    case sj::json_type::boolean: return "a boolean";
    case sj::json_type::array: return "an array";
    default: return "an object";
  }
}

std::string trimmed_token(sj::value& value) {
  std::string_view token = value.raw_json_token();
  return shown(trimmed(token), 24);
}

using First = std::optional<std::pair<double, double>>;

/// One number of a position; a fault, or an empty text.
std::string check_number(sj::value value, double& number) {
  if (value.get_double().get(number) == error_code::SUCCESS) {
    return std::isfinite(number) ? std::string{} : "a coordinate is not finite";
  }
  const auto token = trimmed_token(value);  // a value that was refused is still there to be looked at
  if (!token.empty() && token.front() == '"') return "a coordinate is text";
  const bool digits = !token.empty() && (token.front() == '-' || (token.front() >= '0' && token.front() <= '9')) &&
                      token.find_first_not_of("0123456789+-.eE") == std::string::npos;
  return digits ? "a coordinate is not finite" : "a coordinate is not a number";
}

/// Coordinates nested `levels` arrays above a position.
std::string check_coordinates(sj::value value, int levels, First& first) {
  sj::array items;
  if (value.get_array().get(items) != error_code::SUCCESS) {
    return levels == 0 ? "a position is not an array" : "coordinates are nested too shallowly";
  }
  int count = 0;
  std::string fault;
  double number[3] = {};
  for (auto item : items) {
    sj::value inner = item.value();
    auto found = levels == 0 ? check_number(inner, number[std::min(count, 2)]) : check_coordinates(inner, levels - 1, first);
    ++count;
    if (fault.empty()) fault = std::move(found);
  }
  if (levels == 0 && count >= 2 && fault.empty() && !first) first.emplace(number[0], number[1]);
  if (levels == 0 && count < 2 && fault.empty()) fault = "a position has fewer than two numbers";
  return fault;
}

int levels_of(std::string_view type) {
  if (type == "Point") return 0;
  if (type == "MultiPoint" || type == "LineString") return 1;
  if (type == "MultiLineString" || type == "Polygon") return 2;
  return type == "MultiPolygon" ? 3 : -1;
}

std::string check_geometry(sj::value value, First& first);

std::string check_geometry_object(sj::object object, First& first) {
  std::string_view type;
  if (object["type"].get_string().get(type) != error_code::SUCCESS) return "the geometry has no type";
  const std::string name(type);
  if (name == "GeometryCollection") {
    std::string fault;
    sj::array geometries;
    if (object["geometries"].get_array().get(geometries) != error_code::SUCCESS) return "the collection has no geometries";
    for (auto item : geometries) {
      auto found = check_geometry(item.value(), first);
      if (fault.empty()) fault = std::move(found);
    }
    return fault;
  }
  const int levels = levels_of(name);
  if (levels < 0) return "geometry type '" + shown(name, 24) + "' is unknown";
  sj::value coordinates;
  if (object["coordinates"].get(coordinates) != error_code::SUCCESS) return "the geometry has no coordinates";
  return check_coordinates(coordinates, levels, first);
}

std::string check_geometry(sj::value value, First& first) {
  if (value.is_null()) return {};  // GDAL delivers a feature without geometry, and says so itself
  sj::object object;
  if (value.get_object().get(object) != error_code::SUCCESS) return "the geometry is not an object";
  return check_geometry_object(object, first);
}

GeoJsonMember check_member(sj::value value, std::size_t index) {
  GeoJsonMember member;
  sj::object object;
  if (value.get_object().get(object) != error_code::SUCCESS) {
    member.fault = fmt::format("member {} of features is {}, not a feature", index, kind_of(value));
    return member;
  }
  member.feature = true;
  sj::value geometry;
  if (object["geometry"].get(geometry) != error_code::SUCCESS) return member;
  member.fault = check_geometry(geometry, member.first);
  return member;
}

/// The text, each time from its beginning. rewind() of a document that met an error reads a null pointer (simdjson 3.0), so every question starts anew.
class Text {
 public:
  Text(sj::parser& parser, std::string& text) : parser_(parser), text_(text) {}
  [[nodiscard]] sj::document begin() const { return parser_.iterate(text_.data(), text_.size(), text_.capacity()).value(); }
  [[nodiscard]] bool is_object() const {
    const auto first = text_.find_first_not_of(" \t\r\n");
    return first != std::string::npos && text_[first] == '{';
  }

 private:
  sj::parser& parser_;
  std::string& text_;
};

std::string top_type(const Text& text, const std::string& shown_name) {
  auto document = text.begin();
  std::string_view type;
  const auto status = document["type"].get_string().get(type);
  if (status == error_code::SUCCESS) return std::string(type);
  std::string found = "JSON without a type";
  if (!text.is_object()) found = "a text that is no JSON object";
  if (text.is_object() && status == error_code::INCOMPLETE_ARRAY_OR_OBJECT) found = "JSON that ends too early; was the file saved whole?";
  throw Error(ErrorCode::unreadable_file, shown_name + ": expected GeoJSON, found " + found, shown_name);
}

void look_for_crs(const Text& text, GeoJsonCheck& check) {
  auto document = text.begin();
  sj::value crs;
  const auto status = document["crs"].get(crs);
  if (status == error_code::NO_SUCH_FIELD) return;
  if (status != error_code::SUCCESS) throw simdjson_error(status);
  check.has_crs = true;
  check.null_crs = crs.is_null();
  auto again = text.begin();
  std::string_view name;
  if (!check.null_crs && again["crs"]["properties"]["name"].get_string().get(name) == error_code::SUCCESS) check.crs_name = name;
}

void check_top(const Text& text, const std::string& shown_name, GeoJsonCheck& check) {
  const auto type = top_type(text, shown_name);
  look_for_crs(text, check);
  auto document = text.begin();
  if (type == "FeatureCollection") {
    check.collection = true;
    sj::array features;
    if (document["features"].get_array().get(features) != error_code::SUCCESS) {
      throw Error(ErrorCode::unreadable_file, shown_name + ": expected an array 'features', found none", shown_name);
    }
    for (auto item : features) check.members.push_back(check_member(item.value(), check.members.size()));
    return;
  }
  if (type == "Feature") {
    sj::value geometry;
    GeoJsonMember member{true, {}, {}};
    if (document["geometry"].get(geometry) == error_code::SUCCESS) member.fault = check_geometry(geometry, member.first);
    check.members.push_back(std::move(member));
    return;
  }
  if (type != "GeometryCollection" && levels_of(type) < 0) {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}: expected GeoJSON, found JSON of type '{}'", shown_name, shown(type, 40)), shown_name);
  }
  GeoJsonMember member{true, {}, {}};
  member.fault = check_geometry_object(document.get_object().value(), member.first);
  check.members.push_back(std::move(member));
}

}  // namespace

GeoJsonCheck check_geojson(std::string& text, const std::string& shown_name, int depth) {
  if (const int found = nesting(text); found > depth) {
    throw Error(ErrorCode::limit_exceeded, fmt::format("{}: expected JSON nested at most {} deep, found {}", shown_name, depth, found), shown_name);
  }
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  sj::parser parser;
  GeoJsonCheck check;
  try {
    check_top(Text(parser, text), shown_name, check);
  } catch (const simdjson_error& e) {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}: expected GeoJSON, found damaged JSON ({})", shown_name, e.what()), shown_name);
  }
  return check;
}

std::optional<std::vector<std::size_t>> match_members(const std::vector<GeoJsonMember>& members,
                                                      const std::vector<std::optional<std::pair<double, double>>>& firsts) {
  const auto objects = std::count_if(members.begin(), members.end(), [](const auto& member) { return member.feature; });
  const bool none_dropped = static_cast<std::size_t>(objects) == firsts.size();
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < members.size() && which.size() < firsts.size(); ++i) {
    if (!members[i].feature) continue;
    const auto& first = firsts[which.size()];
    const bool unusable = !first && !members[i].fault.empty();  // what cannot be used is delivered without a shape
    if (none_dropped || unusable || members[i].first == first) which.push_back(i);
  }
  if (which.size() < firsts.size()) return {};
  return which;
}

}  // namespace bailiwick::layers
