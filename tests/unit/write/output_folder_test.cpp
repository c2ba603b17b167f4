#include "scratch.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bailiwick::layers {
namespace {

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& e) {
    return e.code();
  }
  return ErrorCode::internal;
}

/// The number of a process that has ended.
long dead_pid() {
  const auto child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

TEST(OutputFolder, AFileLiesUnderItsNameWithItsSizeAndSum) {
  const Scratch scratch;
  OutputFolder out(scratch.path() / "out", false);
  out.put_text("layers/a.txt", "abc");
  EXPECT_EQ(scratch.read("out/layers/a.txt"), "abc");
  ASSERT_EQ(out.files().size(), 1U);
  EXPECT_EQ(out.files()[0].name, "layers/a.txt");
  EXPECT_EQ(out.files()[0].size, 3U);
  // FIPS 180-2, appendix B.1
  EXPECT_EQ(out.files()[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(scratch.names(), (std::vector<std::string>{"out", "out/layers", "out/layers/a.txt"}));
}

TEST(OutputFolder, AResultIsNotOverwrittenUnasked) {
  const Scratch scratch;
  scratch.write("summary.json", "{}");
  EXPECT_EQ(code_of([&] { OutputFolder(scratch.path(), false); }), ErrorCode::exists);
  EXPECT_EQ(scratch.read("summary.json"), "{}");
}

TEST(OutputFolder, AFileThatIsThereIsNotOverwrittenUnasked) {
  const Scratch scratch;
  scratch.write("a.txt", "old");
  OutputFolder out(scratch.path(), false);
  EXPECT_EQ(code_of([&] { out.put_text("a.txt", "new"); }), ErrorCode::exists);
  EXPECT_EQ(scratch.read("a.txt"), "old");
}

TEST(OutputFolder, OverwritingTakesTheSummaryAwayFirst) {
  const Scratch scratch;
  scratch.write("summary.json", "{}");
  scratch.write("a.txt", "old");
  OutputFolder out(scratch.path(), true);
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"a.txt"});
  out.put_text("a.txt", "new");
  EXPECT_EQ(scratch.read("a.txt"), "new");
}

TEST(OutputFolder, WhatAnEarlierRunListedAndThisOneDoesNotMakeGoes) {
  const Scratch scratch;
  scratch.write("summary.json", R"({"files": [{"name": "a.txt"}, {"name": "gone.txt"}, {"name": "../above.txt"}, {"name": 7}]})");
  scratch.write("a.txt", "old");
  scratch.write("gone.txt", "old");
  scratch.write("mine.txt", "the user's own");
  OutputFolder out(scratch.path(), true);
  out.put_text("a.txt", "new");
  out.remove_earlier();
  EXPECT_EQ(scratch.names(), (std::vector<std::string>{"a.txt", "mine.txt"}));
}

/// A folder as a killed run leaves it, without summary.json, and files of the user's own that look nearly alike.
void leave_interrupted(const Scratch& scratch) {
  std::filesystem::create_directories(scratch.path() / "layers");
  const std::string style = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology\">";
  scratch.write("layers/zones_ward.geojson", R"({"type":"FeatureCollection","name":"zones_ward","features":[]})");
  scratch.write("layers/zones_ward.qml", style);
  scratch.write("layers/zones_new.geojson", R"({"type":"FeatureCollection","name":"zones_new","features":[]})");
  scratch.write("layers/density.tif", "II*");
  scratch.write("counts.csv", "\xEF\xBB\xBFlevel,zone,unit,category,month,count\r\n");
  scratch.write("layers/gaps_ward.geojson", R"({"type": "FeatureCollection", "crs": null})");  // by another program
  scratch.write("layers/zones_ward.csv", "id");
  scratch.write("layers/roads.geojson", R"({"type":"FeatureCollection","name":"roads","features":[]})");
  scratch.write("assignments.csv", "name,task\r\n");
  scratch.write("notes.txt", "mine");
}

TEST(OutputFolder, WhatAnInterruptedRunLeftGoesAndTheUsersOwnFilesStay) {
  const Scratch scratch;
  leave_interrupted(scratch);
  OutputFolder out(scratch.path(), true);
  out.put_text("layers/zones_new.geojson", "new");
  out.remove_earlier();
  EXPECT_EQ(scratch.names(), (std::vector<std::string>{"assignments.csv", "layers", "layers/gaps_ward.geojson", "layers/roads.geojson",
                                                       "layers/zones_new.geojson", "layers/zones_ward.csv", "notes.txt"}));
}

TEST(OutputFolder, WhatARunWouldReplaceIsRefusedBeforeAnyWork) {
  const Scratch scratch;
  EXPECT_NO_THROW(refuse_outputs_in(scratch.path()));
  EXPECT_NO_THROW(refuse_outputs_in(scratch.path() / "not there"));
  scratch.write("notes.txt", "mine");
  EXPECT_NO_THROW(refuse_outputs_in(scratch.path()));
  leave_interrupted(scratch);
  try {
    refuse_outputs_in(scratch.path());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::exists);
    EXPECT_EQ(std::string(e.what()), (scratch.path() / "assignments.csv").string() + " is there already; pass --overwrite to replace it");
  }
}

TEST(OutputFolder, AWriterThatFailsLeavesTheOldFileAndNothingElse) {
  const Scratch scratch;
  scratch.write("a.txt", "old");
  OutputFolder out(scratch.path(), true);
  EXPECT_THROW(out.put("a.txt", [](const auto&) { throw Error(ErrorCode::cancelled, "stopped"); }), Error);
  EXPECT_THROW(out.put("a.txt", [](const auto&) {}, [](const auto&) { throw Error(ErrorCode::unwritable_file, "short"); }), Error);
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"a.txt"});
  EXPECT_EQ(scratch.read("a.txt"), "old");
  EXPECT_TRUE(out.files().empty());
}

TEST(OutputFolder, NamesCannotLeadOutOfIt) {
  const Scratch scratch;
  OutputFolder out(scratch.path() / "out", true);
  for (const std::string name : {"../a", "/tmp/a", "a/../../b", "", "layers/", ".hidden", "a//.b", "a\nb", "zones_\\b"}) {
    EXPECT_EQ(code_of([&] { out.put_text(name, "x"); }), ErrorCode::invalid_argument) << name;
  }
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"out"});
}

TEST(OutputFolder, ALinkUnderTheNameIsReplacedAndItsTargetUntouched) {
  const Scratch scratch;
  scratch.write("precious.txt", "precious");
  std::filesystem::create_directory(scratch.path() / "out");
  std::filesystem::create_symlink(scratch.path() / "precious.txt", scratch.path() / "out/a.txt");
  OutputFolder out(scratch.path() / "out", true);
  out.put_text("a.txt", "new");
  EXPECT_EQ(scratch.read("precious.txt"), "precious");
  EXPECT_FALSE(std::filesystem::is_symlink(scratch.path() / "out/a.txt"));
}

TEST(OutputFolder, ALinkInPlaceOfASubfolderIsRefused) {
  const Scratch scratch;
  std::filesystem::create_directories(scratch.path() / "elsewhere");
  std::filesystem::create_directories(scratch.path() / "out");
  std::filesystem::create_directory_symlink(scratch.path() / "elsewhere", scratch.path() / "out/layers");
  OutputFolder out(scratch.path() / "out", true);
  EXPECT_EQ(code_of([&] { out.put_text("layers/a.txt", "x"); }), ErrorCode::unwritable_file);
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path() / "elsewhere"));
}

TEST(OutputFolder, AFolderThatCannotBeMadeSaysWhy) {
  const Scratch scratch;
  scratch.write("taken", "a file where a folder should be");
  std::string said;
  try {
    const OutputFolder out(scratch.path() / "taken" / "out", false);
  } catch (const Error& error) {
    said = error.what();
  }
  EXPECT_NE(said.find("Not a directory"), std::string::npos) << said;
}

TEST(OutputFolder, LeftoversOfTheDeadAreRemovedAndThoseOfTheLivingStay) {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.path() / "layers");
  const auto dead = dead_pid();
  scratch.write(fmt::format(".city.gpkg.{}.part", dead), "x");
  scratch.write(fmt::format(".city.gpkg.{}.part-journal", dead), "x");
  scratch.write(fmt::format("layers/.zones.geojson.{}.part", dead), "x");
  scratch.write(fmt::format(".a.txt.{}.part", ::getpid()), "an earlier process of the same number");
  const auto living = fmt::format(".city.gpkg.{}.part", ::getppid());
  scratch.write(living, "x");
  scratch.write(".part", "someone else's");
  scratch.write(".a.12x.part", "someone else's");
  const OutputFolder out(scratch.path(), false);
  auto left = std::vector<std::string>{".a.12x.part", living, ".part", "layers"};
  std::sort(left.begin(), left.end());
  EXPECT_EQ(scratch.names(), left);
}

TEST(OutputFolder, TheWatcherRemovesWhatIsBeingWritten) {
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  EXPECT_THROW(out.put("a.txt",
                       [&](const auto& path) {
                         scratch.write(path.filename().string() + "-journal", "x");
                         EXPECT_EQ(scratch.names().size(), 2U);
                         remove_temporary_files();
                         EXPECT_TRUE(scratch.names().empty());
                       }),
               Error);
  EXPECT_TRUE(scratch.names().empty());
}

TEST(OutputFolder, TheModeFollowsTheUmask) {
  const Scratch scratch;
  const auto before = ::umask(027);
  OutputFolder out(scratch.path(), false);
  out.put_text("a.txt", "x");
  ::umask(before);
  EXPECT_EQ(std::filesystem::status(scratch.path() / "a.txt").permissions(), static_cast<std::filesystem::perms>(0640));
}

}  // namespace
}  // namespace bailiwick::layers
