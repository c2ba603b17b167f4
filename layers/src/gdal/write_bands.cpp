#include "gdal/gdal_drivers.h"
#include "gdal/gdal_errors.h"
#include "gdal/gdal_handles.h"
#include "gdal/write_density.h"

#include <bailiwick/layers/write.h>

#include <gdal_alg.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::layers {
namespace {

using gdal::Dataset;
using gdal::Feature;

/// Where the lowest band begins: a line at zero itself would run through all the flat ground.
double lowest_level(const std::vector<double>& limits) { return limits.front() * 1e-3; }

/// GDAL's contours between the levels, as multipolygons in the metric plane, with fields from and to.
Dataset contours(GDALDataset& raster, const std::vector<double>& levels) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("Memory");
  Dataset out(driver == nullptr ? nullptr : driver->Create("", 0, 0, 0, GDT_Unknown, nullptr));
  OGRLayer* layer = out ? out->CreateLayer("bands", nullptr, wkbMultiPolygon, nullptr) : nullptr;
  if (layer == nullptr) throw Error(ErrorCode::unsupported, "this GDAL has no vector layers in memory");
  OGRFieldDefn from("from", OFTReal), to("to", OFTReal);
  layer->CreateField(&from);
  layer->CreateField(&to);
  std::string list;
  for (const double level : levels) list += fmt::format("{}{}", list.empty() ? "" : ",", level);
  CPLStringList options;
  options.SetNameValue("FIXED_LEVELS", list.c_str());
  options.SetNameValue("POLYGONIZE", "YES");
  options.SetNameValue("ELEV_FIELD_MIN", "0");
  options.SetNameValue("ELEV_FIELD_MAX", "1");
  options.SetNameValue("NODATA", fmt::format("{}", DensityGrid::kOutside).c_str());
  const gdal::ErrorCollector errors;
  if (GDALContourGenerateEx(raster.GetRasterBand(1), OGRLayer::ToHandle(layer), options.List(), nullptr, nullptr) != CE_None) {
    errors.throw_if_failed(ErrorCode::internal, "density bands");
    throw Error(ErrorCode::internal, "density bands: GDAL could not draw them and did not say why");
  }
  return out;
}

/// Adds the rings of a band and returns its area in the metric plane, in m2.
double append_shape(Polygons& polygons, const OGRMultiPolygon& shape) {
  double area = 0;
  for (const auto* part : shape) {
    for (const auto* ring : *part) {
      if (ring->getNumPoints() < 4) continue;
      for (int i = 0; i < ring->getNumPoints(); ++i) polygons.add_vertex(ring->getX(i), ring->getY(i));
      polygons.end_ring();
    }
    if (polygons.ring_offsets.size() - 1 > polygons.part_offsets.back()) polygons.end_part();
    area += part->get_Area();
  }
  polygons.end_shape();
  return area;
}

struct Band {
  double from = 0, to = 0;
  Feature feature;
};

/// The bands that lie between two of our limits, lowest first; what lies below the lowest level is no band.
std::vector<Band> bands_of(OGRLayer& layer, const std::vector<double>& limits) {
  std::vector<Band> bands;
  const double start = lowest_level(limits);
  while (auto* raw = layer.GetNextFeature()) {
    Feature feature(raw);
    const double middle = (feature->GetFieldAsDouble("from") + feature->GetFieldAsDouble("to")) / 2;
    if (!(middle > start) || feature->GetGeometryRef() == nullptr) continue;
    const auto above = std::lower_bound(limits.begin(), limits.end(), middle);
    const auto at = std::min<std::ptrdiff_t>(above - limits.begin(), std::ssize(limits) - 1);
    const auto k = static_cast<std::size_t>(at);
    bands.push_back({k == 0 ? 0 : limits[k - 1], limits[k], std::move(feature)});
  }
  std::stable_sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.from < b.from; });
  return bands;
}

}  // namespace

Layer density_bands(const DensityGrid& grid, const std::vector<double>& breaks, const Planes& planes) {
  Layer layer;
  layer.name = layer.style = "density_bands";
  layer.geometry = GeometryKind::polygon;
  layer.breaks = breaks;
  std::vector<double> limits = breaks;
  std::erase_if(limits, [](double limit) { return !(limit > 0); });
  std::vector<double> from, to, area_km2;
  if (!limits.empty() && grid.lattice.columns > 1 && grid.lattice.rows > 1) {
    gdal::register_drivers();
    std::vector<double> levels{lowest_level(limits)};
    levels.insert(levels.end(), limits.begin(), limits.end() - 1);  // the last limit is the maximum: above it there is nothing
    const auto raster = gdal::raster_in_memory(Raster::of(grid), {});
    const auto drawn = contours(*raster, levels);
    for (const auto& band : bands_of(*drawn->GetLayer(0), limits)) {
      from.push_back(band.from);
      to.push_back(band.to);
      area_km2.push_back(append_shape(layer.polygons, *band.feature->GetGeometryRef()->toMultiPolygon()) / 1e6);
    }
    if (planes.from_metric) planes.from_metric(layer.polygons.x, layer.polygons.y);
  }
  layer.table.columns = {real_column("from_per_km2", std::move(from)), real_column("to_per_km2", std::move(to)),
                         real_column("area_km2", std::move(area_km2))};
  return layer;
}

}  // namespace bailiwick::layers
