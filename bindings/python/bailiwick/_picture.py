"""The picture of a report for notebooks: an SVG of its layers, drawn without any package, and the balance as a table."""
from __future__ import annotations

import html
import math
import struct
from typing import Any, Iterator, Mapping, Optional, Sequence

# As in map.svg: ColorBrewer's YlOrBr for density (Cynthia Brewer, http://colorbrewer.org/), the colours of findings and areas.
_DENSITY = ("#ffffd4", "#fed98e", "#fe9929", "#d95f0e", "#993404")
_GAP, _OVERLAP, _AREA, _LINE, _INK = "#c2188f", "#5b2a9d", "#5f0f14", "#7d8894", "#1f2933"
_WIDTH, _MOST_FILLED = 800, 600
Rings = "list[list[tuple[float, float]]]"


def rings(wkb: Optional[bytes]) -> Any:
    """The rings of a polygon or multipolygon, as the library writes them (little-endian, two coordinates)."""
    if not wkb:
        return []
    at = 0

    def take(form: str) -> Any:
        nonlocal at
        values = struct.unpack_from("<" + form, wkb, at)
        at += struct.calcsize("<" + form)
        return values

    out, kind = [], take("BI")[1]
    for _ in range(take("I")[0] if kind == 6 else 1):
        if kind == 6:
            take("BI")
        for _ in range(take("I")[0]):
            count = take("I")[0]
            flat = take(f"{2 * count}d")
            out.append(list(zip(flat[::2], flat[1::2])))
    return out


class View:
    """Brings positions to whole pixels; degrees are squeezed by the cosine of the middle latitude."""

    def __init__(self, bounds: Sequence[float], degrees: bool) -> None:
        self.west, south, east, self.north = bounds
        squeeze = math.cos(math.radians((south + self.north) / 2)) if degrees else 1.0
        wide, high = max((east - self.west) * squeeze, 1e-12), max(self.north - south, 1e-12)
        scale = min(_WIDTH / wide, 1.2 * _WIDTH / high)
        self.x, self.y = scale * squeeze, scale
        self.width, self.height = round(wide * scale), round(high * scale)

    def path(self, shape: Any) -> str:
        """Rings in whole pixels, each step from the last: vertices that fall together are one, which is what the eye sees and keeps notebooks small."""
        out = []
        for ring in shape:
            points: "list[tuple[int, int]]" = []
            for x, y in ring[:-1]:
                point = (round((x - self.west) * self.x), round((self.north - y) * self.y))
                if not points or point != points[-1]:
                    points.append(point)
            steps = (f"{bx - ax} {by - ay}".replace(" -", "-") for (ax, ay), (bx, by) in zip(points, points[1:]))
            out.append("M{} {}".format(*points[0]) + "".join("l" + step for step in steps) + "z")
        return "".join(out)


def limits(values: Sequence[float], classes: int) -> "list[float]":
    """Upper limits of classes of equally many values."""
    ordered = sorted(values)
    return sorted({ordered[min(len(ordered) - 1, math.ceil(len(ordered) * k / classes) - 1)] for k in range(1, classes + 1)}) if ordered else []


def filled_level(zones: Mapping[str, Any], partition: Sequence[str]) -> Optional[str]:
    """The finest level whose zones the eye can still tell apart."""
    fitting = [level for level in partition if zones[level].num_rows <= _MOST_FILLED] or list(partition[:1]) or list(zones)[:1]
    return max(fitting, key=lambda level: zones[level].num_rows) if fitting else None


def svg(report: Any) -> str:
    """Zones by density of reports, gaps, overlaps, hotspot areas with their rank, a legend."""
    view = View(report.bounds, report.degrees)
    level = filled_level(report.zones, report.partition)
    body: "list[str]" = []
    entries: "list[tuple[str, str, str]]" = []
    if level is not None:
        fills, entries = _filled(report.zones[level], level, view)
        body += fills
    for other in report.partition:
        if level is not None and report.zones[other].num_rows < report.zones[level].num_rows:
            paths = "".join(view.path(rings(shape)) for shape in report.zones[other]["geometry"].to_pylist())
            body.append(f'<path d="{paths}" fill="none" stroke="{_INK}" stroke-width="{1.6 if other == report.partition[0] else 0.9}" stroke-opacity=".7"/>')
    for name, colour, words in (("gaps", _GAP, "gap"), ("overlaps", _OVERLAP, "overlap")):
        shapes = [view.path(rings(shape)) for table in getattr(report, name).values() for shape in table["geometry"].to_pylist()]
        if shapes:
            body.append(f'<path d="{"".join(shapes)}" fill="{colour}" stroke="{colour}" stroke-width="1.5" fill-rule="evenodd"><title>{words}</title></path>')
            entries.append((colour, colour, f"{words}s ({len(shapes)})"))
    areas, marks = _areas(report, view)
    if areas:
        body += areas
        entries.append(("none", _AREA, f"hotspot areas ({marks})"))
    high = view.height + 16 + 20 * ((len(entries) + 1) // 2)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {view.width + 8} {high + 8}" width="{view.width + 8}" height="{high + 8}" font-family="sans-serif" '
            f'font-size="12" role="img"><title>Zones, gaps, overlaps and hotspots</title><rect x="-4" y="-4" width="{view.width + 8}" height="{high + 8}" fill="#fff"/>'
            + "".join(body) + _legend(entries, view) + "</svg>")


def _filled(table: Any, level: str, view: View) -> "tuple[list[str], list[tuple[str, str, str]]]":
    density = table["density_per_km2"].to_pylist()
    ends = limits([d for d in density if d], len(_DENSITY))
    colours = [_DENSITY[round(k * (len(_DENSITY) - 1) / max(1, len(ends) - 1))] for k in range(len(ends))]
    by_colour: "dict[str, list[str]]" = {}
    for d, shape in zip(density, table["geometry"].to_pylist()):
        colour = next((c for c, end in zip(colours, ends) if d <= end), "#fff") if d else "#f4f1e6"
        by_colour.setdefault(colour, []).append(view.path(rings(shape)))
    body = [f'<path d="{"".join(paths)}" fill="{colour}" fill-rule="evenodd" stroke="{_LINE}" stroke-width=".4"/>' for colour, paths in sorted(by_colour.items())]
    starts = [min((d for d in density if d), default=0.0), *ends]
    entries = [("#f4f1e6", _LINE, f"{level}: no report")] if "#f4f1e6" in by_colour else []
    entries += [(colour, _LINE, f"{level}: {_short(low)} to {_short(high)} reports/km²") for colour, low, high in zip(colours, starts, ends)]
    return body, entries


def _areas(report: Any, view: View) -> "tuple[list[str], int]":
    table, out = report.hotspot_areas, []
    for rank, name, count, shape in zip(*(table[c].to_pylist() for c in ("rank", "unit_name", "reports", "geometry"))):
        parts = rings(shape)
        path = view.path(parts)
        out.append(f'<path d="{path}" fill="none" stroke="#fff" stroke-width="5"/><path d="{path}" fill="none" stroke="{_AREA}" stroke-width="2"><title>{rank}: {count} reports, {html.escape(name or "nobody answers")}</title></path>')
        if rank <= 20 and parts:
            x = max(x for ring in parts for x, _ in ring)
            y = max(y for ring in parts for _, y in ring)
            at = f'x="{(x - view.west) * view.x + 3:.0f}" y="{(view.north - y) * view.y + 4:.0f}" font-weight="700"'
            out.append(f'<text {at} fill="#fff" stroke="#fff" stroke-width="4" stroke-linejoin="round">{rank}</text><text {at} fill="{_AREA}">{rank}</text>')
    return out, table.num_rows


def _legend(entries: Sequence["tuple[str, str, str]"], view: View) -> str:
    out, half = [], (len(entries) + 1) // 2
    for i, (fill, stroke, words) in enumerate(entries):
        x, y = (0 if i < half else view.width / 2), view.height + 12 + 20 * (i % half)
        out.append(f'<rect x="{x:g}" y="{y:g}" width="18" height="12" fill="{fill}" stroke="{stroke}"/><text x="{x + 24:g}" y="{y + 10:g}" fill="{_INK}">{html.escape(words)}</text>')
    return "".join(out)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def table_html(rows: Iterator[Mapping[str, Any]], names: Sequence[str]) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(f'{v:,}' if isinstance(v, int) else str(v))}</td>" for v in row.values()) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
