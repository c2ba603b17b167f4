#include "write/file_writer.h"
#include "write/temporary.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/write.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

/// Calls `visit` for every megabyte of the index.
template <class Visit>
void for_blocks(std::span<const std::byte> bytes, const Context& context, Visit visit) {
  for (std::size_t begin = 0; begin < bytes.size(); begin += kBlock) {
    context.check();
    visit(bytes.subspan(begin, std::min(kBlock, bytes.size() - begin)));
  }
}

}  // namespace

void put_index(OutputFolder& folder, const std::string& name, const ZoneIndex& index, const Context& context) {
  folder.put(
      name,
      [&](const std::filesystem::path& path) {
        write::FileWriter out(path);
        for_blocks(index.bytes(), context, [&](auto block) {
          out.text().append(reinterpret_cast<const char*>(block.data()), block.size());
          out.drain();
        });
        out.close();
      },
      [&](const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        std::vector<char> back(kBlock);
        bool same = true;
        for_blocks(index.bytes(), context, [&](auto block) {
          in.read(back.data(), static_cast<std::streamsize>(block.size()));
          same = same && in.gcount() == static_cast<std::streamsize>(block.size()) && std::memcmp(back.data(), block.data(), block.size()) == 0;
        });
        if (!same || in.peek() != std::ifstream::traits_type::eof()) write::throw_unwritable(path, EIO, "does not read back as written");
      });
}

}  // namespace bailiwick::layers
