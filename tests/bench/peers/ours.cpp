#include "peers/peer.h"

#include <bailiwick/assign.h>

#include <optional>

namespace bench {
namespace {

class Ours : public Peer {
 public:
  std::string name() const override { return "bailiwick"; }
  void build(const bailiwick::Zones& zones) override {
    bailiwick::Context one;
    one.threads = 1;
    index_ = bailiwick::ZoneIndex::build(zones, {}, one);
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    bailiwick::Context one;
    one.threads = 1;
    placed_ = bailiwick::assign(*index_, {.x = x, .y = y, .time_ms = {}, .category = {}}, {}, one);
  }
  Pairs found() const override {
    Pairs out;
    for (const auto& level : placed_.levels) {
      for (std::size_t i = 0; i < level.zone.size(); ++i) {
        if (level.zone[i] != bailiwick::kNoZone) out.push_back(pair(i, index_of(level.zone[i])));
      }
      for (std::size_t k = 0; k < level.also_row.size(); ++k) out.push_back(pair(level.also_row[k], index_of(level.also_zone[k])));
    }
    return out;
  }
  std::size_t reports_per_round() const override { return 10'000'000; }

 private:
  std::optional<bailiwick::ZoneIndex> index_;
  bailiwick::Assignments placed_;
};

}  // namespace

std::unique_ptr<Peer> ours() { return std::make_unique<Ours>(); }

}  // namespace bench
