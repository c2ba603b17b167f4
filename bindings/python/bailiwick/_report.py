"""The whole report of one table: what was asked once, held together."""
from __future__ import annotations

import os
from typing import Any, Optional

from . import _tables
from ._native import BailiwickError


class Report:
    """Everything of the command line's main job, each table a ``pyarrow.Table``; ``print(report)`` and notebooks show the balance, notebooks a map too.

    ============================  =================================================================================================================
    ``balance``                   read = assigned + outside + rejected, rejected = unlocated + malformed, at every level
    ``assignments``               one row per accepted report: ``row`` (from 0), ``id``, ``x``, ``y``, ``time``, ``category``, ``status``, zones, who answers
    ``rejected``                  ``row`` and ``kind`` of the others
    ``counts``                    reports per level, zone, answering unit, category and month; each level sums to what was read
    ``zones[level]``              area_km2, count, count_share, density_per_km2, covered_share, gap_km2, overlap_km2, rank_density, then the attributes given
    ``gaps[level]``, ...          ``gaps``, ``overlaps``, ``children``: findings, worst first; areas m2, widths m; ``findings`` holds all of them
    ``hotspots``                  cells with Gi* (Ord and Getis 1995), exact conditional p, q after Benjamini and Hochberg (1995), ``gi_bin`` -3 to 3
    ``hotspot_areas``             significant cells joined, most reports first, with who has to act there
    ``layers``                    all that has a geometry, by the layer names of ``city.gpkg``
    ============================  =================================================================================================================
    """

    def __init__(self, zones: Any, placed: Any, findings: Any, figures: Any, cells: Any, areas: Any, front: "dict[str, Any]", month: Any, time_zone: Optional[str],
                 cell_m: float) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        levels, roles, parents = zones.levels, zones.roles, zones.parents
        self.crs: str = zones.crs
        self.bounds, self.degrees = zones.bounds, zones.metric_crs.startswith("LAEA")
        self.cell_m = cell_m
        self.partition = [level for level in levels if roles[level] == "partition"]
        self.balance = _tables.balance_of(levels, placed)
        self.assignments = _tables.assignments_of(levels, placed, front)
        lost = placed["rejected"].cast("string")
        self.rejected = pa.table({"row": pa.array(range(placed.num_rows), pa.int64()), "kind": lost}).filter(pc.is_valid(lost))
        self.counts = _tables.counts_of(levels, placed, front.get("category"), month)
        self.zones = _tables.zone_tables(levels, figures, placed, zones._attributes)
        self.findings = findings
        kinds = {"gaps": ("enclosed", "inlet"), "overlaps": ("overlap", "duplicate"), "children": ("outside_parent", "unfilled_parent", "tie")}

        def of(name: str, level: str) -> Any:
            chosen = pc.and_(pc.is_in(findings["kind"], pa.array(kinds[name])), pc.equal(findings["level"], level))
            return findings.filter(chosen)

        self.gaps = {level: of("gaps", level) for level in self.partition}
        self.overlaps = {level: of("overlaps", level) for level in self.partition}
        self.children = {level: of("children", level) for level in self.partition if parents[level] is not None}
        self.hotspots = cells
        self.hotspot_areas = _tables.areas_of(areas, self.zones, time_zone)
        self._points: Any = None  # made when asked for

    @property
    def layers(self) -> "dict[str, Any]":
        """Tables with a geometry (WKB, in the system of the zones), by name: ``zones_<level>``, ``gaps_<level>``, ``overlaps_<level>``, ``children_<level>``,
        ``hotspots``, ``hotspot_areas``, ``reports``, ``outside``."""
        out = {f"zones_{level}": table for level, table in self.zones.items()}
        for level in self.partition:
            out[f"gaps_{level}"], out[f"overlaps_{level}"] = self.gaps[level], self.overlaps[level]
            if level in self.children:
                out[f"children_{level}"] = self.children[level]
        if self._points is None:
            self._points = _tables.report_layers(self.partition, self.assignments, _tables.names_of(self.zones), self.crs)
        return {**out, "hotspots": self.hotspots, "hotspot_areas": self.hotspot_areas, "reports": self._points[0], "outside": self._points[1]}

    def to_geopandas(self, layer: str) -> Any:
        """One of :attr:`layers` as a GeoDataFrame; needs geopandas >= 1.0."""
        import geopandas

        if layer not in self.layers:
            raise KeyError(f"layer: expected one of {', '.join(self.layers)}, found {layer!r}")
        return geopandas.GeoDataFrame.from_arrow(self.layers[layer])

    def to_geopackage(self, path: "str | os.PathLike[str]", *, overwrite: bool = False) -> None:
        """All :attr:`layers` as one GeoPackage, given zones bit for bit; needs pyogrio. The file is the new one, the old one, or absent: an existing file is
        refused unless ``overwrite``, and what is half written is never seen under the name. Styles come with the command line's file alone."""
        from . import _geopackage

        _geopackage.write(path, self.layers, None if self.crs in ("", "local") else self.crs, overwrite)

    def to_svg(self) -> str:
        """The picture that notebooks show: zones by density, gaps, overlaps, hotspot areas."""
        from . import _picture

        return _picture.svg(self)

    def __repr__(self) -> str:
        lines = [f"{b['level']}: {b['read']} read = {b['assigned']} assigned + {b['outside']} outside + {b['rejected']} rejected" for b in self.balance.to_pylist()]
        return f"<bailiwick.Report {'; '.join(lines)}; {self.findings.num_rows} findings, {self.hotspot_areas.num_rows} hotspot areas>"

    def _repr_html_(self) -> str:
        from . import _picture

        return (f"<div>{self.to_svg()}{_picture.table_html(iter(self.balance.to_pylist()), self.balance.column_names)}<p>{self.findings.num_rows} findings, "
                f"{self.hotspot_areas.num_rows} hotspot areas{f'; cells of {self.cell_m:g} m' if self.cell_m else ''}</p></div>")


def made(zones: Any, reports: Any, said: "dict[str, Any]", asked: "dict[str, Any]", audit: Any, hotspots: Any, assign: Any) -> Report:
    """Runs the three stages over one table and puts their tables together."""
    import pyarrow as pa

    where = {key: asked[key] for key in ("x", "y", "geometry", "datum", "progress", "threads")}
    if where["geometry"] is None and where["x"] is None:
        where["geometry"] = said.get("geometry_name")
    placed = assign(zones, reports, crs=asked["crs"] or said.get("crs"), **where).to_arrow()
    category, time = _tables.category_of(reports, asked["category"]), _tables.time_of(reports, asked["time"], asked["time_zone"])
    front = {} if asked["id"] is None else {"id": _tables._column(reports, asked["id"], "id").cast(pa.string())}
    if asked["status"] is not None:
        front["status"] = _tables._column(reports, asked["status"], "status").cast(pa.string())
    front["x"], front["y"] = _tables.points_of(reports, where["x"], where["y"], where["geometry"])
    months, columns = None, reports
    if time is not None:
        import pyarrow.compute as pc

        front["time"], months = time, pc.strftime(time, "%Y-%m")
        columns = columns.append_column("bailiwick time", time.cast(pa.timestamp("ms", "UTC")))
    if category is not None:
        front["category"] = category
        columns = columns.append_column("bailiwick category", category)
    findings, figures = audit(zones, columns, where)
    findings, figures = findings.to_arrow(), figures.to_arrow()
    try:
        tested, joined = hotspots(zones, columns, where, None if category is None else "bailiwick category", None if time is None else "bailiwick time")
        cells, areas, cell_m = tested.to_arrow(), joined.to_arrow(), tested.cell_m
    except BailiwickError as error:
        if error.field != "reports":  # else there is none in the ground
            raise
        cells, areas, cell_m = *_tables.no_hotspots(figures.schema.field("geometry")), 0.0
    zone = time.type.tz if time is not None else asked["time_zone"]
    return Report(zones, placed, findings, figures, cells, areas, front, months, zone, cell_m)
