#include "terminal.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace bailiwick::cli {
namespace {

/// U+202A to U+202E, U+2066 to U+2069: they reorder what stands beside them.
bool reorders(std::string_view three) {
  if (three.size() < 3 || three[0] != '\xe2') return false;
  const auto b = static_cast<unsigned char>(three[1]), c = static_cast<unsigned char>(three[2]);
  return (b == 0x80 && c >= 0xaa && c <= 0xae) || (b == 0x81 && c >= 0xa6 && c <= 0xa9);
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
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (reorders(std::string_view(text).substr(i, 3))) {
      const auto code = 0x2000 + ((static_cast<unsigned char>(text[i + 1]) & 0x3fU) << 6) + (static_cast<unsigned char>(text[i + 2]) & 0x3fU);
      out += fmt::format("<U+{:04X}>", code);
      i += 2;
    } else if ((c < ' ' && !(lines && c == '\n')) || c == 127) {
      out += fmt::format("<{:02X}>", c);
    } else {
      out += text[i];
    }
  }
  return out;
}

void print(const std::string& text) { fmt::print(stdout, "{}\n", text); }
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
