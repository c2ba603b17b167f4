/// Work in blocks over threads. The blocks never depend on the number of threads, so what each block yields, merged in block order, does not either.
#pragma once

#include <bailiwick/context.h>

#include <cstddef>
#include <functional>
#include <string_view>

namespace bailiwick::run {

/// The items [begin, end) that make block number `block`; `worker` tells which thread does it, from 0.
struct Block {
  std::size_t block, begin, end;
  unsigned worker;
};

[[nodiscard]] constexpr std::size_t block_count(std::size_t items, std::size_t block_size) {
  return (items + block_size - 1) / block_size;
}

/// Calls `work` once for each block of at most `block_size` items. Blocks are taken in order by whichever thread is free. Polls the stop token
/// before each block and reports progress from the calling thread. Throws what the first failing block (by number) threw, after
/// all threads came home.
void for_blocks(std::size_t items, std::size_t block_size, const Context& context, std::string_view stage,
                const std::function<void(const Block&)>& work);

/// The context of a step that goes from share `from` to share `to` of the whole work; `whole` must outlive it.
[[nodiscard]] Context portion(const Context& whole, double from, double to);

}  // namespace bailiwick::run
