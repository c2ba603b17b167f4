/// Writes a small city drawn by hand, every kind of layer in it, for the tests that open it in QGIS.
/// usage: hand_city FOLDER LANG
#include <bailiwick/layers/write.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace bailiwick;
using namespace bailiwick::layers;

// 3 x 2 districts of 0.02 x 0.015 degrees from here, near Xuchang
constexpr double kWest = 113.80, kSouth = 34.00, kWidth = 0.02, kHeight = 0.015;

void add_box(Polygons& polygons, double west, double south, double east, double north) {
  const double x[] = {west, east, east, west, west}, y[] = {south, south, north, north, south};
  for (int i = 0; i < 5; ++i) polygons.add_vertex(x[i], y[i]);
  polygons.end_ring();
  polygons.end_part();
  polygons.end_shape();
}

Layer named(const std::string& name, const std::string& style, const std::string& title, const std::string& group, GeometryKind geometry) {
  Layer layer;
  layer.name = name;
  layer.style = style;
  layer.title = title;
  layer.group = group;
  layer.geometry = geometry;
  return layer;
}

/// `split` x `split` zones in each of the six districts; the gap (a notch) is cut from the first.
Layer zones(const std::string& level, int split, const Words& words) {
  auto layer = named("zones_" + level, "zones", words("level." + level), words("group.zones"), GeometryKind::polygon);
  std::vector<std::string> id, name;
  std::vector<std::int64_t> count;
  std::vector<double> density;
  for (int row = 0; row < 2 * split; ++row) {
    for (int column = 0; column < 3 * split; ++column) {
      const double w = kWidth / split, h = kHeight / split;
      add_box(layer.polygons, kWest + column * w, kSouth + row * h, kWest + (column + 1) * w, kSouth + (row + 1) * h);
      const int n = row * 3 * split + column;
      id.push_back(level.substr(0, 1) + std::to_string(n + 1));
      static const char* const kNames[] = {"东城区", "West <End> & Co", "南关街道", "北海街道", "Riverside", "经济开发区"};
      name.push_back(split == 1 ? kNames[n % 6] : "");
      count.push_back(n % 7 * 30);
      density.push_back(static_cast<double>(n % 7 * 30) / (2.84 / split / split));
    }
  }
  auto names = text_column("name", name);
  if (split > 1) names.null.assign(id.size(), 1);
  layer.table.columns = {text_column("zone_id", id), names, integer_column("count", count), real_column("density_per_km2", density)};
  const double top = *std::max_element(density.begin(), density.end());
  layer.breaks = {top / 5, top * 2 / 5, top * 3 / 5, top * 4 / 5, top};
  return layer;
}

Layer findings(const std::string& stem, const std::vector<std::string>& kinds, double west, double south, const Words& words) {
  auto layer = named(stem + "_district", stem, stem, words("group.findings"), GeometryKind::polygon);
  std::vector<std::string> id;
  std::vector<std::int64_t> sliver, lawful, exempt;
  std::vector<double> area;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const double x = west + static_cast<double>(i) * 0.006;
    add_box(layer.polygons, x, south, x + (i == 1 ? 0.00002 : 0.003), south + 0.003);
    id.push_back(stem.substr(0, 1) + std::to_string(i + 1));
    sliver.push_back(i == 1);
    lawful.push_back(i == 2);
    exempt.push_back(0);
    area.push_back(277.0 * 333.0 * (i == 1 ? 0.01 : 1));
  }
  layer.table.columns = {text_column("id", id), text_column("kind", kinds), boolean_column("sliver", sliver), boolean_column("lawful", lawful),
                         boolean_column("exempt", exempt), real_column("area_m2", area)};
  return layer;
}

/// Cells of about 100 m whose class falls off from a hot and a cold centre.
Layer hotspots(const Words& words) {
  auto layer = named("hotspots", "hotspots", words("layer.hotspots"), words("group.hotspots"), GeometryKind::polygon);
  std::vector<std::string> id;
  std::vector<std::int64_t> bin;
  constexpr int kColumns = 54, kRows = 33;
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const double w = 3 * kWidth / kColumns, h = 2 * kHeight / kRows;
      add_box(layer.polygons, kWest + column * w, kSouth + row * h, kWest + (column + 1) * w, kSouth + (row + 1) * h);
      const double hot = std::hypot(column - 36, row - 20), cold = std::hypot(column - 12, row - 24);
      id.push_back(std::to_string(row) + "_" + std::to_string(column));
      bin.push_back(hot < 3 ? 3 : hot < 4.2 ? 2 : hot < 5.2 ? 1 : cold < 3 ? -3 : cold < 4.2 ? -2 : cold < 5.2 ? -1 : 0);
    }
  }
  layer.table.columns = {text_column("cell_id", id), integer_column("gi_bin", bin)};
  return layer;
}

Layer hotspot_areas(const Words& words) {
  auto layer = named("hotspot_areas", "hotspot_areas", words("layer.hotspot_areas"), words("group.hotspots"), GeometryKind::polygon);
  const double w = 3 * kWidth / 54, h = 2 * kHeight / 33;
  add_box(layer.polygons, kWest + 33 * w, kSouth + 17 * h, kWest + 40 * w, kSouth + 24 * h);
  layer.table.columns = {text_column("id", {"hot-1"}), text_column("name", {"Riverside 河畔"}), integer_column("rank", {1}),
                         integer_column("reports", {123})};
  return layer;
}

Layer points(const std::string& name, int n, const Words& words) {
  auto layer = named(name, name, words("layer." + name), words("group.reports"), GeometryKind::point);
  std::vector<std::string> id;
  std::vector<std::int64_t> time;
  for (int i = 0; i < n; ++i) {
    layer.x.push_back(kWest + 3 * kWidth * std::fmod(0.1 + i * 0.6180339887, 1.0));
    layer.y.push_back(name == "outside" ? kSouth - 0.0015 : kSouth + 2 * kHeight * std::fmod(i * 0.7548776662, 1.0));
    id.push_back(std::to_string(i));
    time.push_back(1'700'000'000'000 + i * 60'000);
  }
  layer.table.columns = {text_column("id", id), datetime_column("time", time)};
  return layer;
}

/// A hill of 3000 per km2 in the metric plane, 40 m cells; no reports in the south-west.
DensityGrid density() {
  DensityGrid grid;
  grid.lattice = {40, -46, -42, 140, 92};
  for (std::uint32_t row = 0; row < grid.lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < grid.lattice.columns; ++column) {
      const double d = std::hypot(grid.lattice.centre_x_m(column) - 1900, grid.lattice.centre_y_m(row) - 400) / 1200;
      grid.per_km2.push_back(d < 1 ? static_cast<float>(3000 * (1 - d * d) * (1 - d * d)) : 0.0F);
    }
  }
  for (std::uint32_t column = 0; column < 3; ++column) grid.per_km2[column] = DensityGrid::kOutside;
  return grid;
}

CrsInfo xuchang() {
  CrsInfo crs;
  crs.location_wkt = "EPSG:4490";
  crs.metric_wkt = "+proj=laea +lat_0=34 +lon_0=113.8 +ellps=GRS80 +units=m +no_defs +type=crs";
  crs.lonlat = true;
  return crs;
}

/// The bands of the density grid, on a flat earth: good to some metres over this city.
Layer bands(const std::vector<double>& breaks, const Words& words) {
  Planes planes;
  planes.from_metric = [](std::span<double> x, std::span<double> y) {
    for (auto& v : x) v = 113.8 + v / 92'384;
    for (auto& v : y) v = 34.0 + v / 110'922;
  };
  auto layer = density_bands(density(), breaks, planes);
  layer.title = words("layer.density_bands");
  layer.group = words("group.density");
  return layer;
}

void write_all(const std::string& folder, const std::string& lang) {
  const Words words(lang);
  OutputFolder out(folder, true);
  const std::vector<double> breaks{200, 500, 1000, 2000, 3000};
  const std::vector<Layer> layers{zones("district", 1, words),
                                  zones("block", 6, words),
                                  findings("gaps", {"enclosed", "inlet", "enclosed"}, 113.804, 34.002, words),
                                  findings("overlaps", {"overlap", "overlap", "duplicate"}, 113.824, 34.002, words),
                                  findings("children", {"outside_parent", "unfilled_parent", "tie"}, 113.842, 34.002, words),
                                  hotspots(words),
                                  hotspot_areas(words),
                                  points("reports", 400, words),
                                  points("outside", 5, words),
                                  bands(breaks, words)};
  const auto crs = xuchang();
  for (const auto& layer : layers) {
    put_geojson(out, "layers/" + layer.name + ".geojson", layer, crs);
    put_qml(out, "layers/" + layer.name + ".qml", layer, lang);
  }
  const auto grid = density();
  Raster raster = Raster::of(grid);
  raster.breaks = breaks;
  raster.file = "layers/density.tif";
  put_cog(out, raster.file, raster, crs);
  put_density_qml(out, "layers/density.qml", breaks, lang);
  put_geopackage(out, "city.gpkg", layers, crs, "Hand-drawn city 手绘城市", {raster}, lang);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    write_all(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
