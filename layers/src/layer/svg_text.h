/// Text in a picture: how wide it is, where it breaks, and the element that shows it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers::svg {

struct TextStyle {
  double size = 13;
  std::string_view fill = "#3b3f45";
  int weight = 400;
  std::string_view anchor = "start";
  bool halo = false;  ///< a light edge, for text on a map
};

/// Width in pixels, estimated: a renderer's fonts are not known here. East Asian signs are one size wide, others by their kind.
[[nodiscard]] double width(std::string_view text, double size, int weight = 400);
/// Lines of at most `pixels`, at most `lines` of them, the last cut with an ellipsis. Breaks at blanks, and between East Asian signs.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double size, double pixels, std::size_t lines, int weight = 400);
/// A <text> element; the text is cleaned and escaped.
[[nodiscard]] std::string text(double x, double y, std::string_view words, const TextStyle& style = {});
/// A coordinate with at most one digit after the point.
[[nodiscard]] std::string px(double v);

}  // namespace bailiwick::layers::svg
