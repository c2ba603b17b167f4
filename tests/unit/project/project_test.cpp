#include "town.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

const Ring kSquare = rectangle(113.8, 34.0, 113.9, 34.1);

bool warned(const std::vector<Warning>& warnings, const std::string& code) {
  return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& warning) { return warning.code == code; });
}

std::string refusal(const std::vector<RawZones>& levels, const Settings& settings = {}) {
  try {
    (void)project(levels, {}, {}, settings);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Project, TheLocationPlaneIsThatOfTheFirstLevelAndItsCoordinatesAreUntouched) {
  const Ring odd{{113.8, 34.0}, {113.9 + 1e-14, 34.0}, {113.9, 34.1}, {113.8, 34.0}};
  const auto city = project({drawn("district", "EPSG:4490", {odd}), drawn("block", "EPSG:4326", {kSquare})}, {}, {}, {});
  EXPECT_EQ(city.planes.location_crs, "EPSG:4490");
  EXPECT_EQ(city.zones.location_crs, "EPSG:4490");
  for (std::size_t v = 0; v < odd.size(); ++v) {
    EXPECT_EQ(city.zones.shapes.x[v], odd[v].first);
    EXPECT_EQ(city.zones.shapes.y[v], odd[v].second);
  }
  EXPECT_EQ(city.zones.shapes.x.size(), odd.size() + kSquare.size());
  EXPECT_FALSE(warned(city.warnings, "cross_crs"));
  EXPECT_TRUE(city.lonlat);
}

TEST(Project, AnotherSystemIsCarriedOverWithItsEdgesDensifiedAndSaid) {
  // A square of 10 km in UTM 49N; its straight edges are curves in longitude and latitude.
  const auto city = project({drawn("district", "EPSG:4326", {kSquare}), drawn("block", "EPSG:32649", {rectangle(700'000, 3'760'000, 710'000, 3'770'000)})},
                            {}, {}, {});
  EXPECT_TRUE(warned(city.warnings, "cross_crs"));
  EXPECT_GT(city.zones.shapes.x.size(), 2 * kSquare.size());
  for (std::size_t v = kSquare.size(); v < city.zones.shapes.x.size(); ++v) {
    EXPECT_NEAR(city.zones.shapes.x[v], 113.2, 0.15);
    EXPECT_NEAR(city.zones.shapes.y[v], 34.0, 0.15);
  }
}

// gdaltransform (GDAL 3.6.2) of the quarters and middles: edges of the block lie up to 1.327896 m off their chords in degrees of 111.32 km, those of the
// district 1.131110 m in the block's plane.
TEST(Project, ALevelKnowsHowFarEdgesBowAgainstItsParentInAnotherSystem) {
  auto block = drawn("block", "EPSG:32649", {rectangle(700'000, 3'760'000, 710'000, 3'770'000)});
  block.source.parent_level = "district";
  const auto city = project({drawn("district", "EPSG:4326", {kSquare}), block}, {}, {}, {});
  ASSERT_EQ(city.level_bow_m.size(), 2U);
  EXPECT_EQ(city.level_bow_m[0], 0);
  EXPECT_NEAR(city.level_bow_m[1], 1.327896, 1e-5);
  const auto within = project({drawn("district", "EPSG:4326", {kSquare})}, drawn("area", "EPSG:32649", {rectangle(700'000, 3'760'000, 700'010, 3'760'010)}), {}, {});
  EXPECT_NEAR(within.level_bow_m[0], 1.131110, 1e-5);
}

// Without --area the top level draws the study area, against which the block's gaps are judged.
TEST(Project, ALevelWithoutAParentKnowsHowFarEdgesBowAgainstTheStudyArea) {
  const auto block = drawn("block", "EPSG:32649", {rectangle(700'000, 3'760'000, 710'000, 3'770'000)});
  const auto city = project({drawn("district", "EPSG:4326", {kSquare}), block}, {}, {}, {});
  EXPECT_EQ(city.level_bow_m[0], 0);
  EXPECT_NEAR(city.level_bow_m[1], 1.327896, 1e-5);
}

TEST(Project, ATopLevelWithoutGroundIsRefusedWithItsFileAndItsFirstFault) {
  auto district = drawn("district", "EPSG:4490", {});
  EXPECT_EQ(refusal({district}), "district.geojson: expected at least one polygon, found none");
  district.rejected = {{0, 2, true, "spans more than 180 degrees of longitude"}};
  EXPECT_EQ(refusal({district}), "district.geojson: expected at least one polygon, found 1 features that cannot be used; feature 2: spans more than 180 degrees "
                                 "of longitude");
}

TEST(Project, AnEdgeSharedByTwoZonesIsTheSameAfterCarryingWhateverItsDirection) {
  const auto utm = drawn("block", "EPSG:32649", {rectangle(700'000, 3'760'000, 710'000, 3'770'000), rectangle(710'000, 3'760'000, 720'000, 3'770'000)});
  const auto city = project({drawn("district", "EPSG:4326", {kSquare}), utm}, {}, {}, {});
  const auto view = city.zones.shapes.view();
  std::vector<std::pair<double, double>> left, right, shared;
  for (auto [shape, places] : {std::pair{1, &left}, {2, &right}}) {
    const auto vertices = view.vertices_of_shape(static_cast<std::size_t>(shape));
    for (auto v = vertices.begin; v < vertices.end; ++v) places->emplace_back(view.x[v], view.y[v]);
    std::sort(places->begin(), places->end());
    places->erase(std::unique(places->begin(), places->end()), places->end());
  }
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(shared));
  EXPECT_GT(shared.size(), 4U);  // its two ends and the vertices between
}

TEST(Project, TheStudyAreaIsTheUnionOfTheTopLevelNeverItsBox) {
  const auto city = project({drawn("district", "EPSG:4490", {rectangle(113.8, 34.0, 113.9, 34.1), rectangle(113.9, 34.0, 114.0, 34.05)})}, {}, {}, {});
  ASSERT_EQ(city.area.shape.size(), 1U);
  EXPECT_FALSE(city.area.given);
  double twice = 0;  // shoelace: 0.1 x 0.1 + 0.1 x 0.05 square degrees
  const auto& s = city.area.shape;
  for (std::size_t v = 0; v + 1 < s.x.size(); ++v) twice += (s.x[v] - 113.8) * (s.y[v + 1] - 34) - (s.x[v + 1] - 113.8) * (s.y[v] - 34);
  EXPECT_NEAR(std::abs(twice) / 2, 0.015, 1e-12);
}

TEST(Project, TheAreaGivenIsTaken) {
  auto area = drawn("area", "EPSG:4490", {rectangle(113.7, 33.9, 114.1, 34.3)});
  const auto city = project({drawn("district", "EPSG:4490", {kSquare})}, area, {}, {});
  EXPECT_TRUE(city.area.given);
  EXPECT_EQ(city.area.shape.x, area.input.shapes.x);
  EXPECT_EQ(city.planes.metric_crs, "LAEA:34.1,113.9");  // centred on the area's box
}

TEST(Project, AnAreaThatTouchesNoZoneIsWarnedOf) {
  const auto with = [](const Ring& ring) { return project({drawn("district", "EPSG:4490", {kSquare})}, drawn("area", "EPSG:4490", {ring}), {}, {}).warnings; };
  EXPECT_TRUE(warned(with(rectangle(114.0, 34.0, 114.1, 34.1)), "area_apart"));
  EXPECT_FALSE(warned(with(rectangle(113.85, 33.9, 114.1, 34.3)), "area_apart"));
}

// Silently falling back to the zones' union would answer another question than the one asked.
TEST(Project, AnAreaWithoutAUsablePolygonIsRefusedAndLostFeaturesAreKept) {
  auto area = drawn("area", "EPSG:4490", {rectangle(113.7, 33.9, 114.1, 34.3)});
  area.rejected = {{0, 1, true, "a line among polygons"}};
  const auto city = project({drawn("district", "EPSG:4490", {kSquare})}, area, {}, {});
  ASSERT_EQ(city.lost.size(), 1U);
  EXPECT_EQ(city.lost[0].input, "area");
  EXPECT_EQ(city.lost[0].rejected.size(), 1U);
  EXPECT_TRUE(warned(city.warnings, "ground_rejected"));

  auto empty = drawn("area", "EPSG:4490", {});
  const auto with = [&](const RawZones& ground) {
    try {
      (void)project({drawn("district", "EPSG:4490", {kSquare})}, ground, {}, {});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(with(empty), "area.geojson: expected a polygon of the study area, found none; mend the file or leave --area out");
  empty.rejected = {{0, 4, true, "a point has no ground; expected a polygon"}};
  EXPECT_EQ(with(empty), "area.geojson: expected a polygon of the study area, found 1 features that cannot be used; feature 4: a point has no ground; "
                         "expected a polygon; mend the file or leave --area out");
}

TEST(Project, AcrossLevelsAloneStillHaveAStudyAreaAndAWarning) {
  auto road = drawn("road", "EPSG:4490", {kSquare});
  road.source.role = Role::across;
  const auto city = project({road}, {}, {}, {});
  EXPECT_TRUE(warned(city.warnings, "no_partition"));
  EXPECT_EQ(city.area.shape.size(), 1U);
}

TEST(Project, WithoutASystemTheErrorNamesTheOption) {
  EXPECT_EQ(refusal({drawn("district", "", {kSquare})}),
            "district.geojson has no CRS: expected one; pass --zones-crs EPSG:n (or --zones-crs local for a city grid in metres)");
  Settings settings;
  settings.zones_crs = "EPSG:4490";
  EXPECT_EQ(refusal({drawn("district", "", {kSquare})}, settings), "accepted");
}

// A grid of an office's own, without a code: the definition of EPSG:32649 (central meridian 111 E) by another name.
const char* const kOwnGrid =
    "PROJCS[\"City grid\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],"
    "UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],"
    "PARAMETER[\"central_meridian\",111],PARAMETER[\"scale_factor\",0.9996],PARAMETER[\"false_easting\",500000],PARAMETER[\"false_northing\",0],"
    "UNIT[\"metre\",1]]";

TEST(Project, ASystemWithoutACodeIsTakenFromTheFilesWkt) {
  const auto ring = rectangle(700'000, 3'760'000, 710'000, 3'770'000);
  for (const auto* const label : {"WKT", "SR-ORG:6864"}) {  // "WKT" is what reading calls it; PROJ knows no SR-ORG
    auto own = drawn("block", label, {ring});
    own.crs_wkt = kOwnGrid;
    const auto city = project({own}, {}, {}, {});
    EXPECT_EQ(city.planes.location_crs, "City grid") << label;
    EXPECT_NEAR(city.centre_lon, project({drawn("block", "EPSG:32649", {ring})}, {}, {}, {}).centre_lon, 1e-9) << label;
    EXPECT_EQ(city.zones.shapes.x.size(), ring.size()) << label;
  }
}

TEST(Project, ALocalGridKeepsItsMetres) {
  Settings settings;
  settings.zones_crs = "local";
  const auto city = project({drawn("district", "", {rectangle(0, 0, 1000, 500)})}, {}, {}, settings);
  EXPECT_TRUE(city.local);
  EXPECT_EQ(city.planes.metric_crs, "local");
  EXPECT_TRUE(city.location_wkt.empty());
  EXPECT_FALSE(warned(city.warnings, "datum_unnamed"));
}

TEST(Project, LocalAndNamedSystemsDoNotMix) {
  auto grid = drawn("block", "", {rectangle(0, 0, 1000, 500)});
  grid.source.crs = "local";
  EXPECT_EQ(refusal({drawn("district", "EPSG:4490", {kSquare}), grid}),
            "block.geojson is in local and the city in EPSG:4490: there is no way from one to the other; give both a named system");
}

TEST(Project, EdgesAcrossTheAntimeridianAndLatitudesBeyondThePoleAreRefusedWithTheFeature) {
  EXPECT_EQ(refusal({drawn("district", "OGC:CRS84", {kSquare, rectangle(-170, 10, 170, 20)})}),
            "district.geojson, feature 1: expected edges of at most 180 degrees of longitude, found 340; cut the shape at the antimeridian");
  EXPECT_EQ(refusal({drawn("district", "OGC:CRS84", {rectangle(10, 20, 20, 625)})}),
            "district.geojson, feature 0: expected latitude between -90 and 90, found 625; if the file is projected, say so with --zones-crs");
}

TEST(Project, PlacesAreSaidWithTheirHemispheres) {
  const auto said = [](double west, double south) {
    const auto city = project({drawn("district", "EPSG:4326", {rectangle(west, south, west + 0.1, south + 0.1)})}, {}, {}, {});
    return std::count_if(city.reasons.begin(), city.reasons.end(), [&](const std::string& reason) {
      return reason.find(west < 0 ? "centred on 40.7 N 74.0 W, " : "centred on 33.9 S 151.2 E, ") != std::string::npos;
    });
  };
  EXPECT_EQ(said(-74.05, 40.65), 1);   // New York
  EXPECT_EQ(said(151.15, -33.95), 1);  // Sydney
}

// WGS 84 / PDC Mercator is centred on 150 E: 180 degrees lie at 30 x 111319.49 m = 3339585 m of easting.
TEST(Project, AProjectedCityAcrossTheAntimeridianIsRefused) {
  const auto fiji = [](double west, double east) { return refusal({drawn("district", "EPSG:3832", {rectangle(west, -2'000'000, east, -1'980'000)})}); };
  EXPECT_EQ(fiji(3'330'000, 3'350'000),
            "the zones in EPSG:3832 reach across the antimeridian: expected a city on one side of 180 degrees of longitude; cut the zones there and run "
            "the sides apart, or pass --zones-crs local");
  EXPECT_EQ(fiji(3'319'000, 3'339'000), "accepted");
  EXPECT_EQ(fiji(3'340'000, 3'360'000), "accepted");
}

TEST(Project, WebMapsOfChinaAreSuspectedUntilTheirDatumIsNamed) {
  EXPECT_TRUE(warned(project({drawn("district", "OGC:CRS84", {kSquare})}, {}, {}, {}).warnings, "datum_unnamed"));
  EXPECT_FALSE(warned(project({drawn("district", "EPSG:4490", {kSquare})}, {}, {}, {}).warnings, "datum_unnamed"));
  Settings settings;
  settings.zones_datum = "wgs84";
  EXPECT_FALSE(warned(project({drawn("district", "OGC:CRS84", {kSquare})}, {}, {}, settings).warnings, "datum_unnamed"));
  EXPECT_FALSE(warned(project({drawn("borough", "OGC:CRS84", {rectangle(-74, 40, -73, 41)})}, {}, {}, {}).warnings, "datum_unnamed"));
}

TEST(Project, OfAStudyAreaWithoutZonesItsOwnDatumIsAskedFor) {
  const auto keys = [](const Settings& settings) {
    std::vector<std::string> found;
    for (const auto& warning : project({drawn("area", "OGC:CRS84", {kSquare})}, {}, {}, settings).warnings) found.push_back(warning.key);
    return found;
  };
  Settings settings;
  EXPECT_EQ(std::ranges::count(keys(settings), "datum_unnamed.area"), 0);  // the ground of the reports, of which the reports warn
  settings.area = "city.geojson";
  EXPECT_EQ(std::ranges::count(keys(settings), "datum_unnamed.area"), 1);
  EXPECT_EQ(std::ranges::count(keys(settings), "datum_unnamed.zones"), 0);
}

TEST(Project, AShiftedLevelIsBroughtBackWhenItsDatumIsNamed) {
  Settings settings;
  settings.zones_datum = "gcj02";
  const auto city = project({drawn("district", "OGC:CRS84", {kSquare})}, {}, {}, settings);
  // The shift at Xuchang is 568 m (field.md): some 0.006 degrees of longitude eastward on the shifted map.
  const double west = *std::min_element(city.zones.shapes.x.begin(), city.zones.shapes.x.end());
  EXPECT_LT(west, 113.8 - 0.004);
  EXPECT_GT(west, 113.8 - 0.008);
}

TEST(Project, LinesWithoutAWidthAreRefusedWithTheHint) {
  auto roads = drawn("road", "EPSG:4490", {{{113.8, 34.0}, {113.9, 34.0}}});
  roads.lines = true;
  EXPECT_EQ(refusal({drawn("district", "EPSG:4490", {kSquare}), roads}),
            "road.geojson holds lines: expected their width in metres; pass --zone-option road.width=METRES or =FIELD");
}

TEST(Project, LinesBecomeStripsOfTheirWidth) {
  auto roads = drawn("road", "EPSG:4490", {{{113.85, 34.02}, {113.85, 34.08}}});
  roads.lines = true;
  roads.width_m = {40};
  const auto city = project({drawn("district", "EPSG:4490", {kSquare}), roads}, {}, {}, {});
  auto strip = Polygons{};
  strip.append(city.zones.shapes.view(), 1);
  const auto area = signed_ring_areas(densified(strip.view(), city.planes.to_area, 0.001).view());
  // 0.06 degrees of the meridian at 34.05 N: 110923.3 m a degree (Helmert's series on GRS 80), 6655.4 m.
  EXPECT_NEAR(std::abs(area[0]) / 6655.4, 40, 0.01);
}

TEST(Project, NoLevelsNoCity) { EXPECT_EQ(refusal({}), "no zones: expected at least one level; pass --zones LEVEL=FILE"); }

}  // namespace
}  // namespace bailiwick::layers
