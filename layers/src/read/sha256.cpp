#include "read/sha256.h"

#include <bailiwick/error.h>

#include <openssl/evp.h>

#include <array>

namespace bailiwick::layers {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::internal, "sha256 is not available");
  }
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw Error(ErrorCode::internal, "sha256 failed");
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(state_->context, sum.data(), &length) != 1) throw Error(ErrorCode::internal, "sha256 failed");
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text.push_back(kDigits[sum[i] >> 4U]);
    text.push_back(kDigits[sum[i] & 15U]);
  }
  return text;
}

}  // namespace bailiwick::layers
