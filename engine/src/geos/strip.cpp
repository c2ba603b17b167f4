#include "geos/strip.h"

#include "geos/convert.h"

namespace bailiwick::geos {
namespace {

constexpr double kMitreLimit = 5.0;  // GEOS's own default: a sharper corner is cut off at five half-widths
constexpr int kQuadrantSegments = 8;

struct DestroyParameters {
  void operator()(GEOSBufferParams* p) const { GEOSBufferParams_destroy_r(handle().get(), p); }
};

std::string complaint() {
  auto message = handle().take_message();
  return message.empty() ? "no reason given" : message;
}

}  // namespace

std::string append_strip(const PolygonsView& lines, std::size_t shape, double width, Polygons& to) {
  auto* context = handle().get();
  const auto line = multilinestring(lines, shape);
  if (!line) return complaint();
  const std::unique_ptr<GEOSBufferParams, DestroyParameters> parameters(GEOSBufferParams_create_r(context));
  if (!parameters) return complaint();
  GEOSBufferParams_setEndCapStyle_r(context, parameters.get(), GEOSBUF_CAP_FLAT);
  GEOSBufferParams_setJoinStyle_r(context, parameters.get(), GEOSBUF_JOIN_MITRE);
  GEOSBufferParams_setMitreLimit_r(context, parameters.get(), kMitreLimit);
  GEOSBufferParams_setQuadrantSegments_r(context, parameters.get(), kQuadrantSegments);
  const Geometry strip(GEOSBufferWithParams_r(context, line.get(), parameters.get(), width / 2));
  if (!strip) return complaint();
  append(strip.get(), to);
  return {};
}

}  // namespace bailiwick::geos
