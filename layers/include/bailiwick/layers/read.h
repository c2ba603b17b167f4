/// Files as columns. Every record is kept or its loss is named: nothing disappears between the file and the result.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/layers/settings.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/layers/warning.h>
#include <bailiwick/zone_index.h>
#include <bailiwick/zones.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// A record that takes no part, with the reason.
struct Rejected {
  std::uint32_t file;  ///< number in the list of files
  std::int64_t row;    ///< as a spreadsheet counts (header = 1); the feature id for features
  bool malformed;      ///< else unlocated
  std::string reason;  ///< "longitude 377.2 is not between -180 and 180", "swapped", "no position", ...
};

/// The features of one level or of --area, in their source CRS, in file order.
struct RawZones {
  ZoneSource source;             ///< with every guess filled in
  std::vector<std::string> reasons;  ///< why each guessed field was chosen, one sentence each
  std::string file_version;      ///< sha256 of the file
  std::string crs_wkt;           ///< WKT2; empty when the file names none
  std::string crs_label;         ///< "EPSG:4490", "OGC:CRS84"; empty when unknown
  bool lines = false;            ///< geometry is lines: `shapes` holds line strings as rings, one shape per row
  LevelInput input;              ///< rows and shapes in source coordinates; role and parent resolved
  std::vector<double> width_m;   ///< per row, for lines
  Table attributes;              ///< the original attributes, one row per row of `input`
  std::vector<std::int64_t> fid; ///< feature id of each row
  std::vector<Rejected> rejected;  ///< features without a usable polygon
  std::uint64_t features = 0;    ///< records in the file: rows + rejected
  std::vector<Warning> warnings;
};

/// Reads one level. Throws Error with file, layer and field where the run cannot be right; bad features go to `rejected`.
[[nodiscard]] RawZones read_zones(const ZoneSource& source, const Settings& settings, const Context& context = {});

/// Reads --area (also --exempt): every polygon of the layer as one shape.
[[nodiscard]] RawZones read_area(const std::string& file, const std::string& layer, const std::string& crs, const std::string& datum,
                                 const Context& context = {});

/// Declared lawful overlaps: a CSV of level,zone_a,zone_b,reason.
struct LawfulRow {
  std::string level, zone_a, zone_b, reason;
};
[[nodiscard]] std::vector<LawfulRow> read_lawful(const std::string& file);

/// The reports of all files that passed the filters and have a number pair for a position, in input order, in their source CRS.
///
/// Only a row that a filter tested is `excluded`: one that cannot be told into columns is `rejected` whatever the filters say, and so is one whose
/// position is malformed and whose time cannot be read under --from or --to. A sound row without a readable time lies in no period: it is `excluded`
/// with a counted warning.
struct RawReports {
  std::vector<std::string> files;          ///< as named by the user
  std::vector<std::string> file_versions;  ///< sha256
  ReportFields fields;                     ///< resolved
  std::vector<std::string> reasons;        ///< why each guessed field was chosen
  std::string encoding;                    ///< of all files where they are CSV and share one; else as given
  std::string time_zone, time_format;      ///< resolved
  std::string crs_wkt, crs_label;          ///< label empty when unknown
  std::vector<double> x, y;
  std::vector<std::uint32_t> file;
  std::vector<std::int64_t> row;
  std::vector<std::string> id, status;     ///< empty vectors when there is no such column
  std::vector<std::int64_t> time_ms;       ///< UTC; kNoTime where unknown; empty without a column
  std::vector<std::int32_t> month;         ///< since 1970-01 in the city's time zone; kNoMonth where unknown
  std::vector<std::uint32_t> category;     ///< into categories; kNoCategory; empty without a column
  std::vector<std::string> categories;     ///< sorted by bytes
  Table kept;                              ///< --keep, one row per report
  std::vector<double> weight;              ///< --weight, 0 where there is no usable one; empty without
  std::vector<std::uint8_t> part;          ///< 1: holds what --risk names; empty without
  std::uint64_t rows = 0, excluded = 0;
  std::vector<Rejected> rejected;          ///< rows that already failed here
  std::vector<Warning> warnings;

  [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// `places`: of the columns only x, y, file, row and weight, 28 bytes a report or 36; all else is the same.
enum class ReportColumns : std::uint8_t { all, places };
[[nodiscard]] RawReports read_reports(const Settings& settings, const Context& context = {}, ReportColumns wanted = ReportColumns::all);

/// Minutes that the clocks of an IANA time zone are ahead of UTC at each moment; 0 for kNoTime. Empty where the zone is UTC.
[[nodiscard]] std::vector<std::int16_t> local_offsets(const std::string& zone, const std::vector<std::int64_t>& utc_ms);
/// What a clock in the city shows at each moment, as milliseconds since 1970-01-01; kNoTime stays. `zone` is an IANA name; empty: UTC.
[[nodiscard]] std::vector<std::int64_t> local_times(std::span<const std::int64_t> utc_ms, const std::string& zone);
/// The same of --from or --to: 2024-01, 2024-01-01 or a date with a time. Throws Error(invalid_argument) naming the option.
[[nodiscard]] std::int64_t local_time_of(const std::string& text, const std::string& option, const std::string& zone);

/// An index from its file, mapped into memory and used in place: processes that read one file share its pages. The file must stay as it is for as
/// long as the index lives. Throws Error(damaged_index), Error(newer_format) and what local_file() throws, naming the file.
[[nodiscard]] ZoneIndex read_index(const std::string& file);

/// What `inspect` prints of one file.
struct FieldInfo {
  std::string name, type, guess;  ///< guess: "id", "unit", "x", ... or empty
  std::uint64_t nulls = 0, distinct = 0;
  bool distinct_cut = false;  ///< there are more distinct values: counting ended here
  std::string example;
};
struct LayerInfo {
  std::string name, geometry, crs;
  std::uint64_t features = 0;
  double west = 0, south = 0, east = 0, north = 0;
  std::vector<FieldInfo> fields;
};
struct FileInfo {
  std::string file, format, encoding;
  std::vector<LayerInfo> layers;
  std::vector<std::string> doubts;  ///< datum, swapped axes, spreadsheet damage, invalid zones, ...
  bool zones = false;               ///< looks like zones (polygons or lines); else reports
};
[[nodiscard]] FileInfo inspect(const std::string& file, const Context& context = {});

/// city.toml: the same options in the same words. Paths in it are relative to its folder.
[[nodiscard]] Settings read_project(const std::string& file);
/// A level's name goes into names of files, layers and columns and is taken apart by --nest, --across and --zone-option. Throws
/// Error(invalid_argument) that begins with `place` for one that cannot be a name, for "unit" (its columns would be those of the answer) and for two
/// that differ only in case (many file systems and GeoPackage take them for one).
void check_level_names(const Settings& settings, const std::string& place);

/// Its text, every setting resolved; `folder` is where it will lie, so that paths stay relative where they can.
[[nodiscard]] std::string project_text(const Settings& settings, const std::string& folder);

/// The canonical absolute path of a local regular file. Throws Error for names that begin with /vsi, hold a scheme, or are no regular file.
[[nodiscard]] std::string local_file(const std::string& name);

}  // namespace bailiwick::layers
