#include "gdal/gdal_open.h"

#include "gdal/gdal_drivers.h"
#include "gdal/gdal_errors.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cctype>

namespace bailiwick::layers::gdal {
namespace {

constexpr std::size_t kLongestCrs = 16384;
constexpr int kDeepestCrs = 24;

/// How deep brackets and braces nest: PROJ's parsers recurse (OSGeo/PROJ 4762).
int nesting(const std::string& text) {
  int depth = 0, deepest = 0;
  for (const char c : text) {
    if (c == '[' || c == '{' || c == '(') deepest = std::max(deepest, ++depth);
    if (c == ']' || c == '}' || c == ')') --depth;
  }
  return deepest;
}

/// Names that OSRSetFromUserInput would open or fetch.
bool names_a_resource(const std::string& text) {
  if (text.find("://") != std::string::npos) return true;
  return text.find('/') != std::string::npos && text.find('[') == std::string::npos;
}

std::string identified(const OGRSpatialReference& reference) {
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
  return {};
}

}  // namespace

Dataset open_vector(const std::string& path, const std::string& shown, const std::string& encoding) {
  register_drivers();
  const ErrorCollector errors;
  const char* const drivers[] = {"GeoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", nullptr};
  CPLStringList options;
  if (!encoding.empty()) options.SetNameValue("ENCODING", encoding.c_str());
  const unsigned flags = GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
  // An option that a driver does not know is only a warning, and the collector keeps it from the terminal.
  Dataset dataset(GDALDataset::Open(path.c_str(), flags, drivers, options.List(), nullptr));
  if (!dataset) {
    const auto why = errors.first_failure();
    throw Error(ErrorCode::unreadable_file,
                shown + ": expected GeoJSON, GeoPackage, Shapefile or FlatGeobuf, found something else" + (why.empty() ? "" : " (" + why + ")"),
                shown);
  }
  return dataset;
}

SpatialReference reference_from_text(const std::string& text, const std::string& option) {
  const auto refuse = [&](const std::string& found) {
    throw Error(ErrorCode::unknown_crs, option + ": expected a CRS such as EPSG:4490, found " + found, {}, -1, option);
  };
  if (text.empty()) refuse("an empty text");
  if (text.size() > kLongestCrs) refuse("a text of " + std::to_string(text.size()) + " bytes");
  if (nesting(text) > kDeepestCrs) refuse("a text nested deeper than " + std::to_string(kDeepestCrs));
  if (names_a_resource(text)) refuse("a file or network name");
  const ErrorCollector errors;
  SpatialReference reference(new OGRSpatialReference());
  const char* const limits[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (reference->SetFromUserInput(text.c_str(), const_cast<CSLConstList>(limits)) != OGRERR_NONE) {
    refuse(text.size() <= 80 ? "'" + text + "', which PROJ does not know" : "a text that PROJ does not know");
  }
  reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

std::string wkt_of(const OGRSpatialReference* reference) {
  if (reference == nullptr) return {};
  const ErrorCollector errors;
  const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  char* text = nullptr;
  const auto status = reference->exportToWkt(&text, options);
  const CplText owned(text);
  return status == OGRERR_NONE && text != nullptr ? std::string(text) : std::string{};
}

std::string label_of(const OGRSpatialReference* reference) {
  if (reference == nullptr) return {};
  if (auto label = identified(*reference); !label.empty()) return label;
  const ErrorCollector errors;
  // A .prj of the ESRI kind names no authority; take PROJ's identification where it is beyond doubt.
  SpatialReference best(reference->FindBestMatch(90, "EPSG", nullptr));
  return best ? identified(*best) : std::string{};
}

}  // namespace bailiwick::layers::gdal
