// GEOS's own C++ classes: IndexedPointInAreaLocator per zone behind TemplateSTRtree, the fastest way GEOS offers.
#include "peers/geos.h"
#include "peers/peer.h"

#include <geos/algorithm/locate/IndexedPointInAreaLocator.h>
#include <geos/geom/Envelope.h>
#include <geos/geom/Geometry.h>
#include <geos/geom/Location.h>
#include <geos/index/strtree/TemplateSTRtree.h>

namespace bench {
namespace {

class GeosLocator : public Peer {
 public:
  std::string name() const override { return "GEOS IndexedPointInAreaLocator"; }
  void build(const bailiwick::Zones& zones) override {
    zones_.build(zones.shapes.view());
    for (std::uint32_t z = 0; z < zones_.geometry().size(); ++z) {
      const auto* g = reinterpret_cast<const geos::geom::Geometry*>(zones_.geometry()[z]);
      locators_.push_back(std::make_unique<geos::algorithm::locate::IndexedPointInAreaLocator>(*g));
      if (!g->isEmpty()) tree_.insert(*g->getEnvelopeInternal(), z);
    }
    const geos::geom::Coordinate anywhere(0, 0);  // the locators build themselves at the first question
    for (auto& l : locators_) l->locate(&anywhere);
    tree_.build();
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    found_.clear();
    for (std::size_t i = 0; i < x.size(); ++i) {
      const geos::geom::Coordinate c(x[i], y[i]);
      tree_.query(geos::geom::Envelope(c), [&](std::uint32_t z) {
        if (locators_[z]->locate(&c) == geos::geom::Location::INTERIOR) found_.push_back(pair(i, z));
      });
    }
  }
  Pairs found() const override { return found_; }
  std::size_t reports_per_round() const override { return 50'000; }

 private:
  GeosZones zones_;
  std::vector<std::unique_ptr<geos::algorithm::locate::IndexedPointInAreaLocator>> locators_;
  geos::index::strtree::TemplateSTRtree<std::uint32_t> tree_;
  Pairs found_;
};

}  // namespace

std::unique_ptr<Peer> geos_locator() { return std::make_unique<GeosLocator>(); }

}  // namespace bench
