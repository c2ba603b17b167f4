"""Shapely 2: an STRtree of the reports asked once with all zones, which GEOS prepares (the predicate's left side); the way its manual calls
fastest for many points in few polygons. Points, tree and question are inside the clock."""
import shapely

import worker

polygons = shapely.from_wkb(worker.zones())
reports = {}


def load(x, y):
    reports["x"], reports["y"] = x, y


def go():
    tree = shapely.STRtree(shapely.points(reports["x"], reports["y"]))
    zone, report = tree.query(polygons, predicate="contains")
    return report, zone


worker.serve(load, go)
