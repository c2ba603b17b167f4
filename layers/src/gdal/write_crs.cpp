#include "gdal/write_crs.h"

#include "gdal/gdal_errors.h"
#include "gdal/write_reference.h"

#include <bailiwick/error.h>

#include <fmt/format.h>
#include <memory>
#include <proj.h>
#include <string_view>

namespace bailiwick::layers::gdal {
namespace {

/// A transformation with a PROJ context of its own.
struct Transformation {
  PJ_CONTEXT* context = proj_context_create();
  PJ* transformation = nullptr;

  Transformation() = default;
  Transformation(const Transformation&) = delete;
  Transformation& operator=(const Transformation&) = delete;
  ~Transformation() {
    proj_destroy(transformation);
    proj_context_destroy(context);
  }
};

/// WGS 84 in any spelling but that of the EPSG.
bool is_crs84(const OGRSpatialReference& reference) {
  const char* authority = reference.GetAuthorityName(nullptr);
  if (!reference.IsGeographic() || (authority != nullptr && std::string_view(authority) == "EPSG")) return false;
  OGRSpatialReference twin;
  twin.importFromEPSG(4326);
  const char* const options[] = {"CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", nullptr};
  return reference.IsSame(&twin, options) != 0;
}

}  // namespace

CoordinateMap crs_map(const std::string& from, const std::string& to) {
  auto way = std::make_shared<Transformation>();
  proj_log_level(way->context, PJ_LOG_NONE);
  proj_context_set_enable_network(way->context, 0);
  PJ* raw = proj_create_crs_to_crs(way->context, from.c_str(), to.c_str(), nullptr);
  if (raw != nullptr) way->transformation = proj_normalize_for_visualization(way->context, raw);
  proj_destroy(raw);
  if (way->transformation == nullptr) {
    throw Error(ErrorCode::unknown_crs, fmt::format("the location CRS: expected one that PROJ can carry over to {}", std::string_view(to).substr(0, 60)));
  }
  return [way](std::span<double> x, std::span<double> y) {
    proj_trans_generic(way->transformation, PJ_FWD, x.data(), sizeof(double), x.size(), y.data(), sizeof(double), y.size(), nullptr, 0, 0,
                       nullptr, 0, 0);
    proj_errno_reset(way->transformation);
  };
}

SpatialReference geopackage_reference(const std::string& wkt) {
  const ErrorCollector errors;
  SpatialReference reference(new OGRSpatialReference());
  if (reference->SetFromUserInput(wkt.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) != OGRERR_NONE) {
    throw Error(ErrorCode::unknown_crs, "the location CRS: expected WKT that GDAL understands");
  }
  if (is_crs84(*reference)) reference->importFromEPSG(4326);
  reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

CrsText crs_text(const std::string& wkt) {
  const auto reference = geopackage_reference(wkt);
  CrsText text;
  char* raw = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  reference->exportToWkt(&raw, options);
  const CplText exported(raw);
  text.wkt = raw == nullptr ? "" : raw;
  if (reference->GetAuthorityName(nullptr) != nullptr && reference->GetAuthorityCode(nullptr) != nullptr) {
    text.authority = fmt::format("{}:{}", reference->GetAuthorityName(nullptr), reference->GetAuthorityCode(nullptr));
  }
  text.name = reference->GetName() == nullptr ? "" : reference->GetName();
  text.geographic = reference->IsGeographic() != 0;
  return text;
}

}  // namespace bailiwick::layers::gdal
