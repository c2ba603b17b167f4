/// After any fault of the file system, at any call: an error that names the file or a whole result; under a final name the old file, the new
/// one or nothing; no temporary file.
#include "faults.h"
#include "scratch.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace bailiwick::layers {
namespace {

/// How many of the calls are tried: all with BAILIWICK_TEST_SCALE=full, else evenly spread, fewer in the quick run.
long stride_over(long calls) {
  const char* scale = std::getenv("BAILIWICK_TEST_SCALE");
  const std::string_view word = scale == nullptr ? "" : scale;
  if (word == "full") return 1;
  return std::max(1L, calls / (word == "quick" ? 10 : 40));
}
bool quick() { return std::getenv("BAILIWICK_TEST_SCALE") != nullptr && std::string_view(std::getenv("BAILIWICK_TEST_SCALE")) == "quick"; }

CrsInfo cgcs2000() {
  CrsInfo crs;
  crs.location_wkt = "EPSG:4490";
  crs.metric_wkt = "EPSG:4547";
  crs.lonlat = true;
  return crs;
}

Layer reports() {
  Layer layer;
  layer.name = layer.style = "reports";
  layer.title = "Reports";
  layer.geometry = GeometryKind::point;
  std::vector<std::string> id;
  for (int i = 0; i < 300; ++i) {
    layer.x.push_back(113.8 + 0.001 * (i % 17));
    layer.y.push_back(34 + 0.001 * (i % 19));
    id.push_back("report " + std::to_string(i));
  }
  layer.table.columns = {text_column("id", id)};
  return layer;
}

DensityGrid grid() {
  DensityGrid out;
  out.lattice = {100, 0, 0, 40, 30};
  for (int i = 0; i < 1200; ++i) out.per_km2.push_back(static_cast<float>(i % 37));
  return out;
}

/// One output of each kind.
struct Output {
  const char* name;
  void (*put)(OutputFolder&);
};
const Output kOutputs[] = {
    {"a.md", [](OutputFolder& out) { out.put_text("a.md", std::string(3000, 'x') + "\n"); }},
    {"layers/a.csv", [](OutputFolder& out) { put_csv(out, "layers/a.csv", reports().table, "utf-8-bom"); }},
    {"layers/a.geojson", [](OutputFolder& out) { put_geojson(out, "layers/a.geojson", reports(), cgcs2000()); }},
    {"a.gpkg", [](OutputFolder& out) { put_geopackage(out, "a.gpkg", {reports()}, cgcs2000(), "t", {}, "en"); }},
    {"a.tif", [](OutputFolder& out) { const auto surface = grid(); put_cog(out, "a.tif", Raster::of(surface), cgcs2000()); }},
};

/// What a process that writes one output into `folder` came to.
struct Outcome {
  int status = 0;  ///< 0 written, 1 Error, 2 anything else thrown, 128 + signal
  bool happened = false;
  long calls = 0;
};

/// Runs in a child, so that nothing of a fault stays with us and a kill is a kill.
Outcome write_with(const Output& output, const std::string& folder, fault_plan plan) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) std::abort();
  const auto child = ::fork();
  if (child == 0) {
    int status = 0;
    plan.folder = folder.c_str();
    fault_begin(plan);
    try {
      OutputFolder out(folder, true);
      output.put(out);
    } catch (const Error& e) {
      status = std::strstr(e.what(), folder.c_str()) != nullptr ? 1 : 3;
      if (status == 3) std::fprintf(stderr, "names no file: %s\n", e.what());
    } catch (...) {
      status = 2;
    }
    long report[2] = {fault_end(), fault_happened()};
    if (::write(pipe_ends[1], report, sizeof report) != sizeof report) status = 4;
    ::_exit(status);
  }
  ::close(pipe_ends[1]);
  Outcome outcome;
  long report[2] = {0, 1};  // a killed child says nothing
  if (::read(pipe_ends[0], report, sizeof report) < 0) std::abort();
  ::close(pipe_ends[0]);
  int raw = 0;
  ::waitpid(child, &raw, 0);
  outcome.status = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
  outcome.calls = report[0];
  outcome.happened = report[1] != 0;
  return outcome;
}

/// A folder with or without an older result of the same name.
class Case {
 public:
  Case(const Output& output, bool with_old) : output_(output), with_old_(with_old) {
    const Scratch clean;
    const auto outcome = write_with(output, clean.path().string(), {});
    EXPECT_EQ(outcome.status, 0);
    stride_ = stride_over(outcome.calls);
    whole_ = sha256_of(clean.path() / output.name);
    prepare();
  }

  void prepare() {
    std::filesystem::remove_all(folder());
    std::filesystem::create_directories((folder() / output_.name).parent_path());
    if (with_old_) std::ofstream(folder() / output_.name) << "old";
  }

  [[nodiscard]] std::filesystem::path folder() const { return scratch_.path() / "out"; }

  /// "old", "new", "absent" or "half".
  [[nodiscard]] std::string state() const {
    const auto file = folder() / output_.name;
    if (!std::filesystem::exists(file)) return "absent";
    if (sha256_of(file) == whole_) return "new";
    return std::filesystem::file_size(file) == 3 ? "old" : "half";
  }

  [[nodiscard]] bool holds_temporaries() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
      if (entry.path().filename().string().starts_with('.')) return true;
    }
    return false;
  }

  [[nodiscard]] const Output& output() const { return output_; }
  [[nodiscard]] long stride() const { return stride_; }
  [[nodiscard]] std::string before() const { return with_old_ ? "old" : "absent"; }

 private:
  const Output& output_;
  bool with_old_;
  Scratch scratch_;
  std::string whole_;
  long stride_ = 1;
};

/// Every call in turn fails until the work is done without one failing. Returns the number of faults.
long try_every_call(Case& tried, fault_plan plan) {
  long faults = 0;
  for (plan.at = 1;; plan.at += tried.stride()) {
    tried.prepare();
    const auto outcome = write_with(tried.output(), tried.folder().string(), plan);
    const auto state = tried.state();
    const auto where = fmt::format("{}, call {}, kind {}, error {}, sticky {}", tried.output().name, plan.at, static_cast<int>(plan.kind),
                                   plan.error_number, plan.sticky);
    EXPECT_TRUE(outcome.status == 0 || outcome.status == 1) << where << ": status " << outcome.status;
    if (outcome.status == 0) {
      EXPECT_EQ(state, "new") << where;
    } else if (state != "new") {  // only the folder's sync is left to fail once the new file has its name
      EXPECT_EQ(state, tried.before()) << where;
    }
    EXPECT_FALSE(tried.holds_temporaries()) << where;
    if (!outcome.happened) return faults;
    ++faults;
  }
}

class Faults : public testing::TestWithParam<std::size_t> {};

TEST_P(Faults, NoFailingCallLeavesHalfAFile) {
  long faults = 0;
  for (const bool with_old : {false, true}) {
    Case tried(kOutputs[GetParam()], with_old);
    for (const int error_number : {ENOSPC, EIO}) {
      for (const int sticky : {0, 1}) faults += try_every_call(tried, {nullptr, 0, sticky, FAULT_ERROR, error_number});
    }
  }
  RecordProperty("faults", static_cast<int>(faults));
  std::printf("%ld faults\n", faults);
}

TEST_P(Faults, AnInterruptedOrShortWriteIsContinuedOrRefused) {
  Case tried(kOutputs[GetParam()], true);
  EXPECT_GT(try_every_call(tried, {nullptr, 0, 0, FAULT_SHORT, 0}) + try_every_call(tried, {nullptr, 0, 0, FAULT_ERROR, EINTR}), 0);
}

TEST_P(Faults, AKillAtAnyCallLeavesTheOldOrTheNewAndTheNextRunCleansUp) {
  for (const bool with_old : {false, true}) {
    Case tried(kOutputs[GetParam()], with_old);
    fault_plan plan{nullptr, 0, 0, FAULT_KILL, 0};
    for (plan.at = 1;; plan.at += tried.stride()) {
      tried.prepare();
      const auto outcome = write_with(tried.output(), tried.folder().string(), plan);
      if (outcome.status == 0) break;
      ASSERT_EQ(outcome.status, 128 + SIGKILL) << tried.output().name << ", call " << plan.at;
      const auto state = tried.state();
      EXPECT_TRUE(state == tried.before() || state == "new") << tried.output().name << ", call " << plan.at << ": " << state;
      OutputFolder(tried.folder(), true);
      EXPECT_FALSE(tried.holds_temporaries()) << tried.output().name << ", call " << plan.at;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Each, Faults, testing::Range<std::size_t>(0, std::size(kOutputs)),
                         [](const auto& instance) { return std::string(std::strrchr(kOutputs[instance.param].name, '.') + 1); });

TEST(Kill, AtRandomMomentsNothingHalfIsLeft) {
  std::vector<std::unique_ptr<Case>> cases;
  for (const auto& output : kOutputs) cases.push_back(std::make_unique<Case>(output, true));
  std::uint32_t random = 20'240'229;
  const int kills = quick() ? 50 : 200;
  int killed = 0;
  for (int i = 0; i < kills; ++i) {
    auto& tried = *cases[static_cast<std::size_t>(i) % cases.size()];
    tried.prepare();
    const auto child = ::fork();
    if (child == 0) {
      try {
        OutputFolder out(tried.folder(), true);
        for (;;) tried.output().put(out);  // over and over: the moment is always inside a write
      } catch (...) {
      }
      ::_exit(0);
    }
    random = random * 1'664'525U + 1'013'904'223U;
    ::usleep(2'000 + (random >> 8U) % 60'000);
    ::kill(child, SIGKILL);
    int raw = 0;
    ::waitpid(child, &raw, 0);
    killed += WIFSIGNALED(raw) ? 1 : 0;
    const auto state = tried.state();
    EXPECT_TRUE(state == "old" || state == "new") << tried.output().name << ", kill " << i << ": " << state;
    OutputFolder(tried.folder(), true);
    EXPECT_FALSE(tried.holds_temporaries()) << tried.output().name << ", kill " << i;
  }
  EXPECT_EQ(killed, kills);
}

TEST(OldFileSystem, PutsAFileInPlaceAndReplacesNoneThatAppearedMeanwhile) {
  for (const int poor : {0, 1, 2}) {
    SCOPED_TRACE(poor);
    const Scratch scratch;
    fault_old_file_system(poor);
    OutputFolder out(scratch.path(), false);
    EXPECT_NO_THROW(out.put_text("a.txt", "ours"));
    std::string said;
    try {
      out.put("b.txt", [&](const auto&) { scratch.write("b.txt", "of someone else"); });
    } catch (const Error& error) {
      said = error.what();
    }
    fault_old_file_system(0);
    EXPECT_EQ(said, (scratch.path() / "b.txt").string() + " is there already; pass --overwrite to replace it");
    EXPECT_EQ(scratch.read("a.txt"), "ours");
    EXPECT_EQ(scratch.read("b.txt"), "of someone else");
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{"a.txt", "b.txt"}));
  }
}

}  // namespace
}  // namespace bailiwick::layers
