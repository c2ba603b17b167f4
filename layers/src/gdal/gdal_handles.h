/// Owning handles over GDAL, OGR and PROJ-through-OGR objects. The only way these objects are held.
#pragma once

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>

namespace bailiwick::layers::gdal {

struct DatasetClose {
  void operator()(GDALDataset* d) const noexcept { GDALClose(GDALDataset::ToHandle(d)); }
};
struct FeatureDestroy {
  void operator()(OGRFeature* f) const noexcept { OGRFeature::DestroyFeature(f); }
};
struct GeometryDestroy {
  void operator()(OGRGeometry* g) const noexcept { OGRGeometryFactory::destroyGeometry(g); }
};
struct ReferenceRelease {
  void operator()(OGRSpatialReference* s) const noexcept { s->Release(); }
};
struct TransformDestroy {
  void operator()(OGRCoordinateTransformation* t) const noexcept { OGRCoordinateTransformation::DestroyCT(t); }
};
struct CplFree {
  void operator()(void* p) const noexcept { CPLFree(p); }
};

/// Closing flushes: a writer that must know whether that worked calls close_checked() (gdal_errors.h) before it lets go.
using Dataset = std::unique_ptr<GDALDataset, DatasetClose>;
using Feature = std::unique_ptr<OGRFeature, FeatureDestroy>;
using Geometry = std::unique_ptr<OGRGeometry, GeometryDestroy>;
using SpatialReference = std::unique_ptr<OGRSpatialReference, ReferenceRelease>;
using Transform = std::unique_ptr<OGRCoordinateTransformation, TransformDestroy>;
using CplText = std::unique_ptr<char, CplFree>;

}  // namespace bailiwick::layers::gdal
