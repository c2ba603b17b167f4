/// An arrangement held against the rational oracle.
#pragma once

#include "coverage_oracle.h"

#include "coverage/arrangement.h"
#include "coverage/measure.h"
#include "coverage/regions.h"

#include <bailiwick/plane.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace bailiwick::coverage::exactness {

using test::Members;
using test::Rational;
using test::Ring;
using test::Shape;
using test::SlabOracle;

inline constexpr double kUnit = std::numeric_limits<double>::epsilon();

inline Polygons polygons(const std::vector<Shape>& shapes) {
  Polygons p;
  for (const auto& shape : shapes) {
    for (const auto& ring : shape) {
      for (std::size_t i = 0; i <= ring.size(); ++i) p.add_vertex(ring[i % ring.size()].first, ring[i % ring.size()].second);
      p.end_ring();
    }
    p.end_part();
    p.end_shape();
  }
  return p;
}

inline Arrangement arranged(const Polygons& shapes, unsigned threads = 0) {
  SoupBuilder builder;
  for (std::uint32_t s = 0; s < shapes.size(); ++s) builder.add(shapes.view(), s, s);
  Context context;
  context.threads = threads;
  return arrange(std::move(builder).match(), context);
}

inline Members members(const Arrangement& a, Face f) {
  Members result;
  for (const auto& label : a.labels_of(f)) {
    if ((label.winding & 1) != 0) result.push_back(label.label);
  }
  return result;
}

/// Places are good to some units in the last place of the shapes' extent, wherever they lie; each may move the edges that end there by that much.
inline double bound(const std::vector<Shape>& shapes) {
  double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  double length = 0;
  for (const auto& shape : shapes) {
    for (const auto& ring : shape) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& p = ring[i];
        const auto& q = ring[(i + 1) % ring.size()];
        low_x = std::min(low_x, p.first);
        high_x = std::max(high_x, p.first);
        low_y = std::min(low_y, p.second);
        high_y = std::max(high_y, p.second);
        length += std::hypot(q.first - p.first, q.second - p.second);
      }
    }
  }
  return 16 * kUnit * std::max(high_x - low_x, high_y - low_y) * length;
}

/// The same combinations of shapes as the oracle, their areas within the bound, and labels that agree across every edge.
inline void expect_exact(const std::vector<Shape>& shapes, const std::string& what) {
  const auto a = arranged(polygons(shapes));
  const auto area = face_areas(a);
  std::map<Members, double> found;
  for (Face f = 1; f < a.face_count(); ++f) {
    if (const auto in = members(a, f); !in.empty()) found[in] += area[f];
  }
  const SlabOracle oracle(shapes);
  ASSERT_EQ(found.size(), oracle.areas().size()) << what;
  for (const auto& [in, exact] : oracle.areas()) {
    ASSERT_TRUE(found.contains(in)) << what;
    const Rational difference = abs(Rational(found.at(in)) - exact);
    EXPECT_LE(difference.convert_to<double>(), bound(shapes)) << what << ", " << in.size() << " shapes";
  }
  for (std::size_t p = 0; p < a.edges.pieces.size(); ++p) {  // stepping over any edge changes the labels by what it carries
    auto labels = std::vector<Toggle>(a.labels_of(a.face(static_cast<HalfEdge>(2 * p + 1))).begin(),
                                      a.labels_of(a.face(static_cast<HalfEdge>(2 * p + 1))).end());
    labels.insert(labels.end(), a.edges.toggles_of(p).begin(), a.edges.toggles_of(p).end());
    combine(labels);
    const auto left = a.labels_of(a.face(static_cast<HalfEdge>(2 * p)));
    ASSERT_EQ(labels, std::vector<Toggle>(left.begin(), left.end())) << what;
  }
}

/// The area of the chosen faces from the edges that bound them alone.
inline double summed(const Arrangement& a, const std::vector<std::uint8_t>& chosen) {
  Membership membership;
  const std::uint32_t one[] = {0};
  for (Face f = 0; f < a.face_count(); ++f) membership.add_face(std::span(one).first(chosen[f]));
  double sum = 0;
  for (const auto& region : regions(a, membership)) sum += own_area(a, region.rim);
  return sum;
}

/// Shape 0 is the parent, the others its children: what they fill and leave open makes up the parent, and what their areas come to beyond their union is
/// what lies in two, three and more of them. Each sum is taken from borders of its own, none by subtraction; both hold to 1e-12 of the parent.
inline void expect_identities(const Polygons& p, unsigned threads, const std::string& what) {
  const auto a = arranged(p, threads);
  std::size_t deepest = 0;
  std::vector<std::pair<bool, std::size_t>> held(a.face_count(), {false, 0});  // by the parent, by so many children
  for (Face f = 1; f < a.face_count(); ++f) {
    const auto in = members(a, f);
    const bool parent = !in.empty() && in[0] == 0;
    held[f] = {parent, in.size() - (parent ? 1 : 0)};
    deepest = std::max(deepest, held[f].second);
  }
  const auto pick = [&](auto wanted) {
    std::vector<std::uint8_t> chosen(a.face_count(), 0);
    for (Face f = 1; f < a.face_count(); ++f) chosen[f] = wanted(held[f].first, held[f].second) ? 1 : 0;
    return summed(a, chosen);
  };
  const auto areas = signed_ring_areas(p.view());
  const double parent = std::abs(areas[0]);
  const double filled = pick([](bool in, std::size_t children) { return in && children > 0; });
  const double gaps = pick([](bool in, std::size_t children) { return in && children == 0; });
  EXPECT_NEAR(pick([](bool in, std::size_t) { return in; }), parent, 1e-12 * parent) << what;
  EXPECT_NEAR(filled + gaps, parent, 1e-12 * parent) << what;
  double excess = -pick([](bool, std::size_t children) { return children > 0; });
  for (std::size_t s = 1; s < areas.size(); ++s) excess += std::abs(areas[s]);
  for (std::size_t m = 2; m <= deepest; ++m) excess -= static_cast<double>(m - 1) * pick([m](bool, std::size_t children) { return children == m; });
  EXPECT_NEAR(excess, 0, 1e-12 * parent) << what;
}

}  // namespace bailiwick::coverage::exactness
