"""Who answers for every spot, where the map of responsibility fails, and where reports pile up more than by chance.

    import bailiwick as bw
    zones  = bw.zones({"district": districts, "block": blocks}, parents={"block": "district"})
    placed = bw.assign(zones, reports, x="lon", y="lat").to_pandas()

Every table that comes in is anything that speaks ``__arrow_c_stream__``: pyarrow, polars, duckdb, geopandas (>= 1.0), pyogrio (``open_arrow``). Every table that
goes out speaks it too. Distances are metres, areas square metres, densities reports per square kilometre; positions are longitude and latitude or the plane of
the zones, x before y.
"""
from __future__ import annotations

import ctypes
import os
from ctypes import byref, c_char_p, c_double, c_size_t, c_uint64, c_void_p, create_string_buffer
from contextlib import ExitStack
from typing import Any, Callable, Mapping, Optional, Sequence

from . import _native
from ._arrow import ArrowArrayStream, Result, lent
from ._native import BailiwickError, Call, Cancelled, run, sized, utf8
from ._report import Report

__all__ = ["BailiwickError", "Cancelled", "Report", "Result", "Zones", "assign", "audit", "density", "explain", "hotspots", "read_index", "report", "zones"]
__version__ = _native.version

_DATUMS = {"wgs84": 0, "gcj02": 1, "bd09": 2}
_OVERLAPS = {None: 0, "priority": 1, "smallest": 2, "id": 3}
_BORDERS = {None: 0, "half_open": 1, "all_touching": 2}
_KERNELS = {"quartic": 0, "epanechnikov": 1, "uniform": 2, "triangular": 3, "triweight": 4, "gaussian": 5}
_EDGES = {"none": 0, "uniform": 1, "diggle": 2}
_NEIGHBOURS = {"queen": 0, "rook": 1}
_CORRECTIONS = {"bh": 0, "by": 1, "bonferroni": 2, "none": 3}
_COLUMNS = {"geometry": "geometry", "id": "id", "name": "name_column", "person": "person", "parent": "parent_column", "unit": "unit", "unit_name": "unit_name",
            "priority": "priority"}
Progress = Optional[Callable[[str, float], Any]]


def _word(words: Mapping[Any, int], word: Any, what: str) -> int:
    if word not in words:
        raise BailiwickError(f"{what}: expected one of {', '.join(str(w) for w in words if w)}, found {word!r}", field=what)
    return words[word]


class Zones:
    """Zones of every level, immutable; any number of threads may use them. Make them with :func:`zones` or :func:`read_index`."""

    def __init__(self, handle: c_void_p) -> None:
        self._handle = handle

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            run("zones_release", self._handle)
            self._handle = c_void_p()

    def _info(self) -> Any:
        info = sized(_native.ZonesInfo)
        run("zones_info_get", self._handle, byref(info))
        return info

    @property
    def version(self) -> str:
        """Hash of zones, levels and options; numbers of zones are valid with it only."""
        return str(self._info().zones_version)

    @property
    def label(self) -> str:
        return str(self._info().label)

    @property
    def crs(self) -> str:
        """The system of the zones, in which places are judged."""
        return str(self._info().location_crs)

    @property
    def metric_crs(self) -> str:
        """The plane in which metres are measured; empty: none is known."""
        return str(self._info().metric_crs)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        info = self._info()
        return info.west, info.south, info.east, info.north

    @property
    def levels(self) -> dict[str, int]:
        """Name of each level and how many zones it has."""
        out = {}
        for number in range(self._info().level_count):
            level = sized(_native.LevelInfo)
            run("zones_level", self._handle, number, byref(level))
            out[str(level.name)] = level.zone_count
        return out

    @property
    def nbytes(self) -> int:
        """Memory that the zones take."""
        size = c_uint64()
        run("zones_bytes", self._handle, byref(size))
        return size.value

    def to_bytes(self) -> bytes:
        """The index, for a file or another machine; :func:`read_index` takes it back."""
        data, length = c_void_p(), c_size_t()
        run("zones_index", self._handle, byref(data), byref(length))
        return ctypes.string_at(data, length.value)

    def __len__(self) -> int:
        return self._info().zone_count

    def __repr__(self) -> str:
        return f"<bailiwick.Zones {', '.join(f'{n} {name}' for name, n in self.levels.items())}; {self.crs}; version {self.version[:8]}>"


def zones(levels: Mapping[str, Any], *, parents: Optional[Mapping[str, str]] = None, across: Sequence[str] = (), columns: Optional[Mapping[str, Mapping[str, str]]] = None,
          crs: Optional[str] = None, metres_per_unit: float = 0, metric_crs: Optional[str] = None, overlap: Optional[str] = None, border: Optional[str] = None,
          nearest_m: float = 0, precedence: Sequence[str] = (), label: str = "", valid_from: str = "", valid_to: str = "", keep_shapes: bool = True,
          progress: Progress = None, threads: int = 0) -> Zones:
    """Zones from one table per level, from the top down or in any order.

    ``parents`` names the level above a level (never guessed); ``across`` are levels that lie over the partition, such as roads. ``columns`` says per level which
    column is ``geometry``, ``id``, ``name``, ``unit``, ``unit_name``, ``person``, ``parent``, ``priority`` where it is not called so. ``overlap`` is
    ``priority``, ``smallest`` or ``id``; ``border`` is ``half_open`` or ``all_touching``; ``nearest_m`` lets reports outside take the nearest zone so near.
    ``crs`` is needed where the geometry does not say it; ``metres_per_unit`` makes it a plane city grid.
    """
    made, options = c_void_p(), sized(_native.ZonesOptions, overlap=_word(_OVERLAPS, overlap, "overlap"), border=_word(_BORDERS, border, "border"),
                                      without_shapes=int(not keep_shapes), metric_crs=utf8(metric_crs), metres_per_unit=metres_per_unit, nearest_m=nearest_m,
                                      label=utf8(label), valid_from=utf8(valid_from), valid_to=utf8(valid_to))
    options.precedence, options.precedence_count = (c_char_p * len(precedence))(*map(utf8, precedence)), len(precedence)
    for name in [*across, *(parents or {}), *(columns or {})]:
        if name not in levels:
            raise BailiwickError(f"zones: expected names of levels ({', '.join(levels)}), found {name!r}")
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        given = []
        for name, table in levels.items():
            stream, said = stack.enter_context(lent(table, f"zones of level {name!r}"))
            own = dict((columns or {}).get(name, {}))
            if said.get("geometry_name"):
                own.setdefault("geometry", said["geometry_name"])
            crs = crs or said.get("crs")
            for key in own:
                _word(_COLUMNS, key, f"columns of level {name!r}")
            given.append(sized(_native.CLevel, role=int(name in across), name=utf8(name), parent=utf8((parents or {}).get(name)), stream=stream,
                               **{_COLUMNS[key]: utf8(column) for key, column in own.items()}))
        options.crs = utf8(crs)
        run("zones_from_arrow", (_native.CLevel * len(given))(*given), len(given), byref(options), call.handle, byref(made))
    return Zones(made)


def read_index(source: "str | os.PathLike[str] | bytes") -> Zones:
    """Zones from the file of ``bailiwick index`` (mapped, so processes share it) or from the bytes of :meth:`Zones.to_bytes`."""
    made = c_void_p()
    if isinstance(source, bytes):
        run("zones_from_bytes", source, len(source), byref(made))
    else:
        run("zones_from_file", os.fsencode(source), byref(made))
    return Zones(made)


def explain(zones: Zones, x: float, y: float, *, datum: str = "wgs84", border_within_m: float = 0) -> dict[str, Any]:
    """One place with everything that led to its answer. ``json.dumps`` of nothing: log ``explain(..)["line"]``, and ``bailiwick explain`` asks again."""
    import json

    question = sized(_native.Question, datum=_word(_DATUMS, datum, "datum"), x=x, y=y, border_within_m=border_within_m)
    length, room = c_size_t(), 1024
    while True:
        line = create_string_buffer(room)
        try:
            run("explain", zones._handle, byref(question), line, room, byref(length))
            break
        except BailiwickError as error:
            if error.status != "limit_exceeded" or length.value < room:
                raise
            room = length.value + 1
    text = line.value.decode("utf-8")
    return {**json.loads(text), "line": text}


def _reports(zones: Zones, x: Optional[str], y: Optional[str], geometry: Optional[str], datum: str, crs: Optional[str], x_m: Optional[str], y_m: Optional[str]) -> Any:
    degrees = {"EPSG:4326", "EPSG:4490", "OGC:CRS84"}
    if crs is not None and crs != zones.crs and not {crs, zones.crs} <= degrees:
        raise BailiwickError(f"reports: expected positions in {zones.crs} like the zones, found {crs}; bring them there first", "unknown_crs", "reports")
    return sized(_native.ReportOptions, datum=_word(_DATUMS, datum, "datum"), x=utf8(x), y=utf8(y), geometry=utf8(geometry), x_m=utf8(x_m), y_m=utf8(y_m))


def assign(zones: Zones, reports: Any, *, x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84",
           crs: Optional[str] = None, progress: Progress = None, threads: int = 0) -> Result:
    """Who answers for every report: one row for every row, in order.

    Columns: per level ``<level>_zone``, ``_unit``, ``_rule``, ``_also``; then ``unit``, ``unit_level``, ``unit_rule``, ``rejected`` (``unlocated``, ``malformed``).
    Positions are the columns ``x`` and ``y`` (numbers) or a geometry of points; ``datum`` is ``wgs84``, ``gcj02`` or ``bd09``.
    """
    out = ArrowArrayStream()
    lazy = hasattr(reports, "__arrow_c_stream__")  # else it is closed below, so it is read before
    with lent(reports, "reports") as (stream, said):
        options = _reports(zones, x, y, geometry or (said.get("geometry_name") if x is None else None), datum, crs or said.get("crs"), None, None)
        call = Call(progress, threads, lasting=True)
        run("assign", zones._handle, stream, byref(options), call.handle, byref(out))
        run("call_destroy", call.handle)  # the stream keeps what it needs of it
        result = Result(out)
        if not lazy:
            result.to_arrow()
    return result


def audit(zones: Zones, *, area: Any = None, exempt: Any = None, reports: Any = None, x: Optional[str] = None, y: Optional[str] = None, geometry: Optional[str] = None,
          datum: str = "wgs84", min_width_m: float = 0.5, tolerance_m: float = 0.01, snap_m: float = 0, progress: Progress = None, threads: int = 0) -> Result:
    """Gaps, overlaps, and children that do not fill their parent: one row a finding, with its exact area, width, units and a suggested owner."""
    out = ArrowArrayStream()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = _reports(zones, x, y, geometry, datum, None, None, None)
        options = sized(_native.AuditOptions, min_width_m=min_width_m, tolerance_m=tolerance_m, snap_m=snap_m, report_options=ctypes.pointer(columns))
        for name, table in (("area", area), ("exempt", exempt), ("reports", reports)):
            if table is not None:
                setattr(options, name, stack.enter_context(lent(table, name))[0])
        run("audit", zones._handle, byref(options), call.handle, byref(out))
    return Result(out)


def density(zones: Zones, reports: Any, *, area: Any = None, bandwidth_m: float = 0, cell_m: float = 0, kernel: str = "quartic", edge: str = "none", x: Optional[str] = None,
            y: Optional[str] = None, geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None, y_m: Optional[str] = None,
            progress: Progress = None, threads: int = 0) -> Result:
    """Reports per km2 at the centre of every cell of the ground. ``bandwidth_m`` is the radius of the kernel (sigma of the gaussian); by default ArcGIS's rule.

    The result's ``bandwidth_m`` and ``cell_m`` say what was used.
    """
    out, used, cell = ArrowArrayStream(), c_double(), c_double()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = _reports(zones, x, y, geometry, datum, None, x_m, y_m)
        options = sized(_native.DensityOptions, kernel=_word(_KERNELS, kernel, "kernel"), edge=_word(_EDGES, edge, "edge"), bandwidth_m=bandwidth_m, cell_m=cell_m,
                        report_options=ctypes.pointer(columns), area=None if area is None else stack.enter_context(lent(area, "area"))[0])
        stream, _ = stack.enter_context(lent(reports, "reports"))
        run("density", zones._handle, stream, byref(options), call.handle, byref(out), byref(used), byref(cell))
    result = Result(out)
    result.bandwidth_m, result.cell_m = used.value, cell.value  # type: ignore[attr-defined]
    return result


def hotspots(zones: Zones, reports: Any, *, area: Any = None, cell_m: float = 0, neighbours: str = "queen", fdr: str = "bh", x: Optional[str] = None, y: Optional[str] = None,
             geometry: Optional[str] = None, datum: str = "wgs84", x_m: Optional[str] = None, y_m: Optional[str] = None, progress: Progress = None,
             threads: int = 0) -> tuple[Result, Result]:
    """Cells with Gi* and its exact conditional p (Getis and Ord; Benjamini-Hochberg over all cells), and the areas they join to, most reports first."""
    cells, areas, cell = ArrowArrayStream(), ArrowArrayStream(), c_double()
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        columns = _reports(zones, x, y, geometry, datum, None, x_m, y_m)
        options = sized(_native.HotspotsOptions, neighbours=_word(_NEIGHBOURS, neighbours, "neighbours"), correction=_word(_CORRECTIONS, fdr, "fdr"), cell_m=cell_m,
                        report_options=ctypes.pointer(columns), area=None if area is None else stack.enter_context(lent(area, "area"))[0])
        stream, _ = stack.enter_context(lent(reports, "reports"))
        run("hotspots", zones._handle, stream, byref(options), call.handle, byref(cells), byref(areas), byref(cell))
    result = Result(cells), Result(areas)
    result[0].cell_m = cell.value  # type: ignore[attr-defined]
    return result


def report(zones: Zones, reports: Any, *, category: Optional[str] = None, x: Optional[str] = None, y: Optional[str] = None, datum: str = "wgs84", area: Any = None,
           progress: Progress = None, threads: int = 0) -> Report:
    """Assignment, balance, counts, findings and hotspots of one table of reports; in a notebook the balance. Needs pyarrow."""
    import pyarrow

    table = reports if isinstance(reports, pyarrow.Table) else pyarrow.table(reports)
    where: dict[str, Any] = {"x": x, "y": y, "datum": datum, "progress": progress, "threads": threads}
    ground = None if area is None else pyarrow.table(area)
    placed = assign(zones, table, **where).to_arrow()
    cells, areas = hotspots(zones, table, area=ground, **where)
    return Report(zones.levels, table, placed, category, audit(zones, area=ground, reports=table, **where), cells, areas)
