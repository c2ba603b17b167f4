#include "density_rows.h"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace bailiwick::cli {
namespace {

/// Reports and cells of a strip: some 200 bytes of working memory for each, of which a quarter of what is allowed may be taken.
std::uint64_t most_of_a_strip(std::uint64_t memory) {
  constexpr std::uint64_t kShare = 4, kBytes = 200, kMost = 8'000'000;
  return std::clamp<std::uint64_t>(memory / kShare / kBytes, 1, kMost);
}

/// The cells outside the study area, where the engine was not told of them.
void mask(std::span<float> values, const Lattice& lattice, const DensityRows& rows, const Polygons& ground) {
  auto part = lattice;
  part.first_row += rows.first;
  part.rows = rows.count;
  const auto inside = cells_inside(part, ground.view());
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    if (inside[cell] == 0) values[cell] = DensityGrid::kOutside;
  }
}

}  // namespace

bool is_by_rows(const layers::Settings& s) { return !s.adaptive && !s.by_category && s.period.empty() && s.risk.empty(); }

double write_density_by_rows(const Run& run, const ReportBatches& reports, const DensityOptions& options, const Options& said) {
  const auto& lattice = run.density.lattice;
  const auto path = std::filesystem::absolute(said.output);
  auto folder = layers::OutputFolder::beside(path.parent_path(), said.overwrite);
  const auto name = path.filename().string();
  layers::RasterRows raster(folder, name, lattice);
  // A border that corrects needs to be known about every strip; else each strip knows its own.
  std::vector<std::uint8_t> inside;
  if (options.edge != EdgeCorrection::none) inside = cells_inside(lattice, run.ground.view());
  float most = 0;
  std::vector<float> values;
  (void)density_by_rows(reports, lattice, inside, options, most_of_a_strip(said.max_memory), [&](const DensityRows& rows) {
    values.assign(rows.per_km2.begin(), rows.per_km2.end());
    if (inside.empty()) mask(values, lattice, rows, run.ground);
    most = std::max(most, *std::max_element(values.begin(), values.end()));
    raster.add({rows.first, rows.count, values});
  }, run.context);
  inside = {};
  layers::put_cog(folder, name, raster, run.crs(), run.context);
  return static_cast<double>(most);
}

}  // namespace bailiwick::cli
