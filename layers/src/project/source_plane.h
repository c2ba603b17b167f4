/// Which coordinate system a file is in, and why.
#pragma once

#include "gdal/project_crs.h"

#include <bailiwick/datum.h>
#include <bailiwick/layers/project.h>

#include <optional>
#include <string>

namespace bailiwick::layers {

/// The plane a file's coordinates lie in.
struct SourcePlane {
  std::optional<Crs> crs;       ///< none: a `local` grid
  Datum datum = Datum::wgs84;   ///< the Chinese map offset to undo
  bool datum_named = false;     ///< by an option, or by a CRS that cannot be mistaken (CGCS2000)
  std::string reason;

  [[nodiscard]] bool local() const { return !crs; }
  [[nodiscard]] std::string label() const { return crs ? crs->label() : "local"; }
};

/// What is known of one file, from strongest to weakest.
struct CrsClues {
  std::string place;        ///< the file, for messages
  std::string given;        ///< by an option; "local" for a city grid
  std::string file_label, file_wkt;
  std::string option;       ///< the option to recommend: "--zones-crs"
  std::string datum;        ///< "", "wgs84", "gcj02", "bd09"
  std::string hint;         ///< a further sentence for the error when nothing is known
};

/// Throws Error(unknown_crs) naming the option that would help, Error(invalid_argument) for a datum that needs longitude and latitude.
[[nodiscard]] SourcePlane source_plane(const CrsClues& clues);

/// "wgs84", "gcj02", "bd09", or empty for wgs84.
[[nodiscard]] Datum datum_of(const std::string& word, const std::string& place);

/// The way from a file's plane to the location plane: none when coordinates are copied bit for bit. Undoes the datum first.
[[nodiscard]] std::optional<PlaneMap> way_over(const SourcePlane& from, const SourcePlane& location, const std::string& place);

}  // namespace bailiwick::layers
