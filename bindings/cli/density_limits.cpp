#include "density_limits.h"

#include "density_rows.h"
#include "outputs.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <filesystem>

namespace bailiwick::cli {
namespace {

/// Bytes a cell, measured on grids of 5 to 40 million: one surface with its mask, sums, zones and raster; each further one; strips that know the whole
/// mask, and the centres beside it.
constexpr double kWhole = 50, kFurther = 6, kMask = 1, kCentres = 24, kPutAside = 4;

std::string gib(double bytes) { return fmt::format("{:.3g} GiB", bytes / (1024.0 * 1024 * 1024)); }

double bytes_of_a_cell(const layers::Settings& settings, bool by_rows) {
  if (!by_rows) return kWhole;
  return settings.edge == EdgeCorrection::none ? 0 : settings.edge == EdgeCorrection::diggle ? kMask : kCentres;
}

/// "--density-cell 20m or more", the smallest round size at which so many bytes a cell are not too many.
std::string cell_that_works(const Run& run, double each, double allowed) {
  const double fit = fitting_cell(run.ground.view(), run.settings.density_cell_m, {static_cast<std::uint64_t>(allowed / each)});
  return fit > 0 ? fmt::format("--density-cell {}m or more", fit) : std::string("a larger --max-memory");
}

void refuse_full_disk(const Run& run, double cells, const std::string& output) {
  std::error_code unknown;
  const auto room = std::filesystem::space(std::filesystem::absolute(output).parent_path(), unknown);
  if (unknown || cells * kPutAside <= static_cast<double>(room.available)) return;
  throw Error(ErrorCode::limit_exceeded, fmt::format("density grid: {:.0f} cells of {} m take some {} beside {} until it is finished, found {} free; use {}", cells,
                                                     run.settings.density_cell_m, gib(cells * kPutAside), output, gib(static_cast<double>(room.available)),
                                                     cell_that_works(run, kPutAside, static_cast<double>(room.available))));
}

}  // namespace

void refuse_large_density(const Run& run, const Options& said) {
  const auto& s = run.settings;
  if (s.density_cell_m == 0 || run.ground.x.empty()) return;  // by rule there are few cells
  const auto cells = static_cast<double>(lattice_over(run.ground.view(), s.density_cell_m, 0, {s.max_cells}).size()), allowed = static_cast<double>(said.max_memory);
  const bool by_rows = one_file(said) && is_by_rows(s), could_be = !said.one_file.empty() && is_by_rows(s) && s.edge == EdgeCorrection::none;
  const double each = bytes_of_a_cell(s, by_rows);
  if (cells * each > allowed) {
    throw Error(ErrorCode::limit_exceeded, fmt::format("density grid: {:.0f} cells of {} m take some {} of memory, expected at most {} (--max-memory); use {}{}", cells,
                                                       s.density_cell_m, gib(cells * each), gib(allowed), cell_that_works(run, each, allowed),
                                                       could_be ? ", or --output NAME.tif, which is made strip by strip" : ""));
  }
  if (by_rows) refuse_full_disk(run, cells, said.output);
}

void refuse_large_surfaces(const Run& run, std::size_t surfaces) {
  const auto each = static_cast<double>(run.density.lattice.size()), cells = each * static_cast<double>(surfaces);
  if (cells <= static_cast<double>(run.settings.max_cells)) return;
  throw Error(ErrorCode::limit_exceeded,
              fmt::format("density by category and period: {} surfaces of {:.0f} cells are {:.0f} cells (some {}), expected at most {}; give a larger --cell, longer periods, "
                          "fewer categories (--where) or a larger --max-cells",
                          surfaces, each, cells, gib(each * kWhole + cells * kFurther), run.settings.max_cells));
}

}  // namespace bailiwick::cli
