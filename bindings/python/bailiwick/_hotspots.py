"""Where reports pile up: cells, zones, what became of them over time, clusters."""
from __future__ import annotations

import calendar
import ctypes
import datetime
from contextlib import ExitStack
from ctypes import byref, c_double
from typing import Any, Optional

from . import _native
from ._arrow import ArrowArrayStream, Result, lent
from ._native import BailiwickError, Call, run, sized, utf8
from ._zones import Progress, Zones, report_columns, word

_NEIGHBOURS = {"queen": 0, "rook": 1}
_CORRECTIONS = {"bh": 0, "by": 1, "bonferroni": 2, "none": 3}
_CELLS = {"squares": 0, "hexagons": 1}
_PERIODS = {None: 0, "week": 1, "month": 2, "two_months": 3, "quarter": 4}


def hotspots(zones: Zones, reports: Any, *, on: str = "squares", per: Optional[str] = None, exposure: Any = None, area: Any = None, cell_m: float = 0,
             neighbours: str = "queen", nearest: int = 0, band_m: float = 0, fdr: str = "bh", category: Optional[str] = None, time: Optional[str] = None,
             x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None,
             y_m: Optional[str] = None, progress: Progress = None, threads: int = 0) -> "tuple[Result, Result]":
    """Places with more reports than chance would give them, and the areas they join to, most reports first.

    ``on`` ``squares`` or ``hexagons``: cells of ``cell_m`` metres with Gi* (Ord and Getis 1995) and its exact conditional permutation p, two-sided (default: two
    reports a cell on average, rounded up). ``area`` is the ground that is tested. The first result's ``cell_m`` says what was used.

    ``on`` a level: its zones against what each can be expected to have, in proportion to ``per``: ``area_km2``, ``none`` (all alike), or a column of the table
    ``exposure`` (one row a zone, ids in ``zone_id`` or ``id``), with the exact binomial p of a zone and its neighbours. These touch (``neighbours`` ``queen`` or
    ``rook``), or are the ``nearest`` so many by their centres, or lie within ``band_m`` metres (below 0: the smallest distance at which every zone has one).

    ``fdr`` is the correction over all places: ``bh`` (Benjamini and Hochberg 1995), ``by``, ``bonferroni``, ``none``; ``gi_bin`` is -3 to 3 for q <= 0.01, 0.05, 0.10.
    ``category`` (text) and ``time`` (timestamps) let areas tell their most frequent category, first and last report. ``x_m``, ``y_m``: metric columns of your own.
    """
    on_cells = on in _CELLS
    if on_cells and (per is not None or exposure is not None):
        raise BailiwickError(f"per: expected none for {on}, found {per!r}; name a level in on", field="per")
    if not on_cells and per is None:
        raise BailiwickError(f"per: expected what the reports of level {on!r} are set against, found none; pass per='area_km2', a column of exposure, or 'none'", field="per")
    tested, areas, cell = ArrowArrayStream(), ArrowArrayStream(), c_double()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = report_columns(zones, x, y, geometry, datum, None, x_m, y_m, category, time)
        shared = {"neighbours": word(_NEIGHBOURS, neighbours, "neighbours"), "correction": word(_CORRECTIONS, fdr, "fdr"), "report_options": ctypes.pointer(columns)}
        stream, _ = stack.enter_context(lent(reports, "reports"))
        if on_cells:
            options = sized(_native.HotspotsOptions, cells=_CELLS[on], cell_m=cell_m, area=None if area is None else stack.enter_context(lent(area, "area"))[0], **shared)
            run("hotspots", zones._handle, stream, byref(options), call.handle, byref(tested), byref(areas), byref(cell))
        else:
            options = sized(_native.ZoneHotspotsOptions, level=utf8(on), per=utf8(per), nearest=nearest, band_m=band_m,
                            exposure=None if exposure is None else stack.enter_context(lent(exposure, "exposure"))[0], **shared)
            run("zone_hotspots", zones._handle, stream, byref(options), call.handle, byref(tested), byref(areas))
    result = Result(tested), Result(areas)
    if on_cells:
        result[0].cell_m = cell.value
    return result


def _milliseconds(day: "Optional[datetime.date]") -> int:
    """Since 1970 of a clock without a zone; one with a zone as UTC, like the times of reports; 0 for none."""
    if day is None:
        return 0
    if not isinstance(day, datetime.datetime):
        day = datetime.datetime(day.year, day.month, day.day)
    return calendar.timegm(day.utctimetuple()) * 1000 + day.microsecond // 1000


def emerging(zones: Zones, reports: Any, *, period: Optional[str], time: Optional[str] = None, on: str = "squares", area: Any = None, cell_m: float = 0,
             neighbours: str = "queen", fdr: str = "bh", category: Optional[str] = None, begin: "Optional[datetime.date]" = None, end: "Optional[datetime.date]" = None,
             x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None,
             y_m: Optional[str] = None, progress: Progress = None, threads: int = 0) -> "tuple[Result, Result]":
    """What became of hot and cold spots from period to period: new, consecutive, intensifying, persistent, diminishing, sporadic, oscillating or historical
    (the kinds of ArcGIS's emerging hot spots; Gi* over places and periods with its exact p, trends by Mann and Kendall).

    ``period`` is ``week``, ``month``, ``two_months``, ``quarter``, or None: all of the time is one, categories against each other. ``time`` is a column of timestamps
    in the city's own clock (UTC for those with a zone); only whole periods between ``begin`` and ``end`` (dates, the last not included; default: first to last report)
    count. Each ``category`` is tested by itself, all corrected together. ``on``, ``area``, ``cell_m``, ``neighbours`` (zones: those that touch) and ``fdr`` as in
    :func:`hotspots`. First result: a row a place and category that says anything, with ``kind`` and ``counts`` by period; second: the periods.
    """
    if (begin is None) != (end is None):
        raise BailiwickError("begin, end: expected both or none, found one; pass both", field="end" if end is None else "begin")
    places, periods = ArrowArrayStream(), ArrowArrayStream()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = report_columns(zones, x, y, geometry, datum, None, x_m, y_m, category, time)
        options = sized(_native.EmergingOptions, period=word(_PERIODS, period, "period"), neighbours=word(_NEIGHBOURS, neighbours, "neighbours"),
                        correction=word(_CORRECTIONS, fdr, "fdr"), cells=_CELLS.get(on, 0), cell_m=cell_m, level=None if on in _CELLS else utf8(on),
                        begin_ms=_milliseconds(begin), end_ms=_milliseconds(end), report_options=ctypes.pointer(columns),
                        area=None if area is None else stack.enter_context(lent(area, "area"))[0])
        stream, _ = stack.enter_context(lent(reports, "reports"))
        run("emerging", zones._handle, stream, byref(options), call.handle, byref(places), byref(periods))
    return Result(places), Result(periods)


def clusters(zones: Zones, reports: Any, *, eps_m: float = 50, min_points: int = 20, category: Optional[str] = None, time: Optional[str] = None, x: Optional[str] = None,
             y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None, y_m: Optional[str] = None,
             progress: Progress = None, threads: int = 0) -> "tuple[Result, Result]":
    """Clusters by DBSCAN (Ester, Kriegel, Sander and Xu 1996): what every report belongs to, row by row, and the clusters as areas, by number.

    A report with ``min_points`` reports within ``eps_m`` metres, itself included, is a core. First result: ``cluster`` (-1: noise, null: rejected), ``cluster_id``,
    ``core``, ``contested`` (no core, beside cores of several clusters; it joins the nearest), ``rejected``. Second: as areas of :func:`hotspots`, untested.
    """
    members, areas = ArrowArrayStream(), ArrowArrayStream()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = report_columns(zones, x, y, geometry, datum, None, x_m, y_m, category, time)
        options = sized(_native.ClustersOptions, eps_m=eps_m, min_points=min_points, report_options=ctypes.pointer(columns))
        stream, _ = stack.enter_context(lent(reports, "reports"))
        run("clusters", zones._handle, stream, byref(options), call.handle, byref(members), byref(areas))
    return Result(members), Result(areas)
