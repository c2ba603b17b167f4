#include "gdal/write_crs.h"

#include <bailiwick/error.h>

#include <memory>
#include <proj.h>

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

}  // namespace

std::function<void(std::span<double>, std::span<double>)> to_crs84(const std::string& wkt) {
  auto way = std::make_shared<Transformation>();
  proj_log_level(way->context, PJ_LOG_NONE);
  proj_context_set_enable_network(way->context, 0);
  PJ* raw = proj_create_crs_to_crs(way->context, wkt.c_str(), "OGC:CRS84", nullptr);
  if (raw != nullptr) way->transformation = proj_normalize_for_visualization(way->context, raw);
  proj_destroy(raw);
  if (way->transformation == nullptr) {
    throw Error(ErrorCode::unknown_crs, "the location CRS: expected one that PROJ can carry over to longitude and latitude (OGC:CRS84)");
  }
  return [way](std::span<double> x, std::span<double> y) {
    proj_trans_generic(way->transformation, PJ_FWD, x.data(), sizeof(double), x.size(), y.data(), sizeof(double), y.size(), nullptr, 0, 0,
                       nullptr, 0, 0);
    proj_errno_reset(way->transformation);
  };
}

}  // namespace bailiwick::layers::gdal
