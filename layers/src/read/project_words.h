/// Words of city.toml for the choices of Settings; one table for reading and writing.
#pragma once

#include <bailiwick/layers/settings.h>

#include <array>
#include <string>
#include <string_view>

namespace bailiwick::layers {

template <class Enum>
struct Word {
  Enum value;
  std::string_view word;
};

inline constexpr std::array kRoleWords{Word<Role>{Role::partition, "partition"}, Word<Role>{Role::across, "across"}};
inline constexpr std::array kOverlapWords{Word<OverlapRule>{OverlapRule::priority, "priority"}, Word<OverlapRule>{OverlapRule::smallest, "smallest"},
                                          Word<OverlapRule>{OverlapRule::id, "id"}};
inline constexpr std::array kBorderWords{Word<BorderRule>{BorderRule::half_open, "half_open"},
                                         Word<BorderRule>{BorderRule::all_touching, "all_touching"}};
inline constexpr std::array kKernelWords{Word<Kernel>{Kernel::quartic, "quartic"},       Word<Kernel>{Kernel::epanechnikov, "epanechnikov"},
                                         Word<Kernel>{Kernel::uniform, "uniform"},       Word<Kernel>{Kernel::triangular, "triangular"},
                                         Word<Kernel>{Kernel::triweight, "triweight"},   Word<Kernel>{Kernel::gaussian, "gaussian"}};
inline constexpr std::array kBandwidthRuleWords{
    Word<BandwidthRule>{BandwidthRule::arcgis, "arcgis"}, Word<BandwidthRule>{BandwidthRule::silverman, "silverman"},
    Word<BandwidthRule>{BandwidthRule::scott, "scott"}, Word<BandwidthRule>{BandwidthRule::likelihood, "likelihood"}};
inline constexpr std::array kEdgeWords{Word<EdgeCorrection>{EdgeCorrection::none, "none"}, Word<EdgeCorrection>{EdgeCorrection::uniform, "uniform"},
                                       Word<EdgeCorrection>{EdgeCorrection::diggle, "diggle"}};
inline constexpr std::array kNeighbourWords{Word<Neighbours>{Neighbours::queen, "queen"}, Word<Neighbours>{Neighbours::rook, "rook"}};
inline constexpr std::array kStyleWords{Word<Style>{Style::customary, "customary"}, Word<Style>{Style::binary, "binary"}, Word<Style>{Style::row_standardised, "row"}};
inline constexpr std::array kCellShapeWords{Word<CellShape>{CellShape::square, "square"}, Word<CellShape>{CellShape::hexagon, "hexagon"}};
inline constexpr std::array kCorrectionWords{
    Word<Correction>{Correction::benjamini_hochberg, "bh"}, Word<Correction>{Correction::benjamini_yekutieli, "by"},
    Word<Correction>{Correction::bonferroni, "bonferroni"}, Word<Correction>{Correction::none, "none"}};

inline constexpr std::array<std::string_view, 3> kCsvEncodings{"utf-8-bom", "utf-8", "gb18030"};
inline constexpr std::array<std::string_view, 2> kLanguages{"en", "zh"};

template <class Words, class Enum>
std::string_view word_of(const Words& words, Enum value) {
  for (const auto& one : words) {
    if (one.value == value) return one.word;
  }
  return {};
}

}  // namespace bailiwick::layers
