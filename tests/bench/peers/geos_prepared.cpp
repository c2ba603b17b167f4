// GEOS through its C API: prepared zones behind an STRtree, one point geometry reused per report (3.11 has no prepared-contains-XY).
#include "peers/geos.h"
#include "peers/peer.h"

namespace bench {
namespace {

class GeosPrepared : public Peer {
 public:
  ~GeosPrepared() override {
    for (const auto* p : prepared_) GEOSPreparedGeom_destroy_r(zones_.handle(), p);
    if (tree_ != nullptr) GEOSSTRtree_destroy_r(zones_.handle(), tree_);
  }
  std::string name() const override { return "GEOS prepared + STRtree"; }
  void build(const bailiwick::Zones& zones) override {
    zones_.build(zones.shapes.view());
    const auto h = zones_.handle();
    tree_ = GEOSSTRtree_create_r(h, 10);
    numbers_.resize(zones_.geometry().size());
    for (std::uint32_t z = 0; z < numbers_.size(); ++z) {
      numbers_[z] = z;
      prepared_.push_back(GEOSPrepare_r(h, zones_.geometry()[z]));
      GEOSSTRtree_insert_r(h, tree_, zones_.geometry()[z], &numbers_[z]);
    }
    auto* nowhere = GEOSGeom_createPointFromXY_r(h, 1e300, 1e300);  // the tree builds itself at the first question
    GEOSSTRtree_query_r(h, tree_, nowhere, [](void*, void*) {}, nullptr);
    GEOSGeom_destroy_r(h, nowhere);
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    found_.clear();
    for (std::size_t i = 0; i < x.size(); ++i) {
      report_ = i;
      point_ = GEOSGeom_createPointFromXY_r(zones_.handle(), x[i], y[i]);
      GEOSSTRtree_query_r(zones_.handle(), tree_, point_, &GeosPrepared::visit, this);
      GEOSGeom_destroy_r(zones_.handle(), point_);
    }
  }
  Pairs found() const override { return found_; }
  std::size_t reports_per_round() const override { return 40'000; }

 private:
  static void visit(void* item, void* self) {
    auto& me = *static_cast<GeosPrepared*>(self);
    const auto z = *static_cast<std::uint32_t*>(item);
    if (GEOSPreparedContains_r(me.zones_.handle(), me.prepared_[z], me.point_) == 1) me.found_.push_back(pair(me.report_, z));
  }

  GeosZones zones_;
  std::vector<const GEOSPreparedGeometry*> prepared_;
  std::vector<std::uint32_t> numbers_;
  GEOSSTRtree* tree_ = nullptr;
  GEOSGeometry* point_ = nullptr;
  std::size_t report_ = 0;
  Pairs found_;
};

}  // namespace

std::unique_ptr<Peer> geos_prepared() { return std::make_unique<GeosPrepared>(); }

}  // namespace bench
