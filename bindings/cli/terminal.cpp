#include "terminal.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <unistd.h>

namespace bailiwick::cli {
namespace {

/// One character of UTF-8; a byte that begins none stands for itself, and `code` is then that byte.
struct Character {
  std::size_t length = 1;
  std::uint32_t code = 0;
  bool sound = true;
};
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto first = byte(at);
  if (first < 0x80) return {1, first, true};
  const std::size_t length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 1;
  std::uint32_t code = first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xc0U) != 0x80U) return {1, first, false};
    code = code << 6U | (byte(at + i) & 0x3fU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  return length == 1 || overlong ? Character{1, first, false} : Character{length, code, true};
}

/// Controls of both halves, and what reorders or hides what stands beside it: marks, embeddings, overrides and isolates of direction, line and
/// paragraph separators.
bool is_obeyed(std::uint32_t code) {
  const auto within = [&](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  return code < 0x20 || within(0x7f, 0x9f) || code == 0x061c || within(0x200e, 0x200f) || within(0x2028, 0x202e) || within(0x2066, 0x2069);
}

bool coloured() {
  const char* const refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && isatty(STDERR_FILENO) == 1;
}

/// Columns that a terminal takes for it: East Asian signs take two.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) columns += byte >= 0xE3 ? 2 : 1;
  }
  return columns;
}

}  // namespace

std::string harmless(const std::string& text, bool lines) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    if (!character.sound || (character.code < 0x80 && is_obeyed(character.code) && !(lines && character.code == '\n'))) {
      out += fmt::format("<{:02X}>", character.code);
    } else if (character.code >= 0x80 && is_obeyed(character.code)) {
      out += fmt::format("<U+{:04X}>", character.code);
    } else {
      out.append(text, i, character.length);
    }
    i += character.length;
  }
  return out;
}

void print(const std::string& text) {
  const bool broken = text.ends_with('\n');
  const bool sound = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && (broken || std::fputc('\n', stdout) != EOF) && std::fflush(stdout) == 0;
  if (!sound) throw Error(ErrorCode::unwritable_file, fmt::format("standard output: cannot be written: {}", std::strerror(errno)));
}
void say(const std::string& text) { fmt::print(stderr, "{}\n", text); }

void warn(const layers::Warning& warning, const layers::Words& words) {
  const auto label = words("terminal.warning");
  say((coloured() ? "\033[33m" + label + "\033[0m" : label) + words("terminal.colon") + harmless(counted_sentence_of(warning, words)));
}

std::string balance_table(const Balance& balance, const layers::Words& words) {
  const auto title = [&](const char* key) { return words(std::string("md.") + key); };
  const auto name_of = [&](const BalanceLine& line) { return harmless(words("level." + line.level, line.level)); };
  std::size_t width = columns_of(title("level"));
  for (const auto& line : balance.levels) width = std::max(width, columns_of(name_of(line)));
  auto text = words.filled("terminal.rows", {{"rows", std::to_string(balance.rows)},
                                                    {"excluded", std::to_string(balance.excluded)},
                                                    {"read", std::to_string(balance.rows - balance.excluded)}});
  text += fmt::format("\n{:{}} {:>8} {:>10} {:>10} {:>9} {:>9} {:>10} {:>10}\n", title("level"), width, title("zones"), title("read"),
                      title("assigned"), title("outside"), title("rejected"), title("unlocated"), title("malformed"));
  for (const auto& line : balance.levels) {
    text += fmt::format("{:{}} {:>8} {:>10} {:>10} {:>9} {:>9} {:>10} {:>10}\n", name_of(line), width, line.zones, line.read, line.assigned,
                        line.outside, line.rejected, line.unlocated, line.malformed);
  }
  text.pop_back();
  return text;
}

}  // namespace bailiwick::cli
