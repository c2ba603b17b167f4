/// Small levels drawn by hand for the tests of the project room.
#pragma once

#include <bailiwick/layers/project.h>

#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::layers {

using Ring = std::vector<std::pair<double, double>>;

inline Ring rectangle(double west, double south, double east, double north) {
  return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

/// A level as the reader hands it over: one polygon per row, ids A, B, C ...
inline RawZones drawn(const std::string& level, const std::string& crs, const std::vector<Ring>& rings) {
  RawZones zones;
  zones.source.level = level;
  zones.source.file = level + ".geojson";
  zones.crs_label = crs;
  char id = 'A';
  for (const auto& ring : rings) {
    zones.input.rows.push_back({std::string(1, id++), {}, {}, {}, {}, {}, std::numeric_limits<double>::quiet_NaN()});
    zones.fid.push_back(static_cast<std::int64_t>(zones.fid.size()));
    for (const auto& [x, y] : ring) zones.input.shapes.add_vertex(x, y);
    zones.input.shapes.end_ring();
    zones.input.shapes.end_part();
    zones.input.shapes.end_shape();
  }
  zones.features = rings.size();
  return zones;
}

inline RawReports at(const std::string& x_name, const std::string& y_name, const std::vector<std::pair<double, double>>& places) {
  RawReports reports;
  reports.files = {"reports.csv"};
  reports.fields.x = x_name;
  reports.fields.y = y_name;
  for (const auto& [x, y] : places) {
    reports.x.push_back(x);
    reports.y.push_back(y);
    reports.file.push_back(0);
    reports.row.push_back(static_cast<std::int64_t>(reports.x.size()) + 1);
  }
  reports.rows = places.size();
  return reports;
}

}  // namespace bailiwick::layers
