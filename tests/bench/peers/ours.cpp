#include "peers/ours.h"

#include <optional>

namespace bench {
namespace {

using bailiwick::Placer;
using bailiwick::ZoneId;

/// The public batch: the answering zone of every level as columns, and the further zones as pairs.
class Ours : public Peer {
 public:
  explicit Ours(unsigned threads) { context_.threads = threads; }

  std::string name() const override { return "bailiwick"; }
  void build(const bailiwick::Zones& zones) override {
    placer_.reset();
    index_ = bailiwick::ZoneIndex::build(zones, {}, context_);
    placer_.emplace(*index_, bailiwick::AssignOptions{}, context_);
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    columns_.resize(index_->level_count());
    std::vector<std::span<ZoneId>> spans;
    for (auto& column : columns_) {
      column.resize(x.size());
      spans.emplace_back(column);
    }
    placer_->place(x, y, {spans, {}, &also_}, context_);
  }
  Pairs found() const override {
    Pairs out;
    for (const auto& column : columns_) {
      for (std::size_t i = 0; i < column.size(); ++i) {
        if (column[i] != bailiwick::kNoZone) out.push_back(pair(i, index_of(column[i])));
      }
    }
    for (const auto& [place, zone] : also_) out.push_back(pair(place, index_of(zone)));
    return out;
  }
  std::size_t reports_per_round() const override { return 10'000'000; }

  const bailiwick::ZoneIndex& index() const { return *index_; }
  const Placer& placer() const { return *placer_; }

 private:
  bailiwick::Context context_;
  std::optional<bailiwick::ZoneIndex> index_;
  std::optional<Placer> placer_;
  std::vector<std::vector<ZoneId>> columns_;
  std::vector<Placer::Also> also_;
};

}  // namespace

std::unique_ptr<Peer> ours(unsigned threads) { return std::make_unique<Ours>(threads); }
const bailiwick::ZoneIndex& index_of_ours(const Peer& ours) { return static_cast<const Ours&>(ours).index(); }
const Placer& placer_of_ours(const Peer& ours) { return static_cast<const Ours&>(ours).placer(); }

}  // namespace bench
