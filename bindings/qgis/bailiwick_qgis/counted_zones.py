# SPDX-License-Identifier: GPL-2.0-or-later
"""The zones of a level with what was counted in them, as a layer coloured by reports per km2."""
from qgis.core import QgsDistanceArea

from . import sinks, styles

FIELDS = {"zone_id": "text", "unit_id": "text", "unit_name": "text", "person": "text", "name": "text", "level": "text", "parent_id": "text", "area_km2": "real",
          "count": "integer", "count_share": "real", "density_per_km2": "real"}
ROLE_OF = {"unit_id": "unit", "unit_name": "unit_name", "person": "person", "name": "name", "parent_id": "parent"}


def _measure(crs, context):
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context.transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    return measure


def write(algorithm, name, level, city, tally, parameters, context, filled, rank, shown):
    """The layer of one level; its own attributes follow ours, but for those that ours repeat. `filled`: coloured, else borders with names."""
    fields = sinks.fields_of(FIELDS)
    taken, others = {one.lower() for one in FIELDS}, []
    for index, one in enumerate(level.fields):
        if one.name() in level.field_of.values():
            continue
        title = one.name()
        while title.lower() in taken:
            title = f"source_{title}"
        taken.add(title.lower())
        copy = type(one)(one)
        copy.setName(title)
        fields.append(copy)
        others.append((title, index))
    sink = sinks.Sink(algorithm, parameters, name, context, fields, sinks.POLYGONS, city.crs)
    if not sink.wanted:
        return {}
    located = tally.read - sum(tally.rejected.values())
    counts, measure = tally.zones[level.name], _measure(city.crs, context)
    columns = {one.name(): [None] * len(level.rows) for one in fields}
    shapes = []
    for number, (zone, (geometry, feature)) in enumerate(level.rows.items()):
        area = measure.measureArea(geometry) / 1e6
        row = {"zone_id": zone, "level": level.name, "area_km2": area, "count": counts[zone], "count_share": counts[zone] / located if located else None,
               "density_per_km2": counts[zone] / area if area else None}
        row.update((title, level.values[role][number] if level.values[role] else None) for title, role in ROLE_OF.items())
        attributes = feature.attributes()
        row.update((title, attributes[index]) for title, index in others)
        for title, value in row.items():
            columns[title][number] = value
        shape = type(geometry)(geometry)
        shape.convertToMultiType()
        shapes.append(shape)
    sink.rows(columns, shapes)
    limits = styles.class_limits([value for value in columns["density_per_km2"] if value]) if filled else ()
    return sink.styled("zones", limits, rank, shown)
