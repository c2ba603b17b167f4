/// Kernels, and how far a report reaches: given, or by rule with its reason.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/reports.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bailiwick {

enum class Kernel : std::uint8_t { quartic, epanechnikov, uniform, triangular, triweight, gaussian };
[[nodiscard]] std::string_view code(Kernel kernel);

/// How far a report reaches.
struct Bandwidth {
  double radius_m = 0;   ///< support radius of the kernel (ArcGIS, QGIS); for gaussian: sigma
  std::string rule;      ///< "given", "arcgis", ...
  std::string reason;    ///< one sentence with the numbers that led to the value
};

/// ArcGIS's default search radius: 0.9 min(SD, sqrt(1 / ln 2) Dm) n^(-1/5), SD the standard distance and Dm the median distance from the
/// mean centre (Esri, "How Kernel Density works"). With weights n is their sum and Dm the weighted median. Where half of the reports or more lie
/// on the centre itself (Dm 0) SD alone decides. Throws Error(invalid_argument) when all reports lie in one place.
[[nodiscard]] Bandwidth arcgis_bandwidth(MetricView reports, std::span<const double> weight = {});

enum class BandwidthRule : std::uint8_t { arcgis, silverman, scott, likelihood };
[[nodiscard]] std::string_view code(BandwidthRule rule);

/// Standard deviation per axis of a kernel of radius 1 (of sigma 1 for gaussian): what turns a sigma into the radius of a kernel that smooths as
/// much. Quartic 1 / sqrt(8), Epanechnikov 1 / sqrt(6).
[[nodiscard]] double deviation_per_radius(Kernel kernel);

/// A bandwidth by rule for this kernel. arcgis: arcgis_bandwidth, the radius of every kernel that has one; its own kernel is quartic, so that a
/// gaussian's sigma is 1/sqrt(8) of it. silverman: sigma = s n^(-1/6), s^2 the mean of both variances (Silverman 1986,
/// eq. 4.14). scott: sigma = sqrt(s_x s_y) n^(-1/6) (Scott 1992; spatstat's bw.scott.iso). likelihood: the sigma at which a gaussian surface of all
/// other places foretells each place best, the greatest sum of w_i log f_-i(x_i) (Duin 1976; Silverman 1986, section 3.4.4); repeats of one coordinate
/// are one weighted place and left out together, as they would draw sigma to 0. Of more than 4,096 places a sample of so many is taken, and its sigma
/// scaled by (sample / places)^(1/6). Their sigma becomes a radius by deviation_per_radius. Throws Error(invalid_argument) when all reports lie in one
/// place, for scott on one line along an axis, and for likelihood in fewer than three places.
[[nodiscard]] Bandwidth bandwidth_by(BandwidthRule rule, Kernel kernel, MetricView reports, std::span<const double> weight = {}, const Context& context = {});

}  // namespace bailiwick
