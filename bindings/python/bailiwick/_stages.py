"""What is asked of zones and many reports: who answers, what is amiss with the map, where reports pile up."""
from __future__ import annotations

import ctypes
from contextlib import ExitStack
from ctypes import byref, c_double
from typing import Any, Optional, Sequence

from . import _native, _report
from ._arrow import ArrowArrayStream, Result, lent, table_of
from ._native import Call, run, sized
from ._hotspots import hotspots
from ._report import Report
from ._zones import Progress, Zones, report_columns, word

_KERNELS = {"quartic": 0, "epanechnikov": 1, "uniform": 2, "triangular": 3, "triweight": 4, "gaussian": 5}
_EDGES = {"none": 0, "uniform": 1, "diggle": 2}
_RULES = {"arcgis": 0, "silverman": 1, "scott": 2, "likelihood": 3}


def assign(zones: Zones, reports: Any, *, x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84",
           crs: Optional[str] = None, progress: Progress = None, threads: int = 0) -> Result:
    """Who answers for every report: one row for every row, in order, batch by batch as the result is read.

    Columns: per level ``<level>_zone``, ``_unit``, ``_rule`` (``inside``, ``border``, ``overlap:priority``, ..., ``outside``), ``_distance_m`` (m, of the rule
    ``nearest``), ``_also`` (other zones that hold it, joined by ``;``); then ``unit``, ``unit_level``, ``unit_rule``, ``rejected`` (``unlocated``, ``malformed``).
    Positions are the columns ``x`` and ``y`` (numbers; longitude and latitude, or the plane of the zones) or a ``geometry`` of points; ``datum`` is ``wgs84``,
    ``gcj02`` or ``bd09``, undone to 1 mm; ``crs`` says the system of the reports, which must be that of the zones. Doubles without nulls are read where they are.
    """
    out = ArrowArrayStream()
    lazy = hasattr(reports, "__arrow_c_stream__")  # else it is closed below, so it is read before
    with lent(reports, "reports") as (stream, said):
        options = report_columns(zones, x, y, geometry or (said.get("geometry_name") if x is None else None), datum, crs or said.get("crs"))
        call = Call(progress, threads, lasting=True)
        run("assign", zones._handle, stream, byref(options), call.handle, byref(out))
        run("call_destroy", call.handle)  # the stream keeps what it needs of it
        result = Result(out)
        if not lazy:
            result.to_arrow()
    return result


def _audit(name: str, outs: Sequence[Any], zones: Zones, columns: Any, tables: "dict[str, Any]", widths: "dict[str, float]", progress: Progress, threads: int) -> None:
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        options = sized(_native.AuditOptions, report_options=ctypes.pointer(columns), **widths)
        for field, table in tables.items():
            if table is not None:
                setattr(options, field, stack.enter_context(lent(table, field))[0])
        run(name, zones._handle, byref(options), call.handle, *map(byref, outs))


def audit(zones: Zones, *, area: Any = None, exempt: Any = None, lawful: Any = None, reports: Any = None, x: Optional[str] = None, y: Optional[str] = None,
          geometry: Optional[str] = None, datum: str = "wgs84", min_width_m: float = 0.5, tolerance_m: float = 0.01, snap_m: float = 0, progress: Progress = None,
          threads: int = 0) -> Result:
    """Gaps, overlaps, and children that do not fill their parent: one row a finding, with its exact area (m2, equal-area plane), width (m, of the largest
    inscribed circle), units, a suggested owner, and severity (larger is worse).

    ``area`` is the ground that has to be covered (polygons; else the union of the top level with its holes filled); ``exempt`` is ground listed apart (water,
    barracks); ``lawful`` declares shared ground: text columns ``level``, ``zone_a``, ``zone_b``, ``reason``; ``reports`` are counted in the findings.
    ``min_width_m``: narrower is a sliver; ``tolerance_m``: narrower faces along one border form one line; ``snap_m`` above 0 first rounds vertices to that grid.
    """
    out = ArrowArrayStream()
    _audit("audit", [out], zones, report_columns(zones, x, y, geometry, datum), {"area": area, "exempt": exempt, "lawful": lawful, "reports": reports},
           {"min_width_m": min_width_m, "tolerance_m": tolerance_m, "snap_m": snap_m}, progress, threads)
    return Result(out)


def coverage(zones: Zones, *, area: Any = None, exempt: Any = None, lawful: Any = None, reports: Any = None, x: Optional[str] = None, y: Optional[str] = None,
             geometry: Optional[str] = None, datum: str = "wgs84", min_width_m: float = 0.5, tolerance_m: float = 0.01, snap_m: float = 0, progress: Progress = None,
             threads: int = 0) -> "tuple[Result, Result]":
    """The findings of :func:`audit`, and one row a zone: ``level``, ``zone_id``, who answers, ``area_km2``, ``covered_share`` (of its own ground, by the finest
    level below), ``gap_km2`` (of its own ground that no child fills), ``overlap_km2`` (shared with others of its level), geometry as it came in.
    """
    findings, figures = ArrowArrayStream(), ArrowArrayStream()
    _audit("coverage", [findings, figures], zones, report_columns(zones, x, y, geometry, datum), {"area": area, "exempt": exempt, "lawful": lawful, "reports": reports},
           {"min_width_m": min_width_m, "tolerance_m": tolerance_m, "snap_m": snap_m}, progress, threads)
    return Result(findings), Result(figures)


def density(zones: Zones, reports: Any, *, area: Any = None, bandwidth_m: float = 0, cell_m: float = 0, kernel: str = "quartic", edge: str = "none", x: Optional[str] = None,
            y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None, y_m: Optional[str] = None,
            rule: str = "arcgis", adaptive: bool = False, weight: Optional[str] = None, progress: Progress = None, threads: int = 0) -> Result:
    """Reports per km2 at the centre of every cell of the ground (Silverman 1986, chapter 4).

    ``bandwidth_m`` is the radius of the kernel in metres (sigma of the gaussian); by default it is chosen by ``rule``: ``arcgis`` (Esri's search radius), ``silverman`` (1986, eq. 4.14), ``scott`` (1992) or
    ``likelihood`` (cross-validation; Duin 1976). ``adaptive``: each report its own radius (Abramson 1982). ``weight``: a column of numbers of 0 or more. ``kernel``: ``quartic``, ``epanechnikov``, ``uniform``,
    ``triangular``, ``triweight``, ``gaussian``; ``edge``: ``none``, ``uniform`` or ``diggle`` (Diggle 1985; conserves the number of reports). ``x_m``, ``y_m`` are
    metric columns of the caller's own plane. The result's ``bandwidth_m`` and ``cell_m`` say what was used.
    """
    out, used, cell = ArrowArrayStream(), c_double(), c_double()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = report_columns(zones, x, y, geometry, datum, None, x_m, y_m, weight=weight)
        options = sized(_native.DensityOptions, rule=word(_RULES, rule, "rule"), adaptive=int(adaptive), kernel=word(_KERNELS, kernel, "kernel"), edge=word(_EDGES, edge, "edge"), bandwidth_m=bandwidth_m, cell_m=cell_m,
                        report_options=ctypes.pointer(columns), area=None if area is None else stack.enter_context(lent(area, "area"))[0])
        stream, _ = stack.enter_context(lent(reports, "reports"))
        run("density", zones._handle, stream, byref(options), call.handle, byref(out), byref(used), byref(cell))
    result = Result(out)
    result.bandwidth_m, result.cell_m = used.value, cell.value
    return result


def report(zones: Zones, reports: Any, *, category: "Optional[str | Sequence[str]]" = None, time: Optional[str] = None, id: Optional[str] = None, status: Optional[str] = None,
           x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", crs: Optional[str] = None, time_zone: Optional[str] = None,
           x_m: Optional[str] = None, y_m: Optional[str] = None, area: Any = None, exempt: Any = None, lawful: Any = None, cell_m: float = 0, neighbours: str = "queen",
           fdr: str = "bh", min_width_m: float = 0.5, tolerance_m: float = 0.01, snap_m: float = 0, progress: Progress = None, threads: int = 0) -> Report:
    """Everything of the command line's main job over one table of reports; in a notebook a map and the balance. Needs pyarrow.

    ``category`` is a column, or several joined by " / "; ``time`` a column of timestamps, dates or ISO text, ``time_zone`` the city's (such as ``Asia/Shanghai``;
    else that of the column, else UTC): times without a zone are the city's own, and months are counted there; ``id`` and ``status`` are carried along. Positions, ``datum`` and ``crs`` as in
    :func:`assign`; ``area``, ``exempt``, ``lawful`` and widths (m) as in :func:`audit`; ``cell_m`` (m), ``neighbours`` and ``fdr`` as in :func:`hotspots`.
    """
    table, said = table_of(reports, "reports")
    ground = [None if one is None else table_of(one, name)[0] for name, one in (("area", area), ("exempt", exempt), ("lawful", lawful))]
    widths: "dict[str, Any]" = {"min_width_m": min_width_m, "tolerance_m": tolerance_m, "snap_m": snap_m}

    def audited(of: Zones, rows: Any, where: "dict[str, Any]") -> Any:
        return coverage(of, area=ground[0], exempt=ground[1], lawful=ground[2], reports=rows, **widths, **where)

    def tested(rows: Any, where: "dict[str, Any]", kind: Optional[str], at: Optional[str]) -> Any:
        return hotspots(zones, rows, area=ground[0], cell_m=cell_m, neighbours=neighbours, fdr=fdr, category=kind, time=at, x_m=x_m, y_m=y_m, **where)

    asked = {"x": x, "y": y, "geometry": geometry, "datum": datum, "crs": crs, "progress": progress, "threads": threads, "category": category, "time": time,
             "time_zone": time_zone, "id": id, "status": status}
    return _report.made(zones, table, said, asked, audited, lambda _, *rest: tested(*rest), assign)
