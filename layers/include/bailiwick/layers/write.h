/// Layers and tables to files. Each goes to a temporary file in the same folder, is synced, read back and counted, then renamed: an output is the
/// old one, the new one, or absent.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/density.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/layers/words.h>
#include <bailiwick/zone_index.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bailiwick::layers {

struct WrittenFile {
  std::string name;  ///< relative to the folder, with '/'
  std::uint64_t size = 0;
  std::string sha256;
};

/// The folder of one run's outputs.
class OutputFolder {
 public:
  /// Creates the folder where needed. Throws Error(exists) when it holds a result (summary.json or any file this run will write is checked in
  /// put()) and `overwrite` is false; with it, summary.json is removed first. Stale temporary files of dead processes are removed.
  OutputFolder(std::filesystem::path folder, bool overwrite);
  /// A folder that is not this run's own: files are put beside whatever lies there, and nothing else is looked at or removed.
  [[nodiscard]] static OutputFolder beside(std::filesystem::path folder, bool overwrite);
  ~OutputFolder();  ///< removes temporary files that were not renamed
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// `write(path)` makes the file at the temporary path it is given; `verify(path)` reads it back and throws where it is not what was meant.
  void put(const std::string& name, const std::function<void(const std::filesystem::path&)>& write,
           const std::function<void(const std::filesystem::path&)>& verify = {});
  /// A small text file.
  void put_text(const std::string& name, const std::string& text);

  /// Removes what an earlier run left here and this run did not write, layers that are no longer made: the files its summary.json lists, or where an
  /// interrupted run left none, those with the name and the beginning of an output. Called before summary.json is written.
  void remove_earlier();

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
  [[nodiscard]] const std::vector<WrittenFile>& files() const { return files_; }  ///< in the order written

 private:
  struct Beside {};
  OutputFolder(std::filesystem::path folder, bool overwrite, Beside);

  std::filesystem::path folder_;
  bool overwrite_;
  std::vector<WrittenFile> files_;
  std::vector<std::string> earlier_;  ///< of an earlier run
};

/// Throws Error(exists), before any work, for a folder that holds a file with the name of an output: a result, what an interrupted run left, or a
/// file of the user's own that a run would replace.
void refuse_outputs_in(const std::filesystem::path& folder);

/// The files in `folder` with the name of an output, which a run into it with leave to overwrite would replace or remove.
[[nodiscard]] std::vector<std::filesystem::path> outputs_in(const std::filesystem::path& folder);

/// One small text file outside any result, in a folder that is there: whole, read back, or not at all. Throws Error(exists) unless `overwrite`.
void put_text_file(const std::filesystem::path& file, const std::string& text, bool overwrite);

/// Removes every temporary file of this process and returns; async-signal tolerant enough for a watcher thread before _exit().
void remove_temporary_files() noexcept;

/// Needed by writers that leave the location plane: GeoJSON is CRS84 lon/lat.
struct CrsInfo {
  std::string location_wkt;  ///< WKT2 of the location CRS; empty for "local"
  std::string metric_wkt;
  bool local = false;
  bool lonlat = false;       ///< location coordinates are already WGS-84-like longitude, latitude
};

/// RFC 7946: CRS84, 7 decimals, right-hand rule, no crs member. A `local` plane has none: Error(unsupported).
void put_geojson(OutputFolder& folder, const std::string& name, const Layer& layer, const CrsInfo& crs, const Context& context = {});
/// The QML style of a layer, drawn from data/styles.
void put_qml(OutputFolder& folder, const std::string& name, const Layer& layer, const std::string& lang);
/// Surfaces over one grid that are one file and drawn alike; borrowed.
struct Raster {
  struct Band {
    const DensityGrid* grid;
    std::string name;  ///< "2026-01"; empty where the file has one band
  };
  std::string style = "density";  ///< or "relative_risk"
  std::vector<Band> bands;
  std::vector<double> breaks;     ///< rising class limits of density
  std::string file;               ///< relative to the folder of the result
  bool newest_first = false;      ///< in the project the last band is in front, not the first
  std::string weight = {};        ///< the column by which reports are weighed; empty: each counts 1

  [[nodiscard]] static Raster of(const DensityGrid& grid) { return {"density", {{&grid, {}}}, {}, {}}; }
};

/// Every layer, default styles in layer_styles, and the project inside, which shows `rasters` by their files too.
void put_geopackage(OutputFolder& folder, const std::string& name, const std::vector<Layer>& layers, const CrsInfo& crs, const std::string& project_title,
                    const std::vector<Raster>& rasters, const std::string& lang, const Context& context = {});
/// Cloud-optimised GeoTIFF, float32, reports per km2 (relative risk: a ratio).
void put_cog(OutputFolder& folder, const std::string& name, const Raster& raster, const CrsInfo& crs);

/// A density that memory does not hold, on its way into a file: its rows lie in a temporary file beside that, 4 bytes a cell.
class RasterRows {
 public:
  /// Throws Error(unwritable_file).
  RasterRows(const OutputFolder& folder, const std::string& name, const Lattice& lattice);
  ~RasterRows();  ///< removes the temporary file
  RasterRows(const RasterRows&) = delete;
  RasterRows& operator=(const RasterRows&) = delete;

  /// Every row once, in any order. Throws Error(unwritable_file).
  void add(const DensityRows& rows);
  [[nodiscard]] const Lattice& lattice() const { return lattice_; }
  /// `values` from the row `row`, counted from the south, on from `column`; false where the file cannot be read.
  [[nodiscard]] bool read(std::uint32_t row, std::uint32_t column, std::span<float> values) const;

 private:
  struct File;
  Lattice lattice_;
  std::unique_ptr<File> file_;
};

/// The file that put_cog() makes of the same grid held in memory, byte for byte.
void put_cog(OutputFolder& folder, const std::string& name, const RasterRows& rows, const CrsInfo& crs, const Context& context = {});
/// The sidecar of a raster without bands of polygons beside it.
void put_raster_qml(OutputFolder& folder, const std::string& name, const Raster& raster, const std::string& lang);
/// The sidecar of the density surface and of its bands, where both files carry the same stem.
void put_density_qml(OutputFolder& folder, const std::string& name, const std::vector<double>& breaks, const std::string& lang);
/// Contour bands of a density grid as polygons in the location plane, columns from_per_km2, to_per_km2, area_km2.
[[nodiscard]] Layer density_bands(const DensityGrid& grid, const std::vector<double>& breaks, const Planes& planes);

/// A CSV for people: BOM by `encoding` ("utf-8-bom", "utf-8", "gb18030"), CRLF, text cells neutralised against formulas, numbers as numbers.
void put_csv(OutputFolder& folder, const std::string& name, const Table& table, const std::string& encoding, const Context& context = {});

/// The flat bytes of an index, as read_index() takes them.
void put_index(OutputFolder& folder, const std::string& name, const ZoneIndex& index, const Context& context = {});

/// The picture without QGIS: zones, density, hotspots, gaps, legend, scale bar, north arrow, in the metric plane.
struct Picture {
  std::string title, subtitle, lang;  ///< empty: of the language; {reports}, {zones} and {areas} in the subtitle are filled in
  std::vector<const Layer*> layers;   ///< every layer of the run, in any order, points too: reports become dots
  Planes planes;
};
void put_svg(OutputFolder& folder, const std::string& name, const Picture& picture);

[[nodiscard]] std::string sha256_of(const std::filesystem::path& file);
[[nodiscard]] std::string gdal_version();

}  // namespace bailiwick::layers
