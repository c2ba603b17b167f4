#include "write/temporary.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/write.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <openssl/evp.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace bailiwick::layers {
namespace {

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

[[noreturn]] void throw_unreadable(const std::filesystem::path& file, int error_number) {
  const auto name = write::shown(file);
  throw Error(ErrorCode::unreadable_file, fmt::format("{}: cannot be read: {}", name, std::generic_category().message(error_number)), name);
}

std::string hexadecimal(const unsigned char* bytes, unsigned count) {
  std::string text;
  for (unsigned i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

}  // namespace

std::string sha256_of(const std::filesystem::path& file) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.number < 0) throw_unreadable(file, errno);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  bool sound = digest && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
  std::vector<unsigned char> block(std::size_t{1} << 18U);
  while (sound) {
    const auto got = ::read(in.number, block.data(), block.size());
    if (got == 0) break;
    if (got < 0) {
      if (errno == EINTR) continue;
      throw_unreadable(file, errno);
    }
    sound = EVP_DigestUpdate(digest.get(), block.data(), static_cast<std::size_t>(got)) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  sound = sound && EVP_DigestFinal_ex(digest.get(), sum.data(), &length) == 1;
  if (!sound) throw Error(ErrorCode::internal, file.string() + ": SHA-256 failed", file.string());
  return hexadecimal(sum.data(), length);
}

}  // namespace bailiwick::layers
