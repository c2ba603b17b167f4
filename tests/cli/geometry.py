"""Plain geometry of GeoJSON, by which tests judge what the program says."""
import math


def metres(a, b):
    return math.hypot((a[0] - b[0]) * 111320 * math.cos(math.radians(a[1])), (a[1] - b[1]) * 110950)


def rings(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def holds(geometry, place):
    """Even-odd."""
    inside = False
    for ring in rings(geometry):
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, ring[1:]):
            if (y1 <= place[1]) != (y2 <= place[1]) and place[0] < x1 + (place[1] - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside
