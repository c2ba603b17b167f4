#include "read/crs_choice.h"

#include "gdal/project_crs.h"
#include "read/warnings.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

namespace bailiwick::layers {
namespace {

std::string word(const gdal::CrsName& crs) { return crs.label == "WKT" ? "a system without a code" : crs.label; }

}  // namespace

bool same_system(const gdal::CrsName& a, const gdal::CrsName& b) {
  if (a.wkt == b.wkt && a.label == b.label) return true;
  if (a.wkt.empty() || b.wkt.empty()) return false;
  try {
    return same_plane(Crs::from_text(a.wkt, a.label), Crs::from_text(b.wkt, b.label));
  } catch (const Error&) {
    return false;  // one that PROJ cannot carry anywhere: the stage that needs it says so
  }
}

gdal::CrsName chosen_crs(const std::string& given, const std::string& option, const gdal::CrsName& said, const std::string& file,
                         std::vector<Warning>& warnings) {
  if (given.empty()) return said;
  auto crs = gdal::crs_from_text(given, option);
  if (!said.wkt.empty() && !same_system(crs, said)) {
    warn(warnings, Warning("crs_differs", {{"place", file}, {"said", word(said)}, {"given", word(crs)}}));
  }
  return crs;
}

}  // namespace bailiwick::layers
