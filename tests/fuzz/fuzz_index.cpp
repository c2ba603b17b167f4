// Any bytes as an index: a refusal, or an index that answers without leaving its bytes. The checksum is made right first, as a forger would.
//
// The first byte of an input chooses: 0, the rest is the block; else the rest changes a sound index, five bytes a change: where (four, least
// first, counted modulo its length) and the new value. So seeds outlive the format, and a fuzzer begins behind the header.
#include "fuzz_file.h"

#include "index/block.h"

#include <bailiwick/error.h>
#include <bailiwick/place.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick {
namespace {

/// Two levels, eleven zones, a hole, an overlap and a border that is not straight.
ZoneIndex sound() {
  LevelInput district{"district", Role::partition, "", true, {}, {}}, block{"block", Role::partition, "district", true, {}, {}};
  const auto square = [](LevelInput& level, const std::string& id, double x, double y, double size, const std::string& parent) {
    for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.3, 0.4}, {1.0, 1.0}, {0.0, 1.0}, {0.3, 0.4}, {0.0, 0.0}}) {
      level.shapes.add_vertex(x + dx * size, y + dy * size);
    }
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
    level.rows.push_back({id, "name of " + id, "", parent, level.rows.size() % 2 == 0 ? "unit of " + id : "", "", std::nan("")});
  };
  square(district, "1", 0, 0, 30, "");
  square(district, "2", 30, 0, 30, "");
  for (int i = 0; i < 9; ++i) square(block, std::string(1, static_cast<char>('b' + i)), 10 * (i % 3), 10.0 * (i / 3), i == 8 ? 20 : 10, "1");
  return ZoneIndex::build(build_zones({district, block}, "local").zones);
}

std::shared_ptr<std::byte> input(const std::uint8_t* data, std::size_t size, std::size_t& length) {
  static const ZoneIndex base = sound();
  const bool raw = size == 0 || data[0] == 0;
  length = raw ? size - std::min<std::size_t>(size, 1) : base.bytes().size();
  auto memory = index::block_memory(length);
  if (raw) {
    if (length > 0) std::memcpy(memory.get(), data + 1, length);
    return memory;
  }
  std::memcpy(memory.get(), base.bytes().data(), length);
  for (std::size_t i = 1; i + 5 <= size; i += 5) {
    const auto at = static_cast<std::size_t>(data[i]) | static_cast<std::size_t>(data[i + 1]) << 8 | static_cast<std::size_t>(data[i + 2]) << 16 |
                    static_cast<std::size_t>(data[i + 3]) << 24;
    memory.get()[at % length] = static_cast<std::byte>(data[i + 4]);
  }
  return memory;
}

std::shared_ptr<std::byte> sealed(std::shared_ptr<std::byte> memory, std::size_t size) {
  index::BlockHeader header{};
  if (size < sizeof header) return memory;
  std::memcpy(&header, memory.get(), sizeof header);
  header.length = size;
  header.checksum = index::checksum({memory.get() + index::kChecksummed, size - index::kChecksummed});
  std::memcpy(memory.get(), &header, sizeof header);
  return memory;
}

/// Places all over the box of the zones, and some that lie nowhere.
std::vector<double> marks(double low, double high) {
  std::vector<double> out{0, -0.0, 1e15, -1e300, std::nan(""), low, high};
  for (int i = 0; i <= 16; ++i) out.push_back(low + (high - low) * i / 16);
  return out;
}

void use(const ZoneIndex& index) {
  std::size_t length = 0;
  for (std::uint32_t z = 0; z < index.zone_count(); ++z) {
    const ZoneId zone{z};
    length += index.id(zone).size() + index.name(zone).size() + index.level_name(index.level_of(zone)).size();
    if (index.unit(zone) != kNoUnit) length += index.unit_id(index.unit(zone)).size();
    if (index.parent(zone) != kNoZone) length += index.id(index.parent(zone)).size();
  }
  layers::must(length < (std::size_t{1} << 40));
  const auto box = index.extent();
  std::vector<double> x, y;
  for (const double v : marks(box.west, box.east)) {
    for (const double w : marks(box.south, box.north)) {
      x.push_back(v);
      y.push_back(w);
    }
  }
  auto rules = rules_of(index);
  rules.nearest_m = 0;
  const Placer placer(index, rules);
  std::vector<std::vector<ZoneId>> zones(index.level_count(), std::vector<ZoneId>(x.size()));
  const std::vector<std::span<ZoneId>> columns(zones.begin(), zones.end());
  placer.place(x, y, {columns, {}, nullptr});
  std::vector<ZoneId> one(index.level_count());
  for (std::size_t i = 0; i < x.size(); ++i) {
    (void)placer.place(x[i], y[i], one);
    for (std::size_t l = 0; l < one.size(); ++l) layers::must(one[l] == zones[l][i]);  // alone as in the batch
    for_each_hit(index, x[i], y[i], [&](const Hit& hit) { layers::must(index_of(hit.zone) < index.zone_count()); }, BorderRule::all_touching);
  }
}

}  // namespace
}  // namespace bailiwick

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailiwick;
  std::size_t length = 0;
  const auto memory = sealed(input(data, size, length), length);
  try {
    use(ZoneIndex::from_bytes({memory.get(), length}, memory));
  } catch (const Error&) {
  }
  return 0;
}
