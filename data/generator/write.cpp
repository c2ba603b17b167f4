#include "write.h"

#include <iconv.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace generator {
namespace {

void append_ring(std::string& text, const Ring& ring, int decimals) {
  text += '[';
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const Place& place = ring[i % ring.size()];
    if (i > 0) text += ',';
    text += '[';
    text += degrees_text(place.lon, decimals);
    text += ',';
    text += degrees_text(place.lat, decimals);
    text += ']';
  }
  text += ']';
}

void append_polygon(std::string& text, const Polygon& polygon, int decimals) {
  text += '[';
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    if (i > 0) text += ',';
    append_ring(text, polygon[i], decimals);
  }
  text += ']';
}

void append_geometry(std::string& text, const std::vector<Polygon>& parts, int decimals) {
  const bool multi = parts.size() > 1;
  text += multi ? "{\"type\":\"MultiPolygon\",\"coordinates\":[" : "{\"type\":\"Polygon\",\"coordinates\":";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += ',';
    append_polygon(text, parts[i], decimals);
  }
  text += multi ? "]}" : "}";
}

}  // namespace

std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string degrees_text(std::int64_t quanta, int decimals) {
  const std::string digits = padded(static_cast<std::uint64_t>(quanta < 0 ? -quanta : quanta), 10);
  const std::size_t whole = digits.size() - 9;
  return std::string(quanta < 0 ? "-" : "") + digits.substr(0, whole) + '.' + digits.substr(whole, static_cast<std::size_t>(decimals));
}

std::string fixed_text(long double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*Lf", decimals, value);
  return text.data();
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string geojson(const std::vector<Feature>& features, int decimals) {
  std::string text =
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4490\"}},\"features\":[\n";
  for (std::size_t i = 0; i < features.size(); ++i) {
    text += "{\"type\":\"Feature\",\"properties\":{";
    const auto& properties = features[i].properties;
    for (std::size_t k = 0; k < properties.size(); ++k) {
      if (k > 0) text += ',';
      text += quoted(properties[k].first) + ':' + properties[k].second;
    }
    text += "},\"geometry\":";
    append_geometry(text, features[i].parts, decimals);
    text += i + 1 < features.size() ? "},\n" : "}\n";
  }
  return text + "]}\n";
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string gb18030(const std::string& utf8) {
  iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("iconv knows no GB18030");
  std::string result(utf8.size() * 2 + 16, '\0'), source = utf8;
  char *in = source.data(), *out = result.data();
  std::size_t in_left = source.size(), out_left = result.size();
  const bool failed = iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (failed) throw std::runtime_error("a text has no GB18030 form");
  result.resize(result.size() - out_left);
  return result;
}

void write_file(const std::string& folder, const std::string& name, const std::string& bytes) {
  const std::string path = folder + "/" + name;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

}  // namespace generator
