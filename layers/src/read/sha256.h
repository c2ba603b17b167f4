/// sha256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace bailiwick::layers {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  [[nodiscard]] std::string hex();  ///< ends the sum; call once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bailiwick::layers
