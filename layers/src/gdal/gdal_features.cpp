#include "gdal/gdal_features.h"

#include "gdal/gdal_attributes.h"
#include "gdal/gdal_drivers.h"
#include "gdal/gdal_errors.h"
#include "gdal/gdal_open.h"
#include "gdal/gdal_shapes.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <numeric>

namespace bailiwick::layers::gdal {
namespace {

constexpr std::uint64_t kPollEvery = 1024;

CrsName crs_of(const OGRSpatialReference* reference) {
  CrsName crs;
  if (reference == nullptr || reference->IsEmpty()) return crs;
  if (reference->IsLocal() != 0) return crs;
  crs.wkt = wkt_of(reference);
  crs.label = label_of(reference);
  if (crs.label.empty() && !crs.wkt.empty()) crs.label = "WKT";
  crs.geographic = reference->IsGeographic() != 0;
  return crs;
}

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

/// AUTHORITY:CODE, such as OGC:CRS84, whose authority PROJ does not write into the CRS itself.
bool is_code(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size() || text.size() > 40) return false;
  return upper(text).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:") == std::string::npos;
}

LayerHead head_of(OGRLayer& layer) {
  const ErrorCollector errors;
  LayerHead head;
  head.name = layer.GetName();
  head.geometry = OGRGeometryTypeToName(layer.GetGeomType());
  head.features = layer.GetFeatureCount(TRUE);
  head.crs = crs_of(layer.GetSpatialRef());
  head.fields = field_heads(*layer.GetLayerDefn());
  return head;
}

/// Fids that name one feature each.
void make_unique(std::vector<std::int64_t>& fids) {
  auto sorted = fids;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) std::iota(fids.begin(), fids.end(), 0);
}

}  // namespace

struct VectorFile::State {
  ThreadSettings settings;
  std::string shown;
  Dataset dataset;
  std::vector<LayerHead> heads;
};

CrsName crs_from_text(const std::string& text, const std::string& option) {
  if (text == "local") return {{}, "local", false};
  auto crs = crs_of(reference_from_text(text, option).get());
  if (crs.label == "WKT" && is_code(text)) crs.label = upper(text);
  return crs;
}

VectorFile::VectorFile(const std::string& path, const std::string& shown, const std::string& encoding) : state_(std::make_unique<State>()) {
  state_->shown = shown;
  state_->dataset = open_vector(path, shown, encoding);
  for (int i = 0; i < state_->dataset->GetLayerCount(); ++i) state_->heads.push_back(head_of(*state_->dataset->GetLayer(i)));
}

VectorFile::~VectorFile() = default;

std::string VectorFile::driver() const { return state_->dataset->GetDriverName(); }

const std::vector<LayerHead>& VectorFile::layers() const { return state_->heads; }

Features VectorFile::read(const std::string& layer, const std::function<bool(const std::string&)>& wanted, const FeatureLimits& limits,
                          const Context& context) const {
  OGRLayer* source = state_->dataset->GetLayerByName(layer.c_str());
  if (source == nullptr) throw Error(ErrorCode::unreadable_file, state_->shown + ": no layer '" + layer + "'", state_->shown);
  Features out;
  for (const auto& head : state_->heads) {
    if (head.name == layer) out.head = head;
  }
  ErrorCollector errors;
  AttributeReader attributes(*source->GetLayerDefn(), wanted, limits.field_bytes);
  source->ResetReading();
  for (std::uint64_t n = 0;; ++n) {
    if (n % kPollEvery == 0) context.check();
    const Feature feature(source->GetNextFeature());
    if (!feature) break;
    out.fid.push_back(feature->GetFID());
    append_shape(feature->GetGeometryRef(), limits, out);
    const auto fault = attributes.append(*feature);
    if (!fault.empty() && out.fault.back().empty()) out.fault.back() = fault;
  }
  out.failure = errors.first_failure();
  make_unique(out.fid);
  out.bad_text = attributes.bad_text();
  out.attributes = attributes.take();
  return out;
}

}  // namespace bailiwick::layers::gdal
