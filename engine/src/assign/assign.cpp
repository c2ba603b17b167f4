#include <bailiwick/assign.h>

#include "assign/answer.h"
#include "assign/choice.h"
#include "assign/nearest.h"
#include "assign/set_rows.h"
#include "index/locate.h"
#include "index/orient.h"
#include "run/blocks.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <optional>
#include <string>

namespace bailiwick {
namespace {

using namespace assigning;

constexpr std::size_t kBlock = 4096;
constexpr std::size_t kTile = 256;

std::string shown(double v) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, v).ptr;
  return {text, end};
}

void check_reports(ReportsView reports) {
  if (reports.x.size() != reports.y.size()) {
    throw Error(ErrorCode::invalid_argument, "reports, column 'y': expected " + std::to_string(reports.x.size()) +
                                                 " entries as in x, found " + std::to_string(reports.y.size()), {}, -1, "y");
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (index::usable(reports.x[i]) && index::usable(reports.y[i])) continue;
    throw Error(ErrorCode::invalid_coordinate,
                "report " + std::to_string(i) + ": expected finite coordinates of magnitude 1e15 at most, found x = " + shown(reports.x[i]) +
                    ", y = " + shown(reports.y[i]),
                {}, static_cast<std::int64_t>(i), index::usable(reports.x[i]) ? "y" : "x");
  }
}

/// Further zones of the reports of one block, per level.
struct Also {
  std::vector<std::uint32_t> row;
  std::vector<ZoneId> zone;
};

/// What the blocks of one run share. First every report gets the number of its set of zones, then what is to be said of each set that occurs
/// is worked out once, then it is written down for every report. Reports beside a border are asked for one by one.
class Run {
 public:
  Run(const ZoneIndex& index, ReportsView reports, const AssignOptions& options)
      : index_(index), reports_(reports), options_(options), choice_(index, options.overlap, options.border),
        precedence_(precedence_of(index, options.precedence)), sets_(reports.size()), used_(index.data().set_count(), 0),
        also_(run::block_count(reports.size(), kBlock)) {
    if (options.nearest_m > 0) {
      if (!options.to_metric) throw Error(ErrorCode::invalid_argument, "nearest: expected a way to metres with the distance, found none");
      nearest_.emplace(index, options.to_metric, options.nearest_m);
    }
    result_.levels.resize(index.level_count());
    for (auto& level : result_.levels) {
      level.zone.resize(reports.size());
      level.placement.resize(reports.size());
      if (nearest_) level.distance_m.resize(reports.size(), 0.0);
    }
    result_.answer.unit.resize(reports.size());
    result_.answer.level.resize(reports.size());
    result_.answer.rule.resize(reports.size());
  }

  void find_sets(const run::Block& block) {
    index::sets_at(index_.data(), reports_.x.data() + block.begin, reports_.y.data() + block.begin, block.end - block.begin,
                   sets_.data() + block.begin);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (sets_[i] == index::kAskExact) continue;
      std::atomic_ref<std::uint8_t> used(used_[sets_[i]]);
      if (used.load(std::memory_order_relaxed) == 0) used.store(1, std::memory_order_relaxed);
    }
  }

  void judge_sets(const Context& context) { rows_.emplace(index_, choice_, precedence_, used_, context); }

  void write(const run::Block& block) {
    also_[block.block].resize(index_.level_count());
    for (std::size_t from = block.begin; from < block.end; from += kTile) {
      write_tile(from, std::min(block.end, from + kTile), also_[block.block]);
    }
    if (nearest_) place_nearest(block);
  }

  [[nodiscard]] Assignments finish() {
    for (const auto& block : also_) {
      for (std::size_t l = 0; l < block.size(); ++l) {
        auto& level = result_.levels[l];
        level.also_row.insert(level.also_row.end(), block[l].row.begin(), block[l].row.end());
        level.also_zone.insert(level.also_zone.end(), block[l].zone.begin(), block[l].zone.end());
      }
    }
    return std::move(result_);
  }

 private:
  /// Column by column over few reports, whose rows are then near at hand.
  void write_tile(std::size_t begin, std::size_t end, std::vector<Also>& also) {
    std::array<SetRows::Row, kTile> row;
    for (std::size_t i = begin; i < end; ++i) {
      row[i - begin] = rows_->row(sets_[i] == index::kAskExact ? 0 : sets_[i]);
      row[i - begin].prefetch();
    }
    for (std::size_t l = 0; l < result_.levels.size(); ++l) {
      ZoneId* zone = result_.levels[l].zone.data() + begin;
      Placement* placement = result_.levels[l].placement.data() + begin;
      for (std::size_t i = 0; i < end - begin; ++i) {
        zone[i] = row[i].zone(l);
        placement[i] = row[i].placement(l);
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      const auto& of = row[i - begin];
      write_answer(i, {of.unit(), of.level(), of.rule()});
      if (sets_[i] == index::kAskExact) write_exact(i, also);
      else if (of.also_count() != 0) write_also(i, rows_->also(of), also);
    }
  }

  void write_answer(std::size_t i, const AnswerOf& answer) {
    result_.answer.unit[i] = answer.unit;
    result_.answer.level[i] = answer.level;
    result_.answer.rule[i] = answer.rule;
  }

  void write_exact(std::size_t i, std::vector<Also>& also) {
    std::vector<Hit> hits(16);
    const bool closed = options_.border == BorderRule::all_touching;
    const auto once = [&] { return index::hits_exact(index_.data(), reports_.x[i], reports_.y[i], closed, hits); };
    const auto found = once();
    const bool fits = found <= hits.size();
    hits.resize(found);
    if (!fits) (void)once();
    Verdict verdict;
    judge(index_, choice_, precedence_, hits, verdict);
    for (std::size_t l = 0; l < result_.levels.size(); ++l) {
      result_.levels[l].zone[i] = verdict.zone[l];
      result_.levels[l].placement[i] = verdict.placement[l];
    }
    write_answer(i, verdict.answer);
    write_also(i, verdict.also, also);
  }

  static void write_also(std::size_t i, std::span<const Further> further, std::vector<Also>& also) {
    for (const auto& [level, zone] : further) {
      also[level].row.push_back(static_cast<std::uint32_t>(i));
      also[level].zone.push_back(zone);
    }
  }

  /// Reports in no zone of a level take the nearest; their answer is worked out anew.
  void place_nearest(const run::Block& block) {
    std::vector<double> x(reports_.x.begin() + static_cast<std::ptrdiff_t>(block.begin), reports_.x.begin() + static_cast<std::ptrdiff_t>(block.end));
    std::vector<double> y(reports_.y.begin() + static_cast<std::ptrdiff_t>(block.begin), reports_.y.begin() + static_cast<std::ptrdiff_t>(block.end));
    options_.to_metric(x, y);
    std::vector<ZoneId> zones(result_.levels.size());
    for (std::size_t i = block.begin; i < block.end; ++i) {
      bool moved = false;
      for (std::uint32_t l = 0; l < result_.levels.size(); ++l) {
        auto& level = result_.levels[l];
        if (level.zone[i] == kNoZone) {
          if (const auto found = nearest_->zone(l, x[i - block.begin], y[i - block.begin], choice_)) {
            level.zone[i] = found->zone;
            level.placement[i] = Placement::nearest;
            level.distance_m[i] = found->distance_m;
            moved = true;
          }
        }
        zones[l] = level.zone[i];
      }
      if (moved) write_answer(i, answer_of(index_, precedence_, zones));
    }
  }

  const ZoneIndex& index_;
  ReportsView reports_;
  const AssignOptions& options_;
  Choice choice_;
  std::vector<std::uint32_t> precedence_;
  std::optional<Nearest> nearest_;
  std::vector<std::uint32_t> sets_;  // per report
  std::vector<std::uint8_t> used_;   // per set
  std::optional<SetRows> rows_;
  Assignments result_;
  std::vector<std::vector<Also>> also_;  // per block, per level
};

}  // namespace

Assignments assign(const ZoneIndex& index, ReportsView reports, const AssignOptions& options, const Context& context) {
  check_reports(reports);
  Run run(index, reports, options);
  run::for_blocks(reports.size(), kBlock, context, "assign", [&](const run::Block& block) { run.find_sets(block); });
  run.judge_sets(context);
  run::for_blocks(reports.size(), kBlock, context, "assign", [&](const run::Block& block) { run.write(block); });
  return run.finish();
}

}  // namespace bailiwick
