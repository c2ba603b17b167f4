/// The metric plane of the truth: Lambert's azimuthal equal-area on an ellipsoid, in closed form after Snyder (1987), in long
/// double, so that the truth owes nothing to the code it judges.
#pragma once

#include "place.h"

#include <vector>

namespace generator {

struct Ellipsoid {
  long double a = 0;   ///< semi-major axis, metres
  long double e2 = 0;  ///< eccentricity squared
};
/// CGCS2000: a = 6378137 m, 1/f = 298.257222101 (EPSG:1024).
Ellipsoid cgcs2000();

struct Metres {
  long double x = 0, y = 0;
};

/// Snyder (1987), Map Projections: A Working Manual, USGS PP 1395, pp. 187-188, equations (24-17) to (24-20), (3-11), (3-12).
class EqualArea {
 public:
  EqualArea(const Ellipsoid& ellipsoid, long double centre_lon_degrees, long double centre_lat_degrees);
  [[nodiscard]] Metres operator()(long double lon_degrees, long double lat_degrees) const;
  [[nodiscard]] Metres operator()(const Place& place) const;

 private:
  Ellipsoid ellipsoid_;
  long double lon0_, q_pole_, r_q_, sin_beta1_, cos_beta1_, d_;
};

/// The plane of a study area: centred on its box centre rounded to 0.1 degree.
EqualArea metric_plane(const Box& box);

/// Area in square metres of a ring whose edges are straight in longitude and latitude: the shoelace sum in `plane` about a local
/// origin, every edge densified until what its chords leave out is below 1e-9 of the area. Positive: anticlockwise.
long double area_m2(const EqualArea& plane, const Ring& ring);
long double area_m2(const EqualArea& plane, const std::vector<Polygon>& polygons);
/// The same area by another road, to check the first: a^2/2 times the integral of q(lat) d(lon) around the ring, by Gauss-Legendre.
long double ellipsoid_area_m2(const Ellipsoid& ellipsoid, const Ring& ring);
/// Length of a line straight in longitude and latitude, in the plane.
long double length_m(const EqualArea& plane, const std::vector<Place>& line);

}  // namespace generator
