#include "reports.h"

#include "names.h"
#include "random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

namespace generator {
namespace {

constexpr std::int32_t kDay = 1440, kYear = 365 * kDay;
constexpr int kRows = 5000, kOutside = 52;
constexpr double kClearM = 0.3;  // from any border, so that a copy in another datum falls into the same zones

struct FaultCount {
  Fault fault;
  int count;
};
constexpr std::array<FaultCount, 6> kFaults{{{Fault::empty, 38},
                                             {Fault::zero, 21},
                                             {Fault::not_a_number, 16},
                                             {Fault::swapped, 14},
                                             {Fault::out_of_range, 9},
                                             {Fault::field_count, 7}}};

/// All borders of all levels, binned, to keep reports off them.
class Borders {
 public:
  explicit Borders(const City& city) : city_(city) {
    for (const Level* level : city.levels())
      for (const Zone& zone : level->zones)
        for (const Polygon& polygon : zone.parts)
          for (const Ring& ring : polygon)
            for (std::size_t i = 0; i < ring.size(); ++i) add(ring[i], ring[(i + 1) % ring.size()]);
  }
  [[nodiscard]] bool is_near(const Place& place) const {
    const Spot p = city_.ground.spot(place);
    const auto found = bins_.find({bin(p.x), bin(p.y)});
    if (found == bins_.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const auto& segment) { return distance(p, segment[0], segment[1]) < kClearM; });
  }

 private:
  using Segment = std::array<Spot, 2>;
  static std::int32_t bin(double metres) { return static_cast<std::int32_t>(std::floor(metres / 50)); }
  static double distance(Spot p, Spot a, Spot b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }
  void add(const Place& from, const Place& to) {
    const Spot a = city_.ground.spot(from), b = city_.ground.spot(to);
    for (auto u = bin(std::min(a.x, b.x) - 1); u <= bin(std::max(a.x, b.x) + 1); ++u)
      for (auto v = bin(std::min(a.y, b.y) - 1); v <= bin(std::max(a.y, b.y) + 1); ++v) bins_[{u, v}].push_back({a, b});
  }
  const City& city_;
  std::map<std::array<std::int32_t, 2>, std::vector<Segment>> bins_;
};

std::uint32_t background_category(Random& random) {
  double total = 0;
  for (const Category& category : categories()) total += category.weight;
  double left = random.between(0, total);
  for (std::uint32_t i = 0; i < categories().size(); ++i) {
    left -= categories()[i].weight;
    if (left < 0) return i;
  }
  return 0;
}

/// A minute of 2025: people report by day.
std::int32_t minute(const std::string& trend, Random& random) {
  double share = random.uniform();
  if (trend == "growing") share = std::sqrt(share);
  if (trend == "fading") share = 1 - std::sqrt(1 - share);
  const auto day = static_cast<std::int32_t>(share * 365);
  const double hour = std::clamp(13.5 + 3.8 * random.normal(), 0.0, 23.98);
  return day * kDay + static_cast<std::int32_t>(hour * 60);
}

CaseCourse course_of(std::int32_t reported, const Category& category, bool enquiry, Random& random) {
  CaseCourse course;
  course.reported = reported;
  const auto happens = [](std::int32_t at) { return at < kYear ? at : -1; };  // the export was made at the end of the year
  const auto minutes = [&](double low, double high) { return static_cast<std::int32_t>(random.between(low, high)); };
  if (enquiry || random.chance(0.03)) return course;
  if ((course.filed = happens(reported + minutes(5, 120))) < 0) return course;
  if ((course.dispatched = happens(course.filed + minutes(5, 40))) < 0) return course;
  const std::int32_t limit = category.hours * 60;
  course.due = course.dispatched + limit;
  course.extended = random.chance(0.04);
  if (course.extended) course.due += limit;
  course.shelved = random.chance(0.015);
  if (course.shelved) return course;
  course.handled = happens(course.dispatched + static_cast<std::int32_t>(limit * 0.5 * std::exp(0.6 * random.normal())));
  if (course.handled < 0) return course;
  course.reworked = random.chance(0.03);
  if ((course.checked = happens(course.handled + minutes(20, 180))) < 0) return course;
  course.closed = happens(course.checked + minutes(5, 60));
  return course;
}

class Writer {
 public:
  Writer(const City& city, std::uint64_t seed) : city_(city), borders_(city), random_(seed, 7) {}

  Report at(const Place& place, std::uint32_t category, const std::string& trend) {
    static constexpr std::array<std::pair<const char*, double>, 5> kAppeals{{{"投诉", 0.45}, {"举报", 0.30}, {"求助", 0.12}, {"建议", 0.06}, {"咨询", 0.07}}};
    static constexpr std::array<double, 5> kChannels{0.42, 0.33, 0.16, 0.07, 0.02};
    Report report;
    report.place = place;
    report.category = category;
    const Category& kind = categories()[category];
    double left = random_.uniform();
    for (const auto& [appeal, share] : kAppeals) {
      report.appeal = appeal;
      if ((left -= share) < 0) break;
    }
    left = random_.uniform();
    for (std::size_t i = 0; i < kChannels.size(); ++i) {
      report.channel = channels()[i];
      if ((left -= kChannels[i]) < 0) break;
    }
    report.course = course_of(minute(trend, random_), kind, report.appeal == "咨询", random_);
    report.department = kind.department;
    return report;
  }

  /// A place of 1e-7 degree, off all borders; inside the city or outside.
  Place drawn(const std::function<Spot(Random&)>& draw, bool inside) {
    for (int i = 0; i < 10000; ++i) {
      Place place = city_.ground.at(draw(random_));
      place.lon -= place.lon % 100;
      place.lat -= place.lat % 100;
      if (contains(city_.area, place) == inside && !borders_.is_near(place)) return place;
    }
    throw std::runtime_error("no room for a report");
  }

  Random& random() { return random_; }

 private:
  const City& city_;
  Borders borders_;
  Random random_;
};

Spot anywhere(Random& random, double reach) { return {random.between(-reach, reach), random.between(-reach, reach)}; }

void add_hotspot(Writer& writer, const Hotspot& hotspot, std::vector<Report>& reports) {
  for (int i = 0; i < hotspot.reports; ++i) {
    const Place place = i < hotspot.pile ? hotspot.at
                                     : writer.drawn(
                                           [&](Random& random) {
                                             const double x = random.normal(), y = random.normal();
                                             return Spot{hotspot.centre.x + hotspot.sigma_m * x, hotspot.centre.y + hotspot.sigma_m * y};
                                           },
                                           true);
    const bool own = writer.random().chance(hotspot.category_share);
    reports.push_back(writer.at(place, own ? hotspot.category : background_category(writer.random()), hotspot.trend));
  }
}

}  // namespace

std::string_view code(Fault fault) {
  static constexpr std::array<std::string_view, 7> names{"none", "empty", "zero", "not_a_number", "swapped", "out_of_range", "field_count"};
  return names[static_cast<std::size_t>(fault)];
}

std::vector<Report> sample_reports(City& city, std::uint64_t seed) {
  Writer writer(city, seed);
  std::vector<Report> reports;
  for (const Hotspot& hotspot : city.hotspots) add_hotspot(writer, hotspot, reports);
  for (int i = 0; i < kOutside; ++i)
    reports.push_back(writer.at(writer.drawn([](Random& random) { return anywhere(random, 4300); }, false), background_category(writer.random()), "steady"));
  for (const auto& [fault, count] : kFaults)
    for (int i = 0; i < count; ++i) {
      const Place place = writer.drawn([](Random& random) { return anywhere(random, 3500); }, true);
      Report report = writer.at(place, background_category(writer.random()), "steady");
      report.fault = fault;
      report.variant = static_cast<std::uint32_t>(i);
      reports.push_back(std::move(report));
    }
  const int background = kRows - static_cast<int>(reports.size());
  while (reports.size() < kRows) {
    const Place place = writer.drawn([](Random& random) { return anywhere(random, 3500); }, true);
    reports.push_back(writer.at(place, background_category(writer.random()), "steady"));
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.course.reported < b.course.reported; });
  score_hotspots(city, reports, background / static_cast<double>(area_m2(metric_plane(box_of(city.area)), city.area)));
  return reports;
}

}  // namespace generator
