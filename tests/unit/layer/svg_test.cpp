#include "unit/layer/town_results.h"

#include "layer/svg.h"
#include "layer/svg_text.h"
#include "layer/svg_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers::test {
namespace {

struct Drawn {
  std::vector<Layer> layers;
  Picture picture;

  Drawn(const TownResults& town, const std::string& lang) {
    const auto r = town.results();
    const Words words(lang);
    layers = {zones_layer(r, 0, words), zones_layer(r, 1, words), findings_layer(r, r.coverage.gaps, 1, "gaps_block", words),
              hotspots_layer(r, words), hotspot_areas_layer(r, words), reports_layer(r, words), outside_layer(r, words)};
    for (const auto& layer : layers) picture.layers.push_back(&layer);
    picture.lang = lang;
    picture.planes = town.city.planes;
  }
  [[nodiscard]] std::string text() const { return svg_text(picture); }
};

TEST(Svg, ShowsTheAreasWithWhoActs) {
  const auto svg = Drawn(TownResults(), "en").text();
  for (const char* words : {"district A (block a, block b)", "u1 66.7%; uA 33.3%", "3 reports", "60.0% of all", "coordinator uA", "Gaps: 1, 10,000 m²", "Gap open to the rim 10,000 m² · block a,", "suggested: u1",
                            "5 reports · 6 zones of responsibility · hotspot areas: 1", "Hotspot, 99% confidence",
                            "50 m"}) {  // 400 m take 1,026 pixels: 170 pixels are 66 m, of which 50 is the round part
    EXPECT_NE(svg.find(words), std::string::npos) << words;
  }
}

/// The first number of an attribute after `at`.
double number_after(const std::string& svg, std::size_t at, const std::string& attribute) { return std::stod(svg.substr(svg.find(attribute + "=\"", at) + attribute.size() + 2)); }

// The town is a rectangle: a bar on the map would lie on its corner.
TEST(Svg, TheScaleBarAndTheNorthArrowLieOutsideTheMap) {
  const auto svg = Drawn(TownResults(), "en").text();
  const auto map = svg.find("<clipPath");
  const double top = number_after(svg, map, "y"), bottom = top + number_after(svg, map, "height");
  EXPECT_GT(number_after(svg, svg.rfind("<text", svg.find(">50 m<")), "y"), bottom);
  EXPECT_LT(number_after(svg, svg.rfind("<text", svg.find(">N<")), "y"), top);
}

// Cells of 100 m on a town of 400 m are wide enough to carry a number; shrunk by far zones they are not.
TEST(Svg, ANumberStandsBesideAnAreaThatItWouldHide) {
  const auto disc = [](const std::string& svg) { return number_after(svg, svg.find("r=\"11.5\"") - 40, "cx"); };
  Drawn drawn(TownResults(), "en");
  const auto& area = drawn.layers[4].polygons;
  const auto [west, east] = std::minmax_element(area.x.begin(), area.x.end());
  const auto svg = drawn.text();
  const double per_metre = 1026.0 / 400, left = 52;
  EXPECT_GT(disc(svg), left + per_metre * *west);
  EXPECT_LT(disc(svg), left + per_metre * *east);

  Layer far = drawn.layers[0];  // another level, 40 km wide
  for (auto& x : far.polygons.x) x *= 100;
  drawn.picture.layers.push_back(&far);
  const double small = 1026.0 / 40'000;
  EXPECT_NEAR(disc(drawn.text()), left + small * *east + 15, 0.2);
}

TEST(Svg, DensityThatIsDrawnStandsInTheLegend) {
  Drawn drawn(TownResults(), "en");
  Layer bands = drawn.layers[0];
  bands.style = "density_bands";
  bands.table.columns = {real_column("from_per_km2", {0, 12.5}), real_column("to_per_km2", {12.5, 80})};
  drawn.picture.layers.push_back(&bands);
  EXPECT_EQ(drawn.text().find("Density:"), std::string::npos) << "hot cells say it better";
  std::erase(drawn.picture.layers, &drawn.layers[3]);
  EXPECT_NE(drawn.text().find("Density: 12.5 to 80 reports per km²"), std::string::npos);
}

TEST(Svg, SpeaksChinese) {
  const auto svg = Drawn(TownResults(), "zh").text();
  for (const char* words : {"谁负责，问题堆积在哪里", "热点片区：谁来办", "3 件", "由uA协调", "临边界的空白 10,000 平方米 ·"}) EXPECT_NE(svg.find(words), std::string::npos) << words;
}

TEST(Svg, TheOrderOfLayersDoesNotMatter) {
  Drawn drawn(TownResults(), "en");
  const auto svg = drawn.text();
  std::reverse(drawn.picture.layers.begin(), drawn.picture.layers.end());
  EXPECT_EQ(drawn.text(), svg);
}

TEST(Svg, NamesCannotCarryMarkup) {
  TownResults town;
  town.city.zones.name[0] = "</text><script>alert(1)</script>\x01\xE2\x80\xAE";
  const auto svg = Drawn(town, "en").text();
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find('\x01'), std::string::npos);
  EXPECT_EQ(svg.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(Svg, NothingIsDrawnAndItIsStillAPicture) {
  Picture picture;
  picture.planes = TownResults().city.planes;
  const auto svg = svg_text(picture);
  EXPECT_NE(svg.find("Hotspots were not tested."), std::string::npos);
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
}

/// Twenty thousand zones of twelve ragged corners each.
TEST(Svg, TwentyThousandZonesStayUnderTwoMegabytes) {
  Layer zones;
  zones.style = "zones";
  zones.geometry = GeometryKind::polygon;
  std::vector<std::string> id;
  for (int row = 0; row < 125; ++row) {
    for (int column = 0; column < 160; ++column) {
      for (int k = 0; k <= 12; ++k) {
        const double angle = (k % 12) * 0.5235987755982988, radius = 40 + 9 * ((k % 12 * 7 + row + column) % 3);
        zones.polygons.add_vertex(column * 100 + radius * std::cos(angle), row * 100 + radius * std::sin(angle));
      }
      zones.polygons.end_ring();
      zones.polygons.end_part();
      zones.polygons.end_shape();
      id.push_back(std::to_string(row * 160 + column));
    }
  }
  zones.table.columns = {text_column("zone_id", id)};
  Picture picture;
  picture.planes = TownResults().city.planes;
  picture.layers = {&zones};
  EXPECT_LT(svg_text(picture).size(), 2'000'000U);
}

TEST(SvgView, VerticesOnALineAreLeftOut) {
  using svg::Ring;
  EXPECT_EQ(svg::simplified(Ring{{0, 0}, {50, 1}, {100, 0}, {100, 100}, {0, 100}}, 3), (Ring{{0, 0}, {100, 0}, {100, 100}, {0, 100}}));
  EXPECT_EQ(svg::simplified(Ring{{0, 0}, {50, 9}, {100, 0}, {100, 100}, {0, 100}}, 3).size(), 5U);
  EXPECT_TRUE(svg::simplified(Ring{{0, 0}, {100, 0}, {50, 0}}, 3).empty());
}

TEST(SvgView, PathsAreRelativeTenthsOfAPixel) {
  std::string d;
  svg::append_path(d, {{0, 10}, {30, 10}, {30, -5}});
  EXPECT_EQ(d, "M0 10l30 0 0-15z");
}

TEST(SvgView, ANameStandsInsideItsZone) {
  const std::vector<svg::Ring> horseshoe{{{0, 0}, {100, 0}, {100, 100}, {80, 100}, {80, 20}, {20, 20}, {20, 100}, {0, 100}}};
  const auto at = svg::label_place(horseshoe);
  EXPECT_TRUE((at.x > 0 && at.x < 20) || (at.x > 80 && at.x < 100) || at.y < 20) << at.x << " " << at.y;
}

TEST(SvgText, BreaksAtBlanksAndBetweenEastAsianSigns) {
  EXPECT_EQ(svg::wrapped("one two three", 10, 45, 3), (Texts{"one two", "three"}));
  EXPECT_EQ(svg::wrapped("文昌街道办事处", 10, 40, 3), (Texts{"文昌街道", "办事处"}));
  EXPECT_EQ(svg::wrapped("文昌街道办事处", 10, 40, 1), Texts{"文昌街…"});
}

}  // namespace
}  // namespace bailiwick::layers::test
