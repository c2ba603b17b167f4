#include "peers/process.h"

#include <cstring>
#include <fstream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace bench {

Process::Process(std::string name, const std::string& command, const std::filesystem::path& folder) : name_(std::move(name)) {
  int in[2], out[2];
  if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error("no pipe");
  child_ = fork();
  if (child_ == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    close(in[1]);
    close(out[0]);
    if (chdir(folder.c_str()) != 0) _exit(127);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  to_ = fdopen(in[1], "w");
  from_ = fdopen(out[0], "r");
}

Process::~Process() {
  std::fclose(to_);
  std::fclose(from_);
  waitpid(child_, nullptr, 0);
}

void Process::say(const std::string& word) const {
  std::fprintf(to_, "%s\n", word.c_str());
  std::fflush(to_);
}

std::string Process::expect(const std::string& word) const {
  char line[256] = "";
  while (std::fgets(line, sizeof line, from_) != nullptr) {
    line[std::strcspn(line, "\n")] = 0;
    if (std::string(line).starts_with(word)) return line + word.size();
  }
  throw std::runtime_error(name_ + " ended before it said '" + word + "'; its last line was '" + line + "'");
}

void write_wkb(const std::filesystem::path& file, const bailiwick::PolygonsView& shapes, std::size_t begin, std::size_t end) {
  std::ofstream out(file, std::ios::binary);
  for (auto s = begin; s < end; ++s) {
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
}

}  // namespace bench
