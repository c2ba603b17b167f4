#include "peers/external.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace bench {
namespace {

template <class T>
void write(const std::filesystem::path& file, std::span<const T> values) {
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
}

/// One multipolygon in well-known binary, behind its length.
void write_wkb(std::ofstream& out, const bailiwick::PolygonsView& shapes, std::size_t s) {
  std::string bytes;
  const auto put = [&](const auto& v) { bytes.append(reinterpret_cast<const char*>(&v), sizeof v); };
  const auto head = [&](std::uint32_t type, std::uint32_t count) {
    bytes.push_back(1);
    put(type);
    put(count);
  };
  head(6, shapes.shape_offsets[s + 1] - shapes.shape_offsets[s]);
  for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
    head(3, shapes.part_offsets[p + 1] - shapes.part_offsets[p]);
    for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
      const auto v = shapes.vertices_of(r);
      put(v.end - v.begin);
      for (auto i = v.begin; i < v.end; ++i) {
        put(shapes.x[i]);
        put(shapes.y[i]);
      }
    }
  }
  const auto length = static_cast<std::uint32_t>(bytes.size());
  out.write(reinterpret_cast<const char*>(&length), sizeof length).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

class External : public Peer {
 public:
  External(std::string name, std::string command, std::string folder, std::size_t reports)
      : name_(std::move(name)), command_(std::move(command)), folder_(std::move(folder)), reports_(reports) {}
  ~External() override {
    if (to_ != nullptr) std::fclose(to_);
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }
  std::string name() const override { return name_; }
  void build(const bailiwick::Zones& zones) override {
    {
      std::ofstream out(folder_ / "zones.wkb", std::ios::binary);
      for (std::size_t s = 0; s < zones.size(); ++s) write_wkb(out, zones.shapes.view(), s);
    }
    start();
    expect("ready");
  }
  void load(std::span<const double> x, std::span<const double> y) override {
    write(folder_ / "x.f64", x);
    write(folder_ / "y.f64", y);
    say("load");
    expect("loaded");
  }
  void place(std::span<const double>, std::span<const double>) override {
    say("go");
    spent_ += std::stod(expect("done"));
  }
  Pairs found() const override {
    say("save");
    expect("saved");
    Pairs out(std::filesystem::file_size(folder_ / "pairs.u64") / sizeof(std::uint64_t));
    std::ifstream(folder_ / "pairs.u64", std::ios::binary)
        .read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(std::uint64_t)));
    return out;
  }
  std::size_t reports_per_round() const override { return reports_; }
  double clock() const override { return spent_; }

 private:
  void start() {
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      close(in[1]);
      close(out[0]);
      if (chdir(folder_.c_str()) != 0) _exit(127);
      execl("/bin/sh", "sh", "-c", command_.c_str(), nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    to_ = fdopen(in[1], "w");
    from_ = fdopen(out[0], "r");
  }
  void say(const char* word) const {
    std::fprintf(to_, "%s\n", word);
    std::fflush(to_);
  }
  /// Waits for a line that begins with the word; returns what follows.
  std::string expect(const std::string& word) const {
    char line[256] = "";
    while (std::fgets(line, sizeof line, from_) != nullptr) {
      line[std::strcspn(line, "\n")] = 0;
      if (std::string_view(line).starts_with(word)) return line + word.size();
    }
    throw std::runtime_error(name_ + " ended before it said '" + word + "'; its last line was '" + line + "'");
  }

  std::string name_, command_;
  std::filesystem::path folder_;
  std::size_t reports_;
  double spent_ = 0;
  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace

std::unique_ptr<Peer> external(std::string name, std::string command, std::string folder, std::size_t reports_per_round) {
  return std::make_unique<External>(std::move(name), std::move(command), std::move(folder), reports_per_round);
}

}  // namespace bench
