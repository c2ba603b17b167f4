"""Zones of responsibility as they are held: made from tables or an index, and asked about one place."""
from __future__ import annotations

import ctypes
import os
from contextlib import ExitStack
from ctypes import byref, c_char_p, c_size_t, c_uint64, c_void_p, create_string_buffer
from typing import Any, Callable, Mapping, Optional, Sequence

from . import _native
from ._arrow import keeping, lent
from ._native import BailiwickError, Call, run, sized, utf8

DATUMS = {"wgs84": 0, "gcj02": 1, "bd09": 2}
_OVERLAPS = {None: 0, "priority": 1, "smallest": 2, "id": 3}
_BORDERS = {None: 0, "half_open": 1, "all_touching": 2}
_COLUMNS = {"geometry": "geometry", "id": "id", "name": "name_column", "person": "person", "parent": "parent_column", "unit": "unit", "unit_name": "unit_name",
            "priority": "priority"}
# Our columns and where the library takes them from when nobody says.
_DEFAULTS = {"id": ("zone_id", ("zone_id", "id")), "name": ("name", ("name",)), "person": ("person", ("person",)), "parent": ("parent_id", ("parent_id", "parent")),
             "unit": ("unit_id", ("unit_id", "unit")), "unit_name": ("unit_name", ("unit_name",))}
Progress = Optional[Callable[[str, float], Any]]


def word(words: Mapping[Any, Any], said: Any, what: str) -> Any:
    if said not in words:
        raise BailiwickError(f"{what}: expected one of {', '.join(str(w) for w in words if w)}, found {said!r}", field=what)
    return words[said]


class Zones:
    """Zones of every level, immutable; any number of threads may use them. Make them with :func:`zones` or :func:`read_index`."""

    def __init__(self, handle: c_void_p, attributes: "Optional[dict[str, tuple[dict[str, str], Any]]]" = None) -> None:
        self._handle = handle
        self._attributes = attributes or {}  # per level: which column became which of ours, and all but the geometry

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
        """Hash of zones, levels and options: 32 digits; the same from every door."""
        return str(self._info().zones_version)

    @property
    def label(self) -> str:
        """What the maker of the zones called them, such as ``2026Q1``."""
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
        """West, south, east, north, in the units of :attr:`crs`."""
        info = self._info()
        return info.west, info.south, info.east, info.north

    @property
    def levels(self) -> dict[str, int]:
        """Name of each level and how many zones it has."""
        return {str(level.name): level.zone_count for level in self._levels()}

    @property
    def roles(self) -> dict[str, str]:
        """Name of each level and its role: ``partition`` or ``across``."""
        return {str(level.name): "across" if level.role else "partition" for level in self._levels()}

    @property
    def parents(self) -> dict[str, Optional[str]]:
        """Name of each level and of the level above it; None: none is known."""
        names = list(self.levels)
        return {str(level.name): None if level.parent < 0 else names[level.parent] for level in self._levels()}

    def _levels(self) -> list[Any]:
        found = []
        for number in range(self._info().level_count):
            found.append(sized(_native.LevelInfo))
            run("zones_level", self._handle, number, byref(found[-1]))
        return found

    @property
    def nbytes(self) -> int:
        """Memory that the zones take, in bytes; a mapped index counts."""
        size = c_uint64()
        run("zones_bytes", self._handle, byref(size))
        return size.value

    def to_bytes(self) -> bytes:
        """The index, for a file or another machine; :func:`read_index` takes it back."""
        data, length = c_void_p(), c_size_t()
        run("zones_index", self._handle, byref(data), byref(length))
        return ctypes.string_at(data, length.value)

    def __len__(self) -> int:
        return int(self._info().zone_count)

    def __repr__(self) -> str:
        return f"<bailiwick.Zones {', '.join(f'{n} {name}' for name, n in self.levels.items())}; {self.crs}; version {self.version[:8]}>"


def zones(levels: Mapping[str, Any], *, parents: Optional[Mapping[str, str]] = None, across: Sequence[str] = (), columns: Optional[Mapping[str, Mapping[str, str]]] = None,
          crs: Optional[str] = None, metres_per_unit: float = 0, metric_crs: Optional[str] = None, overlap: Optional[str] = None, border: Optional[str] = None,
          nearest_m: float = 0, precedence: Sequence[str] = (), label: str = "", valid_from: str = "", valid_to: str = "", keep_shapes: bool = True,
          progress: Progress = None, threads: int = 0) -> Zones:
    """Zones from one table per level, from the top down or in any order. A table is anything that speaks ``__arrow_c_stream__``, a GeoDataFrame, or what
    ``pyogrio.open_arrow`` gives; it holds polygons (WKB or GeoArrow) and an id for each.

    ``parents`` names the level above a level (never guessed); ``across`` are levels that lie over the partition, such as roads. ``columns`` says per level which
    column is ``geometry``, ``id``, ``name``, ``unit``, ``unit_name``, ``person``, ``parent``, ``priority`` where it is not called so. ``overlap`` is
    ``priority``, ``smallest`` or ``id``; ``border`` is ``half_open`` or ``all_touching``; ``nearest_m`` lets reports outside take the nearest zone so near.
    ``crs`` is needed where the geometry does not say it; ``metric_crs`` names the plane in which metres are measured where cells have to be those of another run
    (``summary.json`` says it, such as ``LAEA:34.0,113.8``; else it is centred on the top level); ``metres_per_unit`` makes it a plane city grid of that unit (m). ``keep_shapes=False`` saves memory
    where zones only place reports: no audit, no report. ``progress`` gets stage and share (0 to 1) and stops the call where it returns False; ``threads`` 0
    takes all, and never changes a result.

    A report on a shared border is judged as if shifted by (e^2, e): up first, then right (the half-open rule), so that exactly one zone answers.
    """
    made, options = c_void_p(), sized(_native.ZonesOptions, overlap=word(_OVERLAPS, overlap, "overlap"), border=word(_BORDERS, border, "border"),
                                      without_shapes=int(not keep_shapes), metric_crs=utf8(metric_crs), metres_per_unit=metres_per_unit, nearest_m=nearest_m,
                                      label=utf8(label), valid_from=utf8(valid_from), valid_to=utf8(valid_to))
    options.precedence, options.precedence_count = (c_char_p * len(precedence))(*map(utf8, precedence)), len(precedence)
    for name in [*across, *(parents or {}), *(columns or {})]:
        if name not in levels:
            raise BailiwickError(f"zones: expected names of levels ({', '.join(levels)}), found {name!r}")
    with ExitStack() as stack:
        call = stack.enter_context(Call(progress, threads))
        given, attributes = [], {}
        for name, table in levels.items():
            own = dict((columns or {}).get(name, {}))
            if keep_shapes:
                table, others = stack.enter_context(keeping(table, f"zones of level {name!r}", own.get("geometry")))
                if others is not None:
                    roles = {ours: own.get(key) or next((n for n in names if n in others.column_names), "") for key, (ours, names) in _DEFAULTS.items()}
                    attributes[name] = {ours: column for ours, column in roles.items() if column in others.column_names}, others
            stream, said = stack.enter_context(lent(table, f"zones of level {name!r}"))
            if said.get("geometry_name"):
                own.setdefault("geometry", said["geometry_name"])
            crs = crs or said.get("crs")
            for key in own:
                word(_COLUMNS, key, f"columns of level {name!r}")
            given.append(sized(_native.CLevel, role=int(name in across), name=utf8(name), parent=utf8((parents or {}).get(name)), stream=stream,
                               **{_COLUMNS[key]: utf8(column) for key, column in own.items()}))
        options.crs = utf8(crs)
        run("zones_from_arrow", (_native.CLevel * len(given))(*given), len(given), byref(options), call.handle, byref(made))
    return Zones(made, attributes)


def read_index(source: "str | os.PathLike[str] | bytes") -> Zones:
    """Zones from the file of ``bailiwick index`` (mapped, so processes share it) or from the bytes of :meth:`Zones.to_bytes`."""
    made = c_void_p()
    if isinstance(source, bytes):
        run("zones_from_bytes", source, len(source), byref(made))
    else:
        run("zones_from_file", os.fsencode(source), byref(made))
    return Zones(made)


def explain(zones: Zones, x: float, y: float, *, datum: str = "wgs84", border_within_m: float = 0) -> dict[str, Any]:
    """One place with everything that led to its answer: zones of every level with their rules, who answers, which other zones hold it.

    ``x``, ``y`` as in ``datum``: ``wgs84``, ``gcj02`` or ``bd09``. With ``border_within_m`` above 0 each level tells ``border_m``, the distance to the nearest
    border (m; null beyond that). ``["line"]`` is the answer as one line of JSON: log it, and ``bailiwick explain`` asks again.
    """
    import json

    question = sized(_native.Question, datum=word(DATUMS, datum, "datum"), x=x, y=y, border_within_m=border_within_m)
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


def report_columns(zones: Zones, x: Optional[str], y: Optional[str], geometry: Optional[str], datum: str, crs: Optional[str] = None, x_m: Optional[str] = None,
             y_m: Optional[str] = None, category: Optional[str] = None, time: Optional[str] = None, weight: Optional[str] = None) -> Any:
    """Which columns of reports mean what, for the library; refuses reports of another system than that of the zones."""
    degrees = {"EPSG:4326", "EPSG:4490", "OGC:CRS84"}
    if crs is not None and crs != zones.crs and not {crs, zones.crs} <= degrees:
        raise BailiwickError(f"reports: expected positions in {zones.crs} like the zones, found {crs}; bring them there first", "unknown_crs", "reports")
    return sized(_native.ReportOptions, datum=word(DATUMS, datum, "datum"), x=utf8(x), y=utf8(y), geometry=utf8(geometry), x_m=utf8(x_m), y_m=utf8(y_m),
                 category=utf8(category), time=utf8(time), weight=utf8(weight))
