#include "scratch.h"
#include "write/project_file.h"
#include "write/style.h"
#include "write/style_template.h"
#include "write/zip.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cstdlib>

namespace bailiwick::layers::write {
namespace {

std::string filled(const std::string& text) {
  TemplateValues values;
  values.values = {{"name", "a<b"}, {"piece", "<p/>"}};
  values.lists["rows"] = {{{"n", "1"}}, {{"n", "2"}}};
  values.lists["none"] = {};
  return fill_template(text, values, Words("en"));
}

TEST(StyleTemplate, ValuesAreEscapedAndPiecesAreNot) { EXPECT_EQ(filled("[{{name}}][{{xml:piece}}]"), "[a&lt;b][<p/>]"); }

TEST(StyleTemplate, ListsAreRepeated) { EXPECT_EQ(filled("{{#rows}}{{n}}{{name}} {{/rows}}.{{#none}}x{{/none}}"), "1a&lt;b 2a&lt;b ."); }

TEST(StyleTemplate, WordsComeFromTheLanguage) { EXPECT_EQ(filled("{{word:gi_bin.3}}"), "Hotspot, 99% confidence"); }

TEST(StyleTemplate, AKeyNobodyGaveIsAFaultOfTheTemplate) {
  EXPECT_THROW((void)filled("{{other}}"), Error);
  EXPECT_THROW((void)filled("{{#rows}}x"), Error);
  EXPECT_THROW((void)filled("{{name"), Error);
}

TEST(Style, HotspotsHaveTheColoursOfArcGis) {
  Layer layer;
  layer.name = layer.style = "hotspots";
  const auto qml = layer_qml(layer, Words("zh"));
  // platform notes, section 9: #4575B5 #849EBA #C0CCBE #F7F7F2 #FAB984 #ED7551 #D62F27
  for (const char* colour : {"69,117,181", "132,158,186", "192,204,190", "247,247,242", "250,185,132", "237,117,81", "214,47,39"}) {
    EXPECT_NE(qml.find(colour), std::string::npos) << colour;
  }
}

TEST(Style, EveryKindOfLayerHasAStyleInEveryLanguageWithoutKeysLeft) {
  for (const std::string lang : {"en", "zh"}) {
    for (const std::string style : {"zones", "gaps", "overlaps", "children", "hotspots", "hotspot_areas", "density_bands", "reports", "outside"}) {
      Layer layer;
      layer.name = layer.style = style;
      layer.breaks = {1, 2, 3};
      const auto qml = layer_qml(layer, Words(lang));
      EXPECT_EQ(qml.find("{{"), std::string::npos) << style;
      EXPECT_EQ(qml.find("class."), std::string::npos) << style;
      EXPECT_EQ(qml.find("gi_bin."), std::string::npos) << style;
    }
  }
}

TEST(Style, ClassesReachFromZeroToTheMaximum) {
  const auto qml = density_qml({50, 100, 1234.5}, Words("en"));
  EXPECT_NE(qml.find("value=\"50\" color=\"#ffeda0\" alpha=\"255\" label=\"0 – 50\""), std::string::npos) << qml;
  EXPECT_NE(qml.find("value=\"inf\" color=\"#f03b20\" alpha=\"255\" label=\"100 – 1,234\""), std::string::npos) << qml;
}

TEST(Style, LimitsOfClassesAreWrittenOutForPeople) {
  const auto labels = [](const std::vector<double>& breaks) {
    const auto qml = density_qml(breaks, Words("en"));
    std::string out;
    for (auto at = qml.find(" label=\""); at != std::string::npos; at = qml.find(" label=\"", at + 1)) out += qml.substr(at + 8, qml.find('"', at + 8) - at - 8) + "|";
    return out;
  };
  EXPECT_EQ(labels({0.00002, 0.00005, 0.00012345}), "0|0 – 0.00002|0.00002 – 0.00005|0.00005 – 0.000123|");
  EXPECT_EQ(labels({0.5, 20, 999.7}), "0|0 – 0.5|0.5 – 20|20 – 1,000|");
  EXPECT_EQ(labels({50, 808.0258178710938}), "0|0 – 50|50 – 808|");
}

/// Titles of the layers of the project from the front, those that are drawn at first with a star.
std::string tree_of(const Raster& raster, const std::string& lang) {
  const auto text = project_text({}, lonlat(), {"t", "city.gpkg", {raster}, lang});
  std::string out;
  for (auto at = text.find("<layer-tree-layer"); at != std::string::npos; at = text.find("<layer-tree-layer", at + 1)) {
    const auto node = text.substr(at, text.find('>', at) - at);
    const auto name = node.find(" name=\"") + 7;
    out += node.substr(name, node.find('"', name) - name) + (node.find(" checked=\"Qt::Checked\"") == std::string::npos ? "|" : "*|");
  }
  return out;
}

TEST(Project, SurfacesAreNamedByWhatTheyAreOfAndTheNewestIsInFront) {
  Raster raster{"density", {{nullptr, "2026-01"}, {nullptr, "2026-02"}}, {1, 2}, "layers/density.tif"};
  EXPECT_EQ(tree_of(raster, "en"), "2026-01: reports per km²*|2026-02: reports per km²|");
  raster.newest_first = true;
  EXPECT_EQ(tree_of(raster, "zh"), "2026-02：件/平方千米*|2026-01：件/平方千米|");
  EXPECT_EQ(tree_of({"density", {{nullptr, ""}}, {1, 2}, "layers/density.tif"}, "en"), "Density of reports (per km²)*|");
  raster.weight = "severity";
  EXPECT_EQ(tree_of(raster, "en"), "2026-02: severity per km²*|2026-01: severity per km²|");
  raster.bands = {{nullptr, ""}};
  EXPECT_EQ(tree_of(raster, "zh"), "severity密度（每平方千米）*|");
  EXPECT_EQ(tree_of({"relative_risk", {{nullptr, "status=open"}}, {}, "layers/relative_risk.tif"}, "en"), "status=open: relative risk (1: as in the city)|");
}

TEST(Project, NoAuthorityOfACrsBreaksTheXml) {
  CrsInfo crs = lonlat();
  crs.metric_wkt = R"(PROJCRS["p",BASEGEOGCRS["g",DATUM["d",ELLIPSOID["e",6378137,298.257223563]]],CONVERSION["c",METHOD["Transverse Mercator"]],)"
                   R"(CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1],ID["A<b>&c",12]])";
  const auto text = project_text({}, crs, {"t", "city.gpkg", {}, "en"});
  EXPECT_NE(text.find("<authid>A&lt;b&gt;&amp;c:12</authid>"), std::string::npos) << text;
  EXPECT_EQ(text.find("A<b>"), std::string::npos);
}

TEST(Zip, AnOrdinaryUnzipReadsIt) {
  const Scratch scratch;
  scratch.write("a.qgz", zip_of_one("城市.qgs", std::string(5000, 'x') + "end"));
  const auto command = "cd " + scratch.path().string() +
                       " && python3 -c \"import zipfile; z = zipfile.ZipFile('a.qgz'); assert z.testzip() is None; assert z.namelist() == ['城市.qgs']; "
                       "assert z.read('城市.qgs') == b'x' * 5000 + b'end'\"";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace bailiwick::layers::write
