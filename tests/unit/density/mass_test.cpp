#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <gtest/gtest.h>
#include <time.h>

#include <cmath>
#include <numeric>

#include "brute_force.h"

namespace bailiwick {
namespace {

/// Share by which the sum over cells misses the weight of reports whose kernels lie within the lattice.
double missed_share(Kernel kernel, double cell_m) {
  constexpr double kSide = 4000;
  const auto cells = static_cast<std::uint32_t>(kSide / cell_m);
  const Lattice lattice{cell_m, 0, 0, cells, cells};
  testing::Reports reports;
  for (int i = 0; i < 40; ++i) {  // anywhere between cells, by golden steps
    reports.add(1500 + 1000 * std::fmod(i * 0.6180339887498949, 1.0), 1500 + 1000 * std::fmod(i * 0.7548776662466927, 1.0), 1 + i % 3);
  }
  const double radius = kernel == Kernel::gaussian ? 100 : 400;
  const auto grid = density(reports.view(), reports.weight, lattice, {}, {kernel, {radius, "given", ""}});
  double sum = 0;
  for (const float v : grid.per_km2) sum += static_cast<double>(v) * cell_m * cell_m / 1e6;
  return std::abs(sum / std::accumulate(reports.weight.begin(), reports.weight.end(), 0.0) - 1);
}

TEST(DensityMass, CellSumsComeToTheWeightAsCellsAreHalved) {
  // The bound of each kernel at a fortieth of its radius (a tenth of sigma): a step at the rim leaves most, a smooth rim least.
  const std::vector<std::pair<Kernel, double>> bounds{{Kernel::quartic, 2e-7}, {Kernel::epanechnikov, 2e-5}, {Kernel::uniform, 1e-3},
                                                      {Kernel::triangular, 1e-4}, {Kernel::triweight, 2e-7}, {Kernel::gaussian, 2e-7}};
  for (const auto& [kernel, bound] : bounds) {
    const double coarse = missed_share(kernel, 80), tenth = missed_share(kernel, 40), fine = missed_share(kernel, 10);
    RecordProperty("mass_" + std::string(code(kernel)), std::to_string(coarse) + " " + std::to_string(tenth) + " " + std::to_string(fine));
    EXPECT_LE(fine, std::max(coarse, 1e-7)) << code(kernel);
    EXPECT_LE(fine, bound) << code(kernel);
    EXPECT_LE(tenth, 5e-3) << code(kernel);
  }
}

double cpu_s(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

TEST(DensityThreads, TheWorkersWork) {
  const Lattice lattice{10, 0, 0, 600, 600};
  const auto reports = testing::scattered_reports(40'000, lattice);
  const auto share_of_workers = [&](const DensityOptions& options, unsigned threads) {
    const double all = cpu_s(CLOCK_PROCESS_CPUTIME_ID), own = cpu_s(CLOCK_THREAD_CPUTIME_ID);
    (void)density(reports.view(), reports.weight, lattice, {}, options, {{}, {}, threads});
    const double used = cpu_s(CLOCK_PROCESS_CPUTIME_ID) - all;
    return (used - (cpu_s(CLOCK_THREAD_CPUTIME_ID) - own)) / used;
  };
  for (const auto kernel : {Kernel::quartic, Kernel::triangular, Kernel::gaussian}) {
    const DensityOptions options{kernel, {kernel == Kernel::gaussian ? 15.0 : 150.0, "given", ""}};
    EXPECT_GT(share_of_workers(options, 2), 0.15) << code(kernel);  // of CPU time, so that a busy machine does not matter
    EXPECT_LT(share_of_workers(options, 1), 0.02) << code(kernel);
  }
}

TEST(DensityProgress, NeverFalls) {
  const Lattice lattice{10, 0, 0, 400, 400};
  const auto reports = testing::scattered_reports(20'000, lattice);
  const std::vector<std::uint8_t> inside(lattice.size(), 1);
  for (const auto kernel : testing::kEveryKernel) {
    for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
      for (const bool adaptive : {false, true}) {
        if (adaptive && (edge == EdgeCorrection::uniform || kernel == Kernel::gaussian)) continue;
        double last = 0;
        Context context;
        context.progress = [&](std::string_view, double share) {
          EXPECT_GE(share, last) << code(kernel) << code(edge) << adaptive;
          last = share;
        };
        (void)density(reports.view(), reports.weight, lattice, inside, {kernel, {kernel == Kernel::gaussian ? 8.0 : 45.0, "given", ""}, edge, adaptive}, context);
        EXPECT_EQ(last, 1);
      }
    }
  }
}

TEST(DensityProgress, RisesAndARunIsStopped) {
  const Lattice lattice{10, 0, 0, 600, 600};
  const auto reports = testing::scattered_reports(40'000, lattice);
  for (const bool adaptive : {false, true}) {
    DensityOptions options{Kernel::quartic, {100, "given", ""}};
    options.adaptive = adaptive;
    std::stop_source stop;
    double last = 0;
    Context context;
    context.threads = 2;
    context.stop = stop.get_token();
    context.progress = [&](std::string_view stage, double share) {
      EXPECT_EQ(stage, "density");
      EXPECT_GE(share, 0);
      EXPECT_LE(share, 1);
      last = share;
      stop.request_stop();
    };
    try {
      (void)density(reports.view(), reports.weight, lattice, {}, options, context);
      ADD_FAILURE() << "it went on to " << last;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::cancelled);
    }
  }
}

}  // namespace
}  // namespace bailiwick
