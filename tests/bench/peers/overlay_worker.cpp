#include "peers/overlay_worker.h"

#include <fstream>

namespace bench {
namespace {

std::filesystem::path with_layer(std::filesystem::path folder, const Layer& layer) {
  std::filesystem::create_directories(folder);
  write_wkb(folder / "blocks.wkb", layer.zones.view(), 0, layer.blocks);
  write_wkb(folder / "ground.wkb", layer.area.view(), 0, layer.area.size());
  return folder;
}

}  // namespace

OverlayWorker::OverlayWorker(std::string name, const std::string& command, std::filesystem::path folder, const Layer& layer)
    : folder_(with_layer(std::move(folder), layer)), process_(std::move(name), command, folder_) {
  process_.expect("ready");
}

double OverlayWorker::seconds(const std::string& word) const {
  process_.say(word);
  return std::stod(process_.expect("done"));
}

Answer OverlayWorker::answer() const {
  process_.say("save");
  process_.expect("saved");
  std::vector<double> values(std::filesystem::file_size(folder_ / "overlaps.f64") / sizeof(double));
  std::ifstream(folder_ / "overlaps.f64", std::ios::binary)
      .read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
  Answer found;
  found.gap = values.at(0);
  for (std::size_t i = 1; i + 2 < values.size(); i += 3) {
    found.overlaps[{static_cast<std::uint32_t>(values[i]), static_cast<std::uint32_t>(values[i + 1])}] = values[i + 2];
  }
  return found;
}

}  // namespace bench
