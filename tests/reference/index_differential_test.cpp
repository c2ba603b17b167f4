// Every answer of the index against an exact oracle, and GEOS's locator against both. Differences to GEOS are settled by the oracle and listed.
//
// Counts: 1e6 reports of the generator's large city, 1e7 adversarial places in it; a fiftieth with BAILIWICK_TEST_SCALE=quick.
#include "../property/index_oracle.h"
#include "../property/index_partition.h"
#include "adversarial.h"
#include "shared_data.h"
#include "strip_oracle.h"

#include "index/locate.h"
#include "peers/geos.h"

#include <bailiwick/layers/project.h>
#include <generator/large.h>
#include <geos/algorithm/locate/IndexedPointInAreaLocator.h>
#include <geos/geom/Envelope.h>
#include <geos/geom/Geometry.h>
#include <geos/geom/Location.h>
#include <geos/index/strtree/TemplateSTRtree.h>

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace bailiwick::test {
namespace {

bool quick() {
  const char* scale = std::getenv("BAILIWICK_TEST_SCALE");
  return scale != nullptr && std::string_view(scale) == "quick";
}
std::size_t scaled(std::size_t full) { return quick() ? full / 50 : full; }

/// GEOS's own answer: which zones hold a place in their interior or on their boundary.
class Geos {
 public:
  explicit Geos(const Zones& zones) {
    zones_.build(zones.shapes.view());
    for (std::uint32_t z = 0; z < zones_.geometry().size(); ++z) {
      const auto* g = reinterpret_cast<const geos::geom::Geometry*>(zones_.geometry()[z]);
      locators_.push_back(std::make_unique<geos::algorithm::locate::IndexedPointInAreaLocator>(*g));
      if (!g->isEmpty()) tree_.insert(*g->getEnvelopeInternal(), z);
    }
    tree_.build();
  }
  std::vector<StripHit> at(double x, double y) {
    std::vector<StripHit> hits;
    const geos::geom::Coordinate c(x, y);
    tree_.query(geos::geom::Envelope(c), [&](std::uint32_t z) {
      const auto where = locators_[z]->locate(&c);
      if (where != geos::geom::Location::EXTERIOR) hits.push_back({z, where == geos::geom::Location::INTERIOR, where == geos::geom::Location::BOUNDARY});
    });
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.zone < b.zone; });
    return hits;
  }

 private:
  bench::GeosZones zones_;
  std::vector<std::unique_ptr<geos::algorithm::locate::IndexedPointInAreaLocator>> locators_;
  geos::index::strtree::TemplateSTRtree<std::uint32_t> tree_;
};

std::string text(const std::vector<StripHit>& hits, bool touching) {
  std::string out;
  for (const auto& hit : hits) {
    if (hit.inside || touching) out += std::to_string(hit.zone) + (hit.on_border ? "| " : " ");
  }
  return out;
}

/// Compares place by place; the index alone, its batch, closed zones, and now and then GEOS.
class Comparison {
 public:
  Comparison(const Zones& zones, const ZoneIndex& index, bool with_geos) : index_(index), oracle_(zones) {
    if (with_geos) geos_ = std::make_unique<Geos>(zones);
  }

  void add(double x, double y, bool ask_geos) {
    ++places_;
    const auto expected = oracle_.at(x, y);
    const auto inside = text(expected, false), touching = text(expected, true);
    const auto found = [&](std::size_t count) { return shown(std::span<const Hit>(hits_.data(), count)); };
    same(found(index_.locate(x, y, hits_)), inside, x, y);
    same(found(index_.locate_touching(x, y, hits_)), touching, x, y);
    std::uint32_t set = 0;
    index::sets_at(index_.data(), &x, &y, 1, &set);
    if (set != index::kAskExact) {
      std::string batch;
      for (const auto zone : index_.data().zones_of_set(set)) batch += std::to_string(zone) + ' ';
      same(batch, touching, x, y);  // off every border
    }
    if (ask_geos && geos_) compare_geos(expected, x, y);
  }

  void finish(const char* what) const {
    EXPECT_EQ(different_, 0U) << what << ": " << different_ << " of " << places_ << " answers differ from the oracle's";
    std::printf("%s: %zu places, 0 differences expected, %zu found; GEOS asked %zu times, differs %zu times\n", what, places_, different_, geos_asked_,
                geos_differs_);
  }
  [[nodiscard]] std::size_t places() const { return places_; }

 private:
  void same(const std::string& found, const std::string& expected, double x, double y) {
    if (found == expected) return;
    if (++different_ <= 5) ADD_FAILURE() << std::hexfloat << x << ' ' << y << ": expected " << expected << ", found " << found;
  }
  /// On a border GEOS says so and no more; elsewhere it must say what the oracle says.
  void compare_geos(const std::vector<StripHit>& expected, double x, double y) {
    ++geos_asked_;
    const auto plain = [](const std::vector<StripHit>& hits) {
      std::string out;
      for (const auto& hit : hits) {
        if (hit.inside || hit.on_border) out += std::to_string(hit.zone) + (hit.on_border ? "| " : " ");
      }
      return out;
    };
    const auto theirs = plain(geos_->at(x, y)), ours = plain(expected);
    if (theirs == ours) return;
    if (++geos_differs_ <= 10) std::printf("GEOS differs at %a %a: exact %s, GEOS %s\n", x, y, ours.c_str(), theirs.c_str());
  }

  const ZoneIndex& index_;
  StripOracle oracle_;
  std::unique_ptr<Geos> geos_;
  std::array<Hit, 256> hits_{};
  std::size_t places_ = 0, different_ = 0, geos_asked_ = 0, geos_differs_ = 0;
};

TEST(IndexDifferential, TheStripOracleIsTheRationalOracle) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const double scale = std::array{1.0, 1e-99, 1e-30, 1e13, 0.01}[seed % 5];
    Partition partition({5, 4, 5, -3.1 * scale, -2.2 * scale, scale, seed % 2 == 0 ? 0 : scale / 16}, seed);
    const Zones zones = partition.zones();
    StripOracle fast(zones);
    const Oracle slow(zones);
    for (const auto& [x, y] : partition.places(200)) ASSERT_EQ(text(fast.at(x, y), true), shown(slow.at(x, y), true)) << x << ' ' << y;
  }
}

struct LargeCity {
  layers::City city;
  layers::Located located;
};

LargeCity large_city() {
  char name[] = "/tmp/bailiwick_differential_XXXXXX";
  const std::string folder = ::mkdtemp(name);
  generator::LargeOptions options;
  options.blocks = quick() ? 500 : 6000;
  options.districts = quick() ? 4 : 10;
  options.streets = quick() ? 16 : 80;
  options.enclaves = quick() ? 20 : 100;
  options.roads = quick() ? 150 : 1500;
  options.reports = scaled(1'000'000);
  generator::write_large(folder, options);
  const auto settings = layers::read_project(folder + "/city.toml");
  std::vector<layers::RawZones> levels;
  for (const auto& source : settings.zones) levels.push_back(layers::read_zones(source, settings));
  LargeCity out;
  out.city = layers::project(levels, {}, {}, settings);
  out.located = layers::locate(layers::read_reports(settings), out.city, settings);
  std::filesystem::remove_all(folder);
  return out;
}

TEST(IndexDifferential, LargeCity) {
  const auto [city, located] = large_city();
  const auto index = ZoneIndex::build(city.zones);
  Comparison reports(city.zones, index, true);
  for (std::size_t i = 0; i < located.size(); ++i) reports.add(located.x[i], located.y[i], i % 5 == 0);
  reports.finish("city reports");
  EXPECT_EQ(reports.places(), scaled(1'000'000));
  Comparison places(city.zones, index, true);
  Adversary adversary(city.zones, index, 1);
  for (std::size_t i = 0; i < scaled(10'000'000); ++i) {
    const auto [x, y] = adversary.next();
    places.add(x, y, i % 50 == 0);
  }
  places.finish("adversarial places");
}

TEST(IndexDifferential, EveryMagnitude) {
  for (const double scale : {0.0, 1e-100, 1e-99, 1e-60, 1e-20, 1e-5, 1.0, 1e5, 1e10, 1e14}) {
    std::size_t places = 0;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      Partition partition({6, 5, 7, -3.1 * scale, -2.2 * scale, scale, 0}, seed);
      const Zones zones = partition.zones();
      const auto index = ZoneIndex::build(zones);
      Comparison comparison(zones, index, false);
      Adversary adversary(zones, index, seed);
      for (const auto& [x, y] : partition.places(scaled(20'000))) comparison.add(x, y, false);
      for (std::size_t i = 0; scale > 0 && i < scaled(80'000); ++i) {
        const auto [x, y] = adversary.next();
        comparison.add(x, y, false);
      }
      places += comparison.places();
      comparison.finish("magnitude");
    }
    EXPECT_GE(places, scaled(scale > 0 ? 500'000 : 100'000));
  }
}

TEST(IndexDifferential, NewYork) {
  const auto folder = layers::shared_data("nyc");
  if (folder.empty()) GTEST_SKIP() << "no shared data";
  layers::Settings settings;
  for (const auto& [level, file] : {std::pair{"borough", "boroughs.geojson"}, {"community", "community_districts.geojson.gz"},
                                    {"council", "council_districts.geojson.gz"}, {"precinct", "police_precincts.geojson.gz"},
                                    {"battalion", "fire_battalions.geojson.gz"}, {"school", "school_districts.geojson.gz"},
                                    {"nta", "nta_2010.geojson"}, {"zip", "modzcta.geojson"}}) {
    layers::ZoneSource source;
    source.level = level;
    source.file = folder + "/" + file;
    settings.zones.push_back(source);
  }
  std::vector<layers::RawZones> levels;
  for (const auto& source : settings.zones) levels.push_back(layers::read_zones(source, settings));
  const auto city = layers::project(levels, {}, {}, settings);
  const auto index = ZoneIndex::build(city.zones);
  Comparison comparison(city.zones, index, true);
  Adversary adversary(city.zones, index, 2);
  const auto box = index.extent();
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> across(box.west, box.east), up(box.south, box.north);
  for (std::size_t i = 0; i < scaled(1'000'000); ++i) {
    const auto [x, y] = i % 2 == 0 ? adversary.next() : std::pair(across(random), up(random));
    comparison.add(x, y, i % 10 < 2);
  }
  comparison.finish("New York, eight layers");
}

}  // namespace
}  // namespace bailiwick::test
