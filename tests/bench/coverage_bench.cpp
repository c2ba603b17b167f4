// The audit of one level against overlays: clean and dirty layer, overlap areas pair by pair, gap ground in one number; CPU seconds of one thread, in turns.
// coverage_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON]
#include "coverage_settle.h"
#include "peers/boost_overlaps.h"
#include "peers/geos_overlays.h"
#include "peers/overlay_worker.h"
#include "arguments.h"
#include "results.h"

#include "coverage/amiss.h"
#include "coverage/measure.h"

#include <functional>

namespace {

using namespace bailiwick;
using bench::Answer;
using bench::Layer;

/// What the audit does for overlaps and gaps of a level whose zones are simple, as overlays ask too: matching, laying out, labels, areas.
/// With parents: gaps of each parent instead of the study area.
Answer ours(const Layer& layer, bool parents) {
  using namespace bailiwick::coverage;
  Context context;
  context.threads = 1;
  Sheet sheet;
  sheet.zones = layer.zones.view();
  sheet.end = layer.blocks;
  sheet.exempt_first = static_cast<std::uint32_t>(layer.zones.size());
  sheet.odd.assign(sheet.end, 0);
  if (parents) {
    sheet.above = {{sheet.end, sheet.exempt_first}};
    for (auto p = sheet.end; p < sheet.exempt_first; ++p) sheet.chains.push_back({p});
    for (const auto p : layer.parent) sheet.kin.push_back(p - sheet.end);
  } else {
    sheet.study = layer.area.view();
    sheet.chains = {{Sheet::kStudy}};
    sheet.kin.assign(sheet.end, 0);
  }
  const auto found = find_amiss(sheet, context);
  const auto& a = found.faces;
  const auto area = face_areas(a);
  Answer answer;
  for (Face f = 1; f < a.face_count(); ++f) {
    std::vector<std::uint32_t> in;
    int grounds = 0;
    for (const auto& label : a.labels_of(f)) {
      if ((label.winding & 1) == 0) continue;
      if (sheet.is_own(label.label)) in.push_back(label.label); else ++grounds;
    }
    if (in.empty()) answer.gap += grounds * area[f];
    for (std::size_t i = 0; i < in.size(); ++i) {
      for (std::size_t k = i + 1; k < in.size(); ++k) answer.overlaps[{in[i], in[k]}] += area[f];
    }
  }
  return answer;
}

/// One round of a peer: its CPU seconds, and its answer outside the clock.
using Round = std::function<double(Answer&)>;

bench::Row in_turns(const std::string& task, const std::string& against, const Layer& layer, bool parents, int rounds, double goal, const Round& peer) {
  bench::Row row{.task = task, .against = against, .ours = {}, .theirs = {}, .unit = "s cpu", .goal = goal, .equal = {}, .remark = {}};
  Answer mine;
  Answer theirs;
  for (int r = 0; r < rounds; ++r) {
    row.ours.push_back(bench::cpu_seconds_of([&] { mine = ours(layer, parents); }));
    row.theirs.push_back(peer(theirs));
  }
  auto verdict = bench::settled(layer, mine, theirs);
  row.equal = verdict.equal;
  row.remark = std::move(verdict.remark);
  return row;
}

/// Shapely's coverage_is_valid says yes or no of a layer, not where, not how much, and nothing of gaps.
bench::Row against_validity(const std::string& task, const Layer& layer, int rounds, const bench::OverlayWorker& shapely) {
  bench::Row row{.task = task, .against = "Shapely 2 coverage_is_valid", .ours = {}, .theirs = {}, .unit = "s cpu", .goal = 0, .equal = {}, .remark = {}};
  Answer mine;
  for (int r = 0; r < rounds; ++r) {
    row.ours.push_back(bench::cpu_seconds_of([&] { mine = ours(layer, false); }));
    row.theirs.push_back(shapely.seconds("valid"));
  }
  const bool valid = shapely.seconds("says") == 1;
  row.equal = valid == mine.overlaps.empty();
  row.remark = valid ? "it says valid" : "it says not valid";
  return row;
}

void against_all(const std::string& task, const Layer& layer, double goal, const bench::Arguments& a, std::vector<bench::Row>& rows) {
  const auto folder = std::filesystem::absolute(a.folder);
  const auto worker = [&](const char* file) { return "exec " + a.python + " " + BENCH_PEERS + "/" + file; };
  const auto ask = [](const bench::OverlayWorker& peer) {
    return [&peer](Answer& answer) {
      const double seconds = peer.seconds();
      answer = peer.answer();
      return seconds;
    };
  };
  const bench::GeosOverlays geos(layer);
  for (const bool parents : {false, true}) {
    rows.push_back(in_turns(task, parents ? "GEOS OverlayNG, parent by parent" : "GEOS OverlayNG, whole layer", layer, parents, a.rounds, parents ? 50 : goal,
                            [&](Answer& answer) { return bench::cpu_seconds_of([&] { answer = geos.audit(parents); }); }));
  }
  const bench::BoostOverlaps boost(layer.zones.view(), layer.blocks);
  rows.push_back(in_turns(task, "Boost.Geometry, overlaps alone", layer, false, a.rounds, 0, [&](Answer& answer) {
    const double seconds = bench::cpu_seconds_of([&] { answer.overlaps = boost.all(); });
    answer.gap = ours(layer, false).gap;  // it has no union of a layer: nothing to compare
    return seconds;
  }));
  {
    const bench::OverlayWorker shapely("Shapely 2", worker("shapely_coverage.py"), folder, layer);
    rows.push_back(in_turns(task, "Shapely 2, arrays and STRtree", layer, false, a.rounds, 0, ask(shapely)));
    rows.push_back(against_validity(task, layer, a.rounds, shapely));
  }
  const bench::OverlayWorker postgis("PostGIS", worker("postgis_coverage.py"), folder, layer);
  rows.push_back(in_turns(task, "PostGIS, self join and union", layer, false, a.rounds, 0, ask(postgis)));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: coverage_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON]\n");
    return 2;
  }
  const auto a = bench::parse(argc, argv, "audit");
  const auto clean = bench::read_layer(a.project);
  std::printf("%u blocks, %u vertices\n", clean.blocks, clean.zones.view().vertices_of_shape(clean.blocks - 1).end);
  std::vector<bench::Row> rows;
  against_all("audit dirty layer", bench::dirty(clean), 30, a, rows);
  against_all("audit clean layer", clean, 300, a, rows);
  bench::publish(rows, a.json);
}
