#include <bailiwick/assign.h>

#include "assign/answer.h"
#include "assign/choice.h"
#include "assign/nearest.h"
#include "index/orient.h"
#include "run/blocks.h"

#include <charconv>
#include <optional>
#include <string>

namespace bailiwick {
namespace {

using namespace assigning;

constexpr std::size_t kBlock = 4096;

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

/// What the blocks of one run share.
class Run {
 public:
  Run(const ZoneIndex& index, ReportsView reports, const AssignOptions& options)
      : index_(index), reports_(reports), options_(options), choice_(index, options.overlap),
        precedence_(precedence_of(index, options.precedence)) {
    if (options.nearest_m > 0) {
      if (!options.to_metric) throw Error(ErrorCode::invalid_argument, "nearest: expected a way to metres with the distance, found none");
      nearest_.emplace(index, options.to_metric, options.nearest_m);
    }
    result_.levels.resize(index.level_count());
    for (auto& level : result_.levels) {
      level.zone.resize(reports.size(), kNoZone);
      level.placement.resize(reports.size(), Placement::outside);
      if (nearest_) level.distance_m.resize(reports.size(), 0.0);
    }
    result_.answer.unit.resize(reports.size(), kNoUnit);
    result_.answer.level.resize(reports.size(), kNoLevel);
    result_.answer.rule.resize(reports.size(), AnswerRule::outside);
    also_.resize(run::block_count(reports.size(), kBlock));
  }

  void place(const run::Block& block) {
    also_[block.block].resize(index_.level_count());
    std::vector<Hit> hits(64);
    std::vector<ZoneId> zones(index_.level_count());
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const auto found = locate(i, hits);
      std::size_t from = 0;
      for (std::uint32_t l = 0; l < index_.level_count(); ++l) {
        std::size_t to = from;
        while (to < found && index_.level_of(hits[to].zone) == l) ++to;
        if (to > from) choose(i, l, std::span(hits).subspan(from, to - from), also_[block.block][l]);
        from = to;
      }
    }
    if (nearest_) place_nearest(block);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::uint32_t l = 0; l < zones.size(); ++l) zones[l] = result_.levels[l].zone[i];
      const AnswerOf answer = answer_of(index_, precedence_, zones);
      result_.answer.unit[i] = answer.unit;
      result_.answer.level[i] = answer.level;
      result_.answer.rule[i] = answer.rule;
    }
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
  std::size_t locate(std::size_t i, std::vector<Hit>& hits) const {
    const auto once = [&] {
      return options_.border == BorderRule::half_open ? index_.locate(reports_.x[i], reports_.y[i], hits)
                                                      : index_.locate_touching(reports_.x[i], reports_.y[i], hits);
    };
    const auto found = once();
    if (found <= hits.size()) return found;
    hits.resize(found);
    return once();
  }

  void choose(std::size_t i, std::uint32_t l, std::span<const Hit> hits, Also& also) {
    const auto winner = choice_.winner(hits);
    result_.levels[l].zone[i] = hits[winner].zone;
    result_.levels[l].placement[i] = choice_.placement(hits, winner);
    for (std::size_t h = 0; h < hits.size(); ++h) {
      if (h == winner) continue;
      also.row.push_back(static_cast<std::uint32_t>(i));
      also.zone.push_back(hits[h].zone);
    }
  }

  void place_nearest(const run::Block& block) {
    std::vector<double> x(reports_.x.begin() + static_cast<std::ptrdiff_t>(block.begin), reports_.x.begin() + static_cast<std::ptrdiff_t>(block.end));
    std::vector<double> y(reports_.y.begin() + static_cast<std::ptrdiff_t>(block.begin), reports_.y.begin() + static_cast<std::ptrdiff_t>(block.end));
    options_.to_metric(x, y);
    for (std::uint32_t l = 0; l < index_.level_count(); ++l) {
      auto& level = result_.levels[l];
      for (std::size_t i = block.begin; i < block.end; ++i) {
        if (level.zone[i] != kNoZone) continue;
        const auto found = nearest_->zone(l, x[i - block.begin], y[i - block.begin], choice_);
        if (!found) continue;
        level.zone[i] = found->zone;
        level.placement[i] = Placement::nearest;
        level.distance_m[i] = found->distance_m;
      }
    }
  }

  const ZoneIndex& index_;
  ReportsView reports_;
  const AssignOptions& options_;
  Choice choice_;
  std::vector<std::uint32_t> precedence_;
  std::optional<Nearest> nearest_;
  Assignments result_;
  std::vector<std::vector<Also>> also_;  // per block, per level
};

}  // namespace

Assignments assign(const ZoneIndex& index, ReportsView reports, const AssignOptions& options, const Context& context) {
  check_reports(reports);
  Run run(index, reports, options);
  run::for_blocks(reports.size(), kBlock, context, "assign", [&](const run::Block& block) { run.place(block); });
  return run.finish();
}

}  // namespace bailiwick
