#include "peers/external.h"

#include "peers/process.h"

#include <filesystem>
#include <fstream>

namespace bench {
namespace {

template <class T>
void write(const std::filesystem::path& file, std::span<const T> values) {
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
}

class External : public Peer {
 public:
  External(std::string name, std::string command, std::string folder, std::size_t reports)
      : name_(std::move(name)), command_(std::move(command)), folder_(std::move(folder)), reports_(reports) {}
  std::string name() const override { return name_; }
  void build(const bailiwick::Zones& zones) override {
    write_wkb(folder_ / "zones.wkb", zones.shapes.view(), 0, zones.size());
    process_ = std::make_unique<Process>(name_, command_, folder_);
    process_->expect("ready");
  }
  void load(std::span<const double> x, std::span<const double> y) override {
    write(folder_ / "x.f64", x);
    write(folder_ / "y.f64", y);
    process_->say("load");
    process_->expect("loaded");
  }
  void place(std::span<const double>, std::span<const double>) override {
    process_->say("go");
    spent_ += std::stod(process_->expect("done"));
  }
  Pairs found() const override {
    process_->say("save");
    process_->expect("saved");
    Pairs out(std::filesystem::file_size(folder_ / "pairs.u64") / sizeof(std::uint64_t));
    std::ifstream(folder_ / "pairs.u64", std::ios::binary)
        .read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(std::uint64_t)));
    return out;
  }
  std::size_t reports_per_round() const override { return reports_; }
  double clock() const override { return spent_; }

 private:
  std::string name_, command_;
  std::filesystem::path folder_;
  std::size_t reports_;
  double spent_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace

std::unique_ptr<Peer> external(std::string name, std::string command, std::string folder, std::size_t reports_per_round) {
  return std::make_unique<External>(std::move(name), std::move(command), std::move(folder), reports_per_round);
}

}  // namespace bench
