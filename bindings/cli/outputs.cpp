#include "outputs.h"

#include "audit_outputs.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/slices.h>

#include <fmt/format.h>

#include <filesystem>
#include <limits>

namespace bailiwick::cli {
namespace {

constexpr const char* kNearFile = "near.csv";

using layers::Layer;
using layers::OutputFolder;

/// Finding and zone layers of every level, then the city's own, from the ground up.
std::vector<Layer> layers_of(const Run& run, const Parts& parts, const layers::Words& words) {
  const auto results = run.results();
  std::vector<Layer> all;
  const auto levels = static_cast<std::uint32_t>(run.city.zones.levels.size());
  for (std::uint32_t l = 0; parts.zones && l < levels; ++l) all.push_back(layers::zones_layer(results, l, words));
  for (std::uint32_t l = 0; parts.coverage && l < levels; ++l) {
    const auto& level = run.city.zones.levels[l];
    if (level.role != Role::partition) continue;
    all.push_back(layers::findings_layer(results, run.coverage.gaps, l, "gaps_" + level.name, words));
    all.push_back(layers::findings_layer(results, run.coverage.overlaps, l, "overlaps_" + level.name, words));
    if (level.parent) all.push_back(layers::findings_layer(results, run.coverage.children, l, "children_" + level.name, words));
  }
  if (parts.audit) add_audit_layers(all, run, words);
  if (parts.density && run.density.lattice.size() > 0) {
    all.push_back(layers::density_bands_layer(results));
    if (!run.settings.weight.empty()) all.back().title = words.filled("layer.density_bands_weighed", {{"weight", run.settings.weight}});
  }
  if (parts.hotspots && run.lattice.size() > 0) {
    all.push_back(layers::hotspots_layer(results, words));
    all.push_back(layers::hotspot_areas_layer(results, words));
  }
  if (parts.hotspots && run.zones) {
    all.push_back(layers::zone_hotspots_layer(results, words));
    all.push_back(layers::hotspot_areas_layer(results, words));
  }
  if (parts.hotspots && run.emerging) all.push_back(layers::emerging_layer(results, words));
  if (parts.clusters && run.clusters) all.push_back(layers::clusters_layer(results, words));
  if (parts.reports && run.located.size() > 0) {
    all.push_back(layers::reports_layer(results, words));
    all.push_back(layers::outside_layer(results, words));
  }
  return all;
}

void put_layers(OutputFolder& folder, const Run& run, const std::vector<Layer>& all) {
  if (run.city.local) return;  // GeoJSON is longitude and latitude; the GeoPackage holds every layer
  std::size_t done = 0;
  for (const auto& layer : all) {
    run.context.check();
    run.context.report("write", static_cast<double>(done++) / static_cast<double>(2 * all.size()));
    const bool bands = layer.style == "density_bands";  // beside density.tif, and styled by the same density.qml
    const auto stem = "layers/" + (bands ? "density" : layer.name);
    layers::put_geojson(folder, stem + ".geojson", layer, run.crs(), run.context);
    if (!bands) layers::put_qml(folder, stem + ".qml", layer, run.settings.lang);
  }
}

/// The density as a raster: one band, or one for each category and period.
layers::Raster density_raster(const Run& run) {
  auto raster = layers::Raster::of(run.density);
  raster.breaks = run.density_breaks;
  raster.weight = run.settings.weight;
  raster.file = "layers/density.tif";
  if (!run.surfaces || run.surfaces->surfaces.empty()) return raster;
  const auto results = run.results();
  raster.bands.clear();
  raster.newest_first = run.surfaces->over_time;
  for (const auto& one : run.surfaces->surfaces) raster.bands.push_back({&one.grid, layers::surface_name(results, one)});
  return raster;
}

std::vector<layers::Raster> put_density(OutputFolder& folder, const Run& run, const Parts& parts) {
  std::vector<layers::Raster> rasters;
  if (!parts.density || run.density.lattice.size() == 0 || run.city.local) return rasters;
  rasters.push_back(density_raster(run));
  layers::put_cog(folder, rasters.back().file, rasters.back(), run.crs());
  layers::put_density_qml(folder, "layers/density.qml", run.density_breaks, run.settings.lang);
  if (run.surfaces && run.surfaces->risk) {
    rasters.push_back({"relative_risk", {{&run.surfaces->risk->grid, layers::risk_name(run.results())}}, {}, "layers/relative_risk.tif"});
    layers::put_cog(folder, rasters.back().file, rasters.back(), run.crs());
    layers::put_raster_qml(folder, "layers/relative_risk.qml", rasters.back(), run.settings.lang);
  }
  return rasters;
}

void put_density_tables(OutputFolder& folder, const Run& run) {
  if (!run.surfaces) return;
  const auto results = run.results();
  if (!run.surfaces->surfaces.empty()) layers::put_csv(folder, "density_zones.csv", layers::density_zones_table(results), run.settings.csv_encoding, run.context);
  layers::put_csv(folder, "piles.csv", layers::piles_table(results), run.settings.csv_encoding, run.context);
}

void put_tables(OutputFolder& folder, const Run& run) {
  const auto results = run.results();
  const auto& encoding = run.settings.csv_encoding;
  layers::put_csv(folder, "assignments.csv", layers::assignments_slices(results), encoding, run.context);
  layers::put_csv(folder, "counts.csv", layers::counts_slices(results), encoding, run.context);
  layers::put_csv(folder, "rejected.csv", layers::rejected_table(results), encoding, run.context);
}

/// Reports that the accuracy of positions could move to another zone.
void put_near(OutputFolder& folder, const Run& run, const Options& options) {
  if (options.near_m == 0) return;
  const auto near = margins(*run.index, run.located.view(), run.assignments, run.city.planes.to_metric, options.near_m, run.settings.overlap, run.context);
  layers::put_csv(folder, kNearFile, layers::near_table(run.results(), near), run.settings.csv_encoding, run.context);
}

void put_picture(OutputFolder& folder, const Run& run, const std::vector<Layer>& all) {
  layers::Picture picture;
  picture.lang = run.settings.lang;
  picture.planes = run.city.planes;
  for (const auto& layer : all) picture.layers.push_back(&layer);
  layers::put_svg(folder, "map.svg", picture);
}

/// A command that audits nothing has no figures of coverage: they are unknown, not zero.
void leave_coverage_open(Run& run) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  const auto zones = run.city.zones.size();
  auto& coverage = run.coverage.zones;
  if (coverage.area_m2.size() == zones) return;
  coverage.area_m2.assign(zones, kUnknown);
  coverage.covered_share = coverage.gap_m2 = coverage.overlap_m2 = coverage.area_m2;
  run.coverage.level_covered_share.assign(run.city.zones.levels.size(), kUnknown);
}

/// The files that summary.json lists: all but run.json, which differs from run to run.
std::vector<layers::WrittenFile> lasting(const std::vector<layers::WrittenFile>& files) {
  std::vector<layers::WrittenFile> kept;
  for (const auto& file : files) {
    if (file.name != "run.json") kept.push_back(file);
  }
  return kept;
}

}  // namespace

bool one_file(const Options& options) {
  auto ending = std::filesystem::path(options.output).extension().string();
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return !options.one_file.empty() && ending == options.one_file;
}

std::vector<std::filesystem::path> files_of_one(const Options& options) {
  std::vector<std::filesystem::path> files{options.output};
  if (options.near_m > 0) files.push_back(std::filesystem::path(options.output).replace_filename(kNearFile));
  return files;
}

void write_one_file(Run& run, const Options& options) {
  run.record.begin("write");
  const auto path = std::filesystem::absolute(options.output);
  auto folder = OutputFolder::beside(path.parent_path(), options.overwrite);
  if (options.one_file == ".tif") return layers::put_cog(folder, path.filename().string(), density_raster(run), run.crs());
  layers::put_csv(folder, path.filename().string(), layers::assignments_slices(run.results()), run.settings.csv_encoding, run.context);
  put_near(folder, run, options);
}

void refuse_existing(const Options& options) {
  std::error_code ignored;
  if (options.overwrite) return;
  if (one_file(options)) {
    for (const auto& file : files_of_one(options)) {
      if (!std::filesystem::exists(file, ignored)) continue;
      throw Error(ErrorCode::exists, fmt::format("{} is there already; pass --overwrite to replace it", file.string()), file.string());
    }
    return;
  }
  if (std::filesystem::exists(std::filesystem::path(options.output) / "summary.json", ignored)) {
    throw Error(ErrorCode::exists, fmt::format("{} holds a result already; pass --overwrite to replace it", options.output), options.output);
  }
  layers::refuse_outputs_in(options.output);
}

Written write_result(Run& run, const Options& options, const Parts& parts) {
  run.record.begin("layers");
  leave_coverage_open(run);
  const layers::Words words(run.settings.lang);
  auto all = layers_of(run, parts, words);

  run.record.begin("write");
  *options.writing = true;
  OutputFolder folder(options.output, options.overwrite);
  put_layers(folder, run, all);
  const auto rasters = put_density(folder, run, parts);
  if (!all.empty()) {
    layers::put_geopackage(folder, "city.gpkg", all, run.crs(), words("project.title"), rasters, run.settings.lang, run.context);
  }
  if (parts.picture) put_picture(folder, run, all);
  all = {};  // the layers of a million reports are large, and nothing needs them any more
  if (parts.clusters && run.clusters) layers::put_csv(folder, "clusters.csv", layers::clusters_table(run.results()), run.settings.csv_encoding, run.context);
  if (parts.hotspots && run.changes) layers::put_csv(folder, "changes.csv", layers::changes_table(run.results(), words), run.settings.csv_encoding, run.context);
  if (parts.density) put_density_tables(folder, run);
  if (parts.tables) put_tables(folder, run);
  if (parts.audit) put_audit_tables(folder, run);
  put_near(folder, run, options);
  run.context.report("write", 1);
  folder.put_text("city.toml", kProjectHead + layers::project_text(resolved_settings(run), folder.path().string()));
  Written written;
  written.lines = layers::summary_lines(run.results(), words);
  folder.put_text("summary.md", layers::summary_markdown(run.results(), words));
  folder.remove_earlier();
  folder.put_text("run.json", run.record.json(run.context.thread_count()));
  written.summary_json = layers::summary_json(run.results(), lasting(folder.files()));
  folder.put_text("summary.json", written.summary_json);
  *options.writing = false;
  return written;
}

}  // namespace bailiwick::cli
