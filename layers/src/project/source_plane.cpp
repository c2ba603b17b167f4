#include "project/source_plane.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <filesystem>

namespace bailiwick::layers {
namespace {

/// Reasons go into the summary, which must not depend on where the files lie.
std::string name_of(const CrsClues& clues) { return std::filesystem::path(clues.place).filename().string(); }

SourcePlane by_option(const CrsClues& clues) {
  if (clues.given == "local") return {{}, Datum::wgs84, true, fmt::format("{}: local city grid in metres, as given", name_of(clues))};
  auto crs = Crs::from_text(clues.given, clues.option);
  auto reason = fmt::format("{}: {}, as given", name_of(clues), crs.label());
  return {std::move(crs), Datum::wgs84, false, std::move(reason)};
}

/// A code is preferred: WKT of the same system differs from writer to writer. Reading calls a system without a code "WKT": that is no name; and a
/// code of an authority of the writer's own (SR-ORG:6864) says nothing to PROJ.
Crs crs_of_file(const CrsClues& clues) {
  const bool coded = !clues.file_label.empty() && clues.file_label != "WKT";
  if (!coded) return Crs::from_text(clues.file_wkt, clues.place);
  try {
    return Crs::from_text(clues.file_label, clues.place);
  } catch (const Error&) {
    if (clues.file_wkt.empty()) throw;
  }
  return Crs::from_text(clues.file_wkt, clues.place);
}

SourcePlane by_file(const CrsClues& clues) {
  auto crs = crs_of_file(clues);
  auto reason = fmt::format("{}: {}, as the file says", name_of(clues), crs.label());
  return {std::move(crs), Datum::wgs84, false, std::move(reason)};
}

/// CGCS2000 is named by surveyors; WGS 84 is what every web map calls itself, shifted or not.
bool surveyed(const Crs& crs) { return crs.geographic_base().name().find("2000") != std::string::npos; }

}  // namespace

Datum datum_of(const std::string& word, const std::string& place) {
  if (word.empty() || word == "wgs84") return Datum::wgs84;
  if (word == "gcj02") return Datum::gcj02;
  if (word == "bd09") return Datum::bd09;
  throw Error(ErrorCode::invalid_argument, fmt::format("{}: expected the datum wgs84, gcj02 or bd09, found '{}'", place, word), place);
}

SourcePlane source_plane(const CrsClues& clues) {
  SourcePlane plane;
  if (!clues.given.empty()) {
    plane = by_option(clues);
  } else if (!clues.file_label.empty() || !clues.file_wkt.empty()) {
    plane = by_file(clues);
  } else {
    throw Error(ErrorCode::unknown_crs,
                fmt::format("{} has no CRS: expected one; pass {} EPSG:n (or {} local for a city grid in metres){}", clues.place, clues.option,
                            clues.option, clues.hint),
                clues.place);
  }
  plane.datum = datum_of(clues.datum, clues.place);
  plane.datum_named = plane.local() || !clues.datum.empty() || surveyed(*plane.crs);
  if (plane.datum != Datum::wgs84) {
    if (plane.local() || !plane.crs->geographic()) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("{}: the datum {} is an offset of longitude and latitude, and the file is in {}; leave the datum out or give "
                              "the file's own system with {}",
                              clues.place, clues.datum, plane.label(), clues.option),
                  clues.place);
    }
    plane.reason += fmt::format("; {} offset undone to 1 mm", plane.datum == Datum::gcj02 ? "GCJ-02" : "BD-09");
  }
  return plane;
}

std::optional<PlaneMap> way_over(const SourcePlane& from, const SourcePlane& location, const std::string& place) {
  if (from.local() != location.local()) {
    throw Error(ErrorCode::unknown_crs,
                fmt::format("{} is in {} and the city in {}: there is no way from one to the other; give both a named system", place, from.label(),
                            location.label()),
                place);
  }
  const bool same = from.local() || same_plane(*from.crs, *location.crs);
  if (from.datum == Datum::wgs84) {
    if (same) return {};
    return transformation(*from.crs, *location.crs);
  }
  const auto undo = [datum = from.datum](std::span<double> x, std::span<double> y) { to_wgs84(datum, x, y); };
  if (same) return undo;
  return [undo, further = transformation(*from.crs, *location.crs)](std::span<double> x, std::span<double> y) {
    undo(x, y);
    further(x, y);
  };
}

}  // namespace bailiwick::layers
