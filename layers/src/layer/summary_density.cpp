/// What summary.md says of a run of the command density.
#include "layer/summary_parts.h"

#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kListed = 12;

std::string surfaces_line(const Results& r, const Words& words) {
  const auto& found = *r.surfaces;
  if (!found.by_category && !found.over_time) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(found.surfaces.size(), kListed); ++i) names += (i == 0 ? "" : "; ") + shown(surface_name(r, found.surfaces[i]));
  if (found.surfaces.size() > kListed) names += "; …";
  return "- " + filled(words("md.density_surfaces"), {{"n", whole(found.surfaces.size())}, {"names", names}}) + "\n";
}

std::string risk_line(const Results& r, const Words& words) {
  if (!r.surfaces->risk) return {};
  const auto& risk = *r.surfaces->risk;
  const auto name = r.settings.risk == "period" ? words("md.density_risk_period") : shown(r.settings.risk);
  return "- " + filled(words("md.density_risk"), {{"of", name},
                                                  {"share", fmt::format("{:.3g}", risk.share)},
                                                  {"min", fmt::format("{:.3g}", risk.min)},
                                                  {"max", fmt::format("{:.3g}", risk.max)},
                                                  {"guarded", whole(risk.guarded)}}) + "\n";
}

std::string piles_lines(const Results& r, const Words& words) {
  const auto& found = *r.surfaces;
  if (found.piles.empty()) return {};
  auto out = "- " + filled(words(r.settings.without_piles ? "md.density_piles_out" : "md.density_piles"), {{"left_out", whole(found.left_out)}}) + "\n";
  for (std::size_t i = 0; i < std::min(found.piles.size(), kListed); ++i) {
    const auto& pile = found.piles[i];
    out += fmt::format("  - {:.7g}, {:.7g}: {}, {}\n", pile.x, pile.y, reports_text(pile.reports, words), percent(pile.share));
  }
  return out;
}

}  // namespace

std::string density_part(const Results& r, const Words& words) {
  if (r.surfaces == nullptr || r.density.lattice.size() == 0) return {};
  auto out = heading(words, "heading_density");
  out += surfaces_line(r, words) + risk_line(r, words) + piles_lines(r, words);
  if (!r.settings.weight.empty()) out += "- " + filled(words("md.density_weight"), {{"weight", shown(r.settings.weight)}}) + "\n";
  if (r.settings.adaptive) out += "- " + words("md.density_adaptive") + "\n";
  if (r.density.edge != EdgeCorrection::none) out += "- " + words("md.density_edge_" + std::string(code(r.density.edge))) + "\n";
  return out + "- " + words("md.density_zones") + "\n\n";
}

}  // namespace bailiwick::layers
