"""The tables of a report, worked out of what the library gave. All are pyarrow tables; names, order and meaning of columns are those of the command line's files."""
from __future__ import annotations

import json
import struct
from typing import Any, Mapping, Optional, Sequence

from ._native import BailiwickError

OUTSIDE, REJECTED = "(outside)", ("unlocated", "malformed")


# ---- reports ----

def category_of(table: Any, category: "Optional[str | Sequence[str]]") -> Any:
    """The category as text; of several columns their texts joined by " / " as the command line joins them. None: none was named."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if category is None:
        return None
    names = [category] if isinstance(category, str) else list(category)
    parts = []
    for name in names:
        column = _column(table, name, "category")
        try:
            parts.append(pc.if_else(pc.equal(pc.utf8_length(text := column.cast(pa.string())), 0), None, text))
        except pa.ArrowInvalid as error:
            raise BailiwickError(f"reports, column {name!r}: expected categories as text or numbers, found {column.type}", field=name) from error
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, " / ", null_handling="skip")


def _column(table: Any, name: str, role: str) -> Any:
    if name not in table.column_names:
        raise BailiwickError(f"reports: expected a column {name!r} for the {role}, found {', '.join(table.column_names)}", "missing_column", "reports", field=name)
    return table[name]


def time_of(table: Any, time: Optional[str], time_zone: Optional[str]) -> Any:
    """The time as an instant in the zone of the city (timestamp[ms, zone]). Times without a zone are the city's own; None: no column was named."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if time is None:
        return None
    column = _column(table, time, "time")
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    refused = f"reports, column {time!r}: expected timestamps, dates, or text such as 2024-02-29 21:05:00, found "
    if not (pa.types.is_timestamp(column.type) or pa.types.is_date(column.type) or pa.types.is_null(column.type)):
        try:
            column = column.cast(pa.string())
            try:
                column = column.cast(pa.timestamp("ms"))
            except pa.ArrowInvalid:  # with an offset
                column = column.cast(pa.timestamp("ms", "UTC"))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise BailiwickError(f"{refused}{column.type} that is none of them ({str(error).splitlines()[0]}); parse it first", field=time) from None
    own = column.type.tz if pa.types.is_timestamp(column.type) else None
    column = column.cast(pa.timestamp("ms", own), safe=False)
    try:
        if own is None:
            return pc.assume_timezone(column, time_zone or "UTC", ambiguous="earliest", nonexistent="earliest")
        return column.cast(pa.timestamp("ms", time_zone or own))
    except pa.ArrowInvalid as error:
        raise BailiwickError(f"time_zone: expected the name of a zone such as Asia/Shanghai, found {time_zone!r} ({error})", field="time_zone") from None


def points_of(table: Any, x: Optional[str], y: Optional[str], geometry: Optional[str]) -> "tuple[Any, Any]":
    """The columns x and y as they came, NaN or null where there is none."""
    import pyarrow as pa

    names = table.column_names
    if x is None and geometry is None:
        geometry = next((f.name for f in table.schema if (f.metadata or {}).get(b"ARROW:extension:name") or isinstance(f.type, pa.BaseExtensionType)), None)
        geometry = geometry or ("geometry" if "geometry" in names else None)
    if geometry is None:
        x = x or next((n for n in ("lon", "lng", "longitude", "x", "经度") if n in names), None)
        y = y or next((n for n in ("lat", "latitude", "y", "纬度") if n in names), None)
        # The library has said by now what is missing.
        return tuple(_column(table, name or "", "position").cast(pa.float64(), safe=False) for name in (x, y))
    column = table[geometry].combine_chunks()
    column = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    column = column.storage if isinstance(column, pa.ExtensionArray) else column
    if pa.types.is_struct(column.type):
        return column.field("x"), column.field("y")
    if pa.types.is_fixed_size_list(column.type):
        pairs = [v.as_py() or (None, None) for v in column]
    else:
        pairs = [_point(v.as_py()) for v in column]
    return pa.array([p[0] for p in pairs], pa.float64()), pa.array([p[1] for p in pairs], pa.float64())


def _point(wkb: Optional[bytes]) -> "tuple[Optional[float], Optional[float]]":
    if not wkb:
        return None, None
    order = "<" if wkb[0] == 1 else ">"
    begin = 9 if struct.unpack_from(order + "I", wkb, 1)[0] & 0x20000000 else 5  # a system in the header
    return struct.unpack_from(order + "dd", wkb, begin)


def balance_of(levels: Mapping[str, int], placed: Any) -> Any:
    """read = assigned + outside + rejected, at every level; checked."""
    import pyarrow as pa
    import pyarrow.compute as pc

    read = placed.num_rows
    rejected = {row["values"]: row["counts"] for row in pc.value_counts(placed["rejected"].cast("string")).to_pylist() if row["values"] is not None}
    lines, lost = [], sum(rejected.values())
    for level, count in levels.items():
        assigned = read - placed[f"{level}_zone"].null_count
        outside = pc.sum(pc.equal(placed[f"{level}_rule"].cast("string"), "outside")).as_py() or 0
        if read != assigned + outside + lost:
            raise BailiwickError(f"level {level}: expected read = assigned + outside + rejected, found {read} = {assigned} + {outside} + {lost}; a fault of the library", "balance")
        lines.append({"level": level, "zones": count, "read": read, "assigned": assigned, "outside": outside, "rejected": lost, **{kind: rejected.get(kind, 0) for kind in REJECTED}})
    return pa.Table.from_pylist(lines, pa.schema([("level", pa.string())] + [(n, pa.int64()) for n in ("zones", "read", "assigned", "outside", "rejected", *REJECTED)]))


def assignments_of(levels: Mapping[str, int], placed: Any, front: Mapping[str, Any]) -> Any:
    """One row per accepted report in order: row (from 0, of the table that came in), what `front` holds, then who answers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {"row": pa.array(range(placed.num_rows), pa.int64()), **front}
    for level in levels:
        for part in ("zone", "unit", "rule", "distance_m", "also"):
            name = f"{level}_{part}"
            found = placed[name] if name in placed.column_names else pa.nulls(placed.num_rows, pa.float64())
            columns[name] = found.cast("string") if pa.types.is_dictionary(found.type) else found
    for name in ("unit", "unit_level", "unit_rule"):
        columns[name] = placed[name].cast("string")
    return pa.table(columns).filter(pc.is_null(placed["rejected"]))


def counts_of(levels: Mapping[str, int], placed: Any, category: Any, month: Any) -> Any:
    """Reports per level, zone, answering unit, category and month (YYYY-MM); zones and units in the library's order, then what came to no zone. Each level sums to what was read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = pc.is_null(placed["rejected"])
    rejected = {kind: pc.sum(pc.equal(placed["rejected"].cast("string"), kind)).as_py() or 0 for kind in REJECTED}
    shared = {"unit": _codes(placed["unit"]), "category": category if category is not None else pa.nulls(placed.num_rows, pa.string()),
              "month": month if month is not None else pa.nulls(placed.num_rows, pa.string())}
    units, parts = pa.array(_words(placed["unit"]), pa.string()), []
    keys = ["zone", "unit", "category", "month"]
    schema = pa.schema([("level", pa.string()), *((key, pa.string()) for key in keys), ("count", pa.int64())])
    for level in levels:
        table = pa.table({"zone": _codes(placed[f"{level}_zone"]), **shared}).filter(kept)
        grouped = table.group_by(keys, use_threads=False).aggregate([([], "count_all")])
        grouped = grouped.append_column("first", pc.fill_null(grouped["month"], ""))  # no month comes first; null, which is nobody and no category, last as everywhere in Arrow
        grouped = grouped.take(pc.sort_indices(grouped, [(key, "ascending") for key in ("zone", "unit", "category", "first")]))
        zones = pa.array(_words(placed[f"{level}_zone"]), pa.string())
        parts.append(pa.table([pa.repeat(pa.scalar(level), grouped.num_rows), pc.fill_null(zones.take(grouped["zone"].combine_chunks()), OUTSIDE),
                               units.take(grouped["unit"].combine_chunks()), grouped["category"], grouped["month"], grouped["count_all"]], schema=schema))
        parts.append(pa.Table.from_pylist([{"level": level, "zone": f"({kind})", "count": count} for kind, count in rejected.items() if count], schema))
    return pa.concat_tables(parts)


def _codes(words: Any) -> Any:
    import pyarrow as pa

    return pa.chunked_array([chunk.indices for chunk in words.chunks], pa.int32())


def _words(words: Any) -> "list[str]":
    return words.chunk(0).dictionary.to_pylist() if words.num_chunks else []


# ---- zones ----

def zone_tables(levels: Mapping[str, int], figures: Any, placed: Any, attributes: "Mapping[str, tuple[Mapping[str, str], Any]]") -> "dict[str, Any]":
    """Per level: who the zones are, their ground and reports, then the attributes that they came with."""
    import pyarrow as pa
    import pyarrow.compute as pc

    located = pc.sum(pc.is_null(placed["rejected"])).as_py() or 0
    out, begin = {}, 0
    for level, zones in levels.items():
        own = figures.slice(begin, zones)
        begin += zones
        count = [0] * zones
        for row in pc.value_counts(_codes(placed[f"{level}_zone"])).to_pylist():
            if row["values"] is not None:
                count[row["values"]] = row["counts"]
        area = own["area_km2"].to_pylist()
        density = [n / km2 if km2 else None for n, km2 in zip(count, area)]
        ranked = {d: place for place, d in reversed(list(enumerate(sorted((d for d in density if d is not None), reverse=True), 1)))}
        table = own.select(["zone_id", "unit_id", "unit_name", "person", "name", "level", "parent_id", "area_km2"])
        names = [name or _named(unit, levels) for name, unit in zip(own["unit_name"].to_pylist(), own["unit_id"].to_pylist())]
        table = table.set_column(2, "unit_name", pa.array(names, pa.string()))
        for name, values, kind in (("count", count, pa.int64()), ("count_share", [n / located if located else None for n in count], pa.float64()), ("density_per_km2", density, pa.float64())):
            table = table.append_column(name, pa.array(values, kind))
        for name in ("covered_share", "gap_km2", "overlap_km2"):
            table = table.append_column(name, own[name])
        table = table.append_column("rank_density", pa.array([None if d is None else ranked[d] for d in density], pa.int64()))
        roles, given = attributes.get(level, ({}, None))
        if given is not None:
            table = _with_attributes(table, roles, given)
        out[level] = table.append_column(figures.schema.field("geometry"), own["geometry"])
    return out


def _named(unit: Optional[str], levels: Mapping[str, int]) -> Optional[str]:
    """A zone that is its own unit and has no name: its level and id."""
    return next((f"{level} {unit[len(level) + 1:]}" for level in levels if unit and unit.startswith(level + "/")), None)


def names_of(zones: Mapping[str, Any]) -> "dict[Optional[str], Optional[str]]":
    """What units are called, by their ids; those without a name by these."""
    names: "dict[Optional[str], Optional[str]]" = {}
    for table in zones.values():
        for unit, name in zip(table["unit_id"].to_pylist(), table["unit_name"].to_pylist()):
            names[unit] = names.get(unit) or name
    return {unit: name or unit for unit, name in names.items()}


def _with_attributes(table: Any, roles: Mapping[str, str], given: Any) -> Any:
    """The attributes as given, of a zone made of several features those of the first; not those that repeat a column of ours for every zone. One that says
    something else under a name of ours is "source_" + its name."""
    ids = [None if v is None else str(v) for v in given[roles["zone_id"]].to_pylist()]
    first: dict[Any, int] = {}
    for row, zone in enumerate(ids):
        first.setdefault(zone, row)
    given = given.take([first[zone] for zone in table["zone_id"].to_pylist()])
    ours = {name: [_shown(v) for v in table[name].to_pylist()] for name in table.column_names}
    taken = {"fid", "geom", "geometry", "ogc_fid", *ours}
    role_of = {column: role for role, column in roles.items()}
    for name, column in zip(given.column_names, given.columns):
        shown = [_shown(v) for v in column.to_pylist()]
        if shown == ours.get(role_of.get(name, "")) or shown == ours.get(name.lower()):
            continue
        name = name or "field"
        stem = name = "source_" + name if name.lower() in taken else name
        number = 2
        while name.lower() in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name.lower())
        table = table.append_column(name, column)
    return table


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


# ---- hotspots ----

_CELLS = {"cell_id": "u", "count": "l", "gi_z": "g", "gi_p": "g", "gi_p_normal": "g", "gi_q": "g", "gi_bin": "l", "neighbors": "l", "geometry": "z"}
_AREAS = {"id": "u", "reports": "l", "distinct_places": "l", "share": "g", "expected": "g", "peak_z": "g", "min_q": "g", "area_km2": "g", "pile_share": "g", "unit": "u",
          "unit_share": "g", "units": "u", "coordinator_unit": "u", "cells": "l", "is_pile": "b", "unit_area_share": "g", "first_report": "t", "last_report": "t",
          "top_category": "u", "top_category_share": "g", "units_json": "u", "zones_json": "u", "geometry": "z"}


def no_hotspots(geometry: Any) -> "tuple[Any, Any]":
    """The tables where no report lies in the ground, as the library would give them."""
    import pyarrow as pa

    kinds = {"u": pa.string(), "l": pa.int64(), "g": pa.float64(), "b": pa.bool_(), "t": pa.timestamp("ms", "UTC")}
    return tuple(pa.schema([geometry if k == "z" else pa.field(n, kinds[k]) for n, k in columns.items()]).empty_table() for columns in (_CELLS, _AREAS))


def areas_of(areas: Any, zones: Mapping[str, Any], time_zone: Optional[str]) -> Any:
    """Hotspot areas, most reports first, with rank, rate and the names of who answers."""
    import pyarrow as pa

    names = names_of(zones)
    areas = areas.add_column(1, "rank", pa.array(range(1, areas.num_rows + 1), pa.int64()))
    rate = [n / km2 if km2 else None for n, km2 in zip(areas["reports"].to_pylist(), areas["area_km2"].to_pylist())]
    areas = areas.add_column(areas.column_names.index("area_km2") + 1, "rate_per_km2", pa.array(rate, pa.float64()))
    for of, name in (("unit", "unit_name"), ("coordinator_unit", "coordinator_name")):
        areas = areas.add_column(areas.column_names.index(of) + 1, name, pa.array([names.get(unit) for unit in areas[of].to_pylist()], pa.string()))
    for name in ("first_report", "last_report"):
        at = areas.column_names.index(name)
        areas = areas.set_column(at, name, areas[name].cast(pa.timestamp("ms", time_zone or "UTC")))
    at = areas.column_names.index("units_json")
    named = [json.dumps([{"unit": one["unit"], "name": names.get(one["unit"]), **one} for one in json.loads(text)], ensure_ascii=False, separators=(",", ":"))
             for text in areas["units_json"].to_pylist()]
    return areas.set_column(at, "units_json", pa.array(named, pa.string()))


# ---- points ----

def report_layers(partition: Sequence[str], accepted: Any, units: Mapping[Any, Any], crs: str) -> "tuple[Any, Any]":
    """The layers ``reports`` and ``outside``: what a map needs of a report. ``outside`` are those in no zone of a partition level, with the levels."""
    import pyarrow as pa
    import pyarrow.compute as pc

    said = json.dumps({"crs": crs} if crs not in ("", "local") else {})
    field = pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb", "ARROW:extension:metadata": said})
    names = pa.array([units.get(unit) for unit in accepted["unit"].to_pylist()], pa.string())
    shapes = pa.array([struct.pack("<BIdd", 1, 1, x, y) for x, y in zip(accepted["x"].to_pylist(), accepted["y"].to_pylist())], pa.binary())
    columns = {name: accepted[name] for name in ("id", "row", "time", "category", "status") if name in accepted.column_names}
    answer = {"unit": accepted["unit"], "unit_name": names, "unit_rule": accepted["unit_rule"]}
    reports = pa.table({**columns, **answer}).append_column(field, shapes)
    absent = [(level, accepted[f"{level}_zone"].is_null().to_pylist()) for level in partition]
    without = [";".join(level for level, nulls in absent if nulls[i]) for i in range(accepted.num_rows)]
    levels_text = pa.array(without, pa.string())
    outside = pa.table({**columns, "levels": levels_text, **answer}).append_column(field, shapes).filter(pc.greater(pc.utf8_length(levels_text), 0))
    return reports, outside
