"""Who answers for every spot, where the map of responsibility fails, and where reports pile up more than by chance.

    import bailiwick as bw
    zones  = bw.zones({"district": districts, "block": blocks}, parents={"block": "district"})
    placed = bw.assign(zones, reports, x="lon", y="lat").to_pandas()

Every table that comes in is anything that speaks ``__arrow_c_stream__``: pyarrow, polars, duckdb, geopandas (>= 1.0), pyogrio (``open_arrow``). Every table that
goes out speaks it too. Distances are metres, areas square metres, densities reports per square kilometre; positions are longitude and latitude or the plane of
the zones, x before y.
"""
from ._arrow import Result
from ._hotspots import clusters, emerging, hotspots
from ._native import BailiwickError, Cancelled, version
from ._report import Report
from ._stages import assign, audit, coverage, density, report
from ._zones import Zones, explain, read_index, zones

__all__ = ["BailiwickError", "Cancelled", "Report", "Result", "Zones", "assign", "audit", "clusters", "coverage", "density", "emerging", "explain", "hotspots", "read_index", "report", "zones"]
__version__ = version
