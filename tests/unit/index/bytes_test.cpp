#include "index/block.h"
#include "town.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <functional>
#include <random>

namespace bailiwick::test {
namespace {

ZoneIndex sample() {
  return Town(std::vector<TownLevel>{{"district", {{"DDDEE.", "DDEEEE", "DDDEEE"}}, Role::partition, "", {}, {}, {}},
                                     {"block", {{"PPQRR.", "PPQRST", "PUQRST"}}, Role::partition, "district", {}, {{'P', "D"}}, {}}})
      .index();
}

/// A copy of bytes that can be changed.
struct Copy {
  std::shared_ptr<std::byte> memory;
  std::size_t length;

  explicit Copy(std::span<const std::byte> bytes) : memory(index::block_memory(bytes.size())), length(bytes.size()) {
    std::memcpy(memory.get(), bytes.data(), length);
  }
  [[nodiscard]] std::span<const std::byte> bytes() const { return {memory.get(), length}; }
  /// Makes the checksum right again, so that what lies behind it is tried.
  void seal() {
    index::BlockHeader header{};
    std::memcpy(&header, memory.get(), sizeof header);
    header.checksum = index::checksum(bytes().subspan(index::kChecksummed));
    std::memcpy(memory.get(), &header, sizeof header);
  }
};

/// The sentence with which a changed block is refused; empty when it is accepted.
std::string refusal(const std::function<void(Copy&)>& change) {
  Copy copy(sample().bytes());
  change(copy);
  try {
    (void)ZoneIndex::from_bytes(copy.bytes(), copy.memory);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(IndexBytes, AnswerAsTheIndexTheyCameFrom) {
  const auto index = sample();
  const auto read = [&] {
    const Copy copy(index.bytes());
    return ZoneIndex::from_bytes(copy.bytes(), copy.memory);  // the copy goes, its memory stays with the index
  }();
  EXPECT_EQ(read.zones_version(), index.zones_version());
  EXPECT_EQ(read.level_name(1), "block");
  EXPECT_EQ(read.id(read.parent(ZoneId{2})), "D");
  std::array<Hit, 8> a{}, b{};
  for (double x = -50; x < 700; x += 12.5) {
    for (double y = -50; y < 400; y += 12.5) {
      const auto found = index.locate(x, y, a);
      ASSERT_EQ(read.locate(x, y, b), found);
      for (std::size_t i = 0; i < found; ++i) ASSERT_EQ(a[i].zone, b[i].zone);
    }
  }
}

TEST(IndexBytes, CarryTheRulesByWhichReportsArePlaced) {
  IndexOptions options;
  options.label = "2026Q1";
  options.valid_from = "2026-01-01";
  options.overlap = OverlapRule::smallest;
  options.border = BorderRule::all_touching;
  options.nearest_m = 12.5;
  options.precedence = {1, 0};
  options.location_wkt = "WKT";
  options.metric_crs = "LAEA:1,2";
  const auto index = ZoneIndex::build(Town(std::vector<TownLevel>{{"a", {{"AB"}}, Role::partition, "", {}, {}, {}}, {"b", {{"CC"}}, Role::across, "", {}, {}, {}}}).zones(), options);
  const Copy copy(index.bytes());
  const auto read = ZoneIndex::from_bytes(copy.bytes(), copy.memory);
  EXPECT_EQ(read.label(), "2026Q1");
  EXPECT_EQ(read.valid_from(), "2026-01-01");
  EXPECT_EQ(read.valid_to(), "");
  EXPECT_EQ(read.location_wkt(), "WKT");
  EXPECT_EQ(read.metric_crs(), "LAEA:1,2");
  const auto rules = rules_of(read);
  EXPECT_EQ(rules.overlap, OverlapRule::smallest);
  EXPECT_EQ(rules.border, BorderRule::all_touching);
  EXPECT_EQ(rules.nearest_m, 12.5);
  EXPECT_EQ(rules.precedence, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(read.extent().east, 200);
  EXPECT_EQ(read.extent().north, 100);
}

TEST(IndexBytes, RulesThatCannotBeAreRefused) {
  const auto zones = Town({"AB"}).zones();
  for (const auto& precedence : {std::vector<std::uint32_t>{1}, {0, 0}}) {
    IndexOptions options;
    options.precedence = precedence;
    EXPECT_THROW((void)ZoneIndex::build(zones, options), Error);
  }
  IndexOptions options;
  options.nearest_m = -1;
  EXPECT_THROW((void)ZoneIndex::build(zones, options), Error);
}

TEST(IndexBytes, AreTheSameForAnyNumberOfThreads) {
  const Zones zones = Town({"AAABC", "ADDBC", "AAAB."}).zones();
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  const auto a = ZoneIndex::build(zones, {}, one), b = ZoneIndex::build(zones, {}, three);
  EXPECT_TRUE(std::ranges::equal(a.bytes(), b.bytes()));
}

TEST(IndexBytes, TruncatedAtAnyPlaceTheyAreRefused) {
  const auto whole = sample();
  for (std::size_t length = 0; length < whole.bytes().size(); length += 7) {
    Copy copy(whole.bytes());
    copy.length = length;
    EXPECT_THROW((void)ZoneIndex::from_bytes(copy.bytes(), copy.memory), Error) << length;
  }
}

TEST(IndexBytes, AnyFlippedBitIsNoticed) {
  const auto size = sample().bytes().size();
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    const std::size_t at = random() % size;
    EXPECT_NE(refusal([&](Copy& copy) { copy.memory.get()[at] ^= std::byte{1}; }), "") << at;
  }
}

TEST(IndexBytes, WithARightChecksumDamageStillCannotLeadAstray) {
  const auto original = sample();
  std::mt19937_64 random(2);
  std::array<Hit, 8> hits{};
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    Copy copy(original.bytes());
    const std::size_t at = index::kChecksummed + random() % (copy.length - index::kChecksummed);
    copy.memory.get()[at] = static_cast<std::byte>(random());
    copy.seal();
    try {
      const auto read = ZoneIndex::from_bytes(copy.bytes(), copy.memory);
      for (double x = -50; x < 700; x += 50) (void)read.locate(x, x / 2, hits);  // may be wrong, must not crash: seen by the sanitizers
      for (std::uint32_t z = 0; z < read.zone_count(); ++z) (void)read.name(ZoneId{z});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::damaged_index);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100U);
}

TEST(IndexBytes, ANewerFormatIsRefusedInASentence) {
  EXPECT_EQ(refusal([](Copy& copy) { copy.memory.get()[12] = std::byte{3}; }),
            "index: expected format 2 at most, found 3; use the version of Bailiwick that wrote it");
  EXPECT_EQ(refusal([](Copy& copy) { copy.memory.get()[0] = std::byte{0}; }),
            "index: expected the mark of a Bailiwick index at its beginning, found otherwise; build the index again from its zones");
}

TEST(IndexBytes, AnEmptyIndexHasBytesToo) {
  const auto empty = ZoneIndex::build(Zones{});
  const auto read = ZoneIndex::from_bytes(empty.bytes());
  EXPECT_EQ(read.zone_count(), 0U);
  EXPECT_EQ(read.locate(0, 0, {}), 0U);
}

}  // namespace
}  // namespace bailiwick::test
