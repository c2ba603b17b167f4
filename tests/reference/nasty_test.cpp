// Every awkward file of the shared data ends in the class and with the counts written down in nasty.json.
#include "shared_data.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>

namespace bailiwick::layers {
namespace {

using Json = nlohmann::json;

Json cases() {
  std::ifstream file(BAILIWICK_SOURCE_DIR "/tests/reference/nasty.json");
  return Json::parse(file)["cases"];
}

/// What became of a file.
struct Outcome {
  std::uint64_t rows = 0, lost = 0, missing = 0;
  std::set<std::string> warnings;
  std::string error, crs;

  [[nodiscard]] std::string grade() const {
    if (!error.empty()) return "rejected";
    const bool bad = lost > missing;
    if (rows == 0 && bad) return "rejected";
    return bad || !warnings.empty() ? "warned" : "accepted";
  }
  void count(const std::vector<Rejected>& rejected) {
    lost = rejected.size();
    for (const auto& record : rejected) missing += record.malformed ? 0 : 1;
  }
  void take(const std::vector<Warning>& all) {
    for (const auto& warning : all) {
      // An empty level follows from the counts; a datum nobody named is no fault of the file.
      const bool counted = warning.code == "zones_rejected";  // by what was rejected, of which missing shapes are no fault
      if (!counted && warning.code != "empty_level" && warning.code != "datum_unnamed") warnings.insert(warning.code);
    }
  }
};

void check_field(const FileInfo& info, const Json& test) {
  if (!test.contains("field")) return;
  const std::string field = test["field"];
  for (const auto& layer : info.layers) {
    for (const auto& one : layer.fields) {
      if (one.name != field) continue;
      if (test.contains("example")) {
        EXPECT_EQ(one.example, test["example"].get<std::string>());
      }
      return;
    }
  }
  ADD_FAILURE() << "no field " << field;
}

Outcome outcome_of(const std::string& file, const Json& test) {
  Outcome outcome;
  const std::string as = test["as"];
  try {
    if (as == "zones") {
      ZoneSource source;
      source.level = "zone";
      source.file = file;
      source.width = test.value("width", "");
      const auto zones = read_zones(source, {});
      outcome.rows = zones.input.rows.size();
      outcome.crs = zones.crs_label;
      outcome.count(zones.rejected);
      outcome.take(zones.warnings);
      EXPECT_EQ(zones.features, outcome.rows + outcome.lost);
    } else if (as == "reports") {
      Settings settings;
      settings.reports = {file};
      settings.fields.x = test.value("x", "");
      settings.fields.y = test.value("y", "");
      const auto reports = read_reports(settings);
      outcome.rows = reports.size();
      outcome.crs = reports.crs_label;
      outcome.count(reports.rejected);
      outcome.take(reports.warnings);
      EXPECT_EQ(reports.rows, reports.excluded + outcome.rows + outcome.lost);
    } else {
      const auto info = inspect(file);
      outcome.rows = info.layers.at(0).features;
      for (const auto& doubt : info.doubts) {
        // inspect doubts whatever has no CRS or no columns for a position
        if (doubt.find("names no CRS") == std::string::npos) outcome.warnings.insert(doubt);
      }
      check_field(info, test);
    }
  } catch (const Error& e) {
    outcome.error = e.what();
  }
  return outcome;
}

TEST(Nasty, EveryFileEndsInItsClassWithItsCounts) {
  const auto folder = shared_data("nasty");
  if (folder.empty()) GTEST_SKIP() << "the shared data is not here";
  for (const auto& test : cases()) {
    const std::string name = test["file"];
    SCOPED_TRACE(name + " as " + test["as"].get<std::string>() + ": " + test["note"].get<std::string>());
    const auto outcome = outcome_of(folder + "/" + name, test);
    EXPECT_EQ(outcome.grade(), test["class"].get<std::string>()) << outcome.error << testing::PrintToString(outcome.warnings);
    if (test.contains("says")) {
      EXPECT_NE(outcome.error.find(test["says"].get<std::string>()), std::string::npos) << outcome.error;
      EXPECT_NE(outcome.error.find(name), std::string::npos) << "an error names its file: " << outcome.error;
    } else {
      EXPECT_EQ(outcome.error, "");
    }
    EXPECT_EQ(outcome.rows, test.value("rows", outcome.rows));
    EXPECT_EQ(outcome.lost, test.value("lost", outcome.lost));
    EXPECT_EQ(outcome.missing, test.value("missing", 0U));
    EXPECT_EQ(outcome.crs, test.value("crs", outcome.crs));
    const bool warned = !test.contains("warning") || outcome.warnings.count(test["warning"].get<std::string>()) == 1;
    EXPECT_TRUE(warned);
  }
}

/// A file that is added to the shared data must be given its class.
TEST(Nasty, TheTableHoldsEveryFile) {
  const auto folder = shared_data("nasty");
  if (folder.empty()) GTEST_SKIP() << "the shared data is not here";
  std::set<std::string> named;
  for (const auto& test : cases()) named.insert(test["file"].get<std::string>());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    auto name = std::filesystem::relative(entry.path(), folder).generic_string();
    const auto ending = entry.path().extension().string();
    if (!entry.is_regular_file() || ending == ".shx" || ending == ".prj" || ending == ".cpg" || ending == ".qpj") continue;
    if (ending == ".dbf" && std::filesystem::exists(std::filesystem::path(entry.path()).replace_extension(".shp"))) continue;
    EXPECT_EQ(named.count(name), 1U) << name;
  }
}

}  // namespace
}  // namespace bailiwick::layers
