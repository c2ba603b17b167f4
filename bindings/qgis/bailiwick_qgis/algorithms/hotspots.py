# SPDX-License-Identifier: GPL-2.0-or-later
"""hotspots: cells with Gi*, and the areas to act in."""
from qgis.core import QgsProcessingException, QgsProcessingParameterEnum, QgsProcessingParameterString

from .. import sinks, zone_layers
from ..platform import clock
from ..texts import word
from ..zone_layers import as_text
from .base import Measured

SHAPES, NEIGHBOURS, CORRECTIONS = ("squares", "hexagons"), ("queen", "rook"), ("bh", "by", "bonferroni", "none")
CELLS = {"cell_id": "text", "count": "integer", "gi_z": "real", "gi_p": "real", "gi_p_normal": "real", "gi_q": "real", "gi_bin": "integer"}
ZONES = {"zone_id": "text", "name": "text", "unit_id": "text", "unit_name": "text", "count": "integer", "exposure": "real", "rate": "real", "rate_smoothed": "real",
         "neighbors": "integer", "around": "integer", "around_expected": "real", "binomial_z": "real", "binomial_p": "real", "binomial_q": "real", "gi_bin": "integer",
         "gi_rate_z": "real"}
AREAS = {"id": "text", "rank": "integer", "name": "text", "reports": "integer", "distinct_places": "integer", "share": "real", "expected": "real", "peak_z": "real", "min_q": "real",
         "area_km2": "real", "rate_per_km2": "real", "pile_share": "real", "is_pile": "flag", "top_category": "text", "top_category_share": "real", "unit": "text", "unit_name": "text",
         "unit_share": "real", "unit_area_share": "real", "units": "text", "coordinator_unit": "text", "coordinator_name": "text", "first_report": "time", "last_report": "time"}


def add_parameters(algorithm):
    algorithm.add_metres("CELL")
    advanced = [algorithm.choice(name, choices) for name, choices in (("CELLS", SHAPES), ("NEIGHBOURS", NEIGHBOURS), ("FDR", CORRECTIONS))]
    advanced += [QgsProcessingParameterString("ON", word("parameter.on"), optional=True), QgsProcessingParameterString("PER", word("parameter.per"), defaultValue="area_km2", optional=True)]
    algorithm.add_advanced(advanced)


def _tested(algorithm, city, ground, parameters, context):
    """What is tested, as the engine is told of it: cells of the ground, or the zones of a level against what each can be expected to have."""
    name = algorithm.parameterAsString(parameters, "ON", context).strip()
    if not name:
        return {"on": SHAPES[algorithm.parameterAsEnum(parameters, "CELLS", context)], "area": ground, "cell_m": algorithm.parameterAsDouble(parameters, "CELL", context)}
    level = next((level for level in city.levels if level.name == name), None)
    if level is None:
        raise QgsProcessingException(word("refused.no_level").format(parameter="ON", name=name, levels=", ".join(level.name for level in city.levels)))
    per = algorithm.parameterAsString(parameters, "PER", context).strip() or "area_km2"
    if per in ("area_km2", "none"):
        return {"on": name, "per": per}
    if level.fields.lookupField(per) < 0:
        raise QgsProcessingException(word("refused.no_field").format(layer=level.source.sourceName(), field=per, fields=", ".join(field.name() for field in level.fields)))
    values = [zone_layers.as_number(as_text(feature[per])) for _, feature in level.rows.values()]
    return {"on": name, "per": per, "exposure": city.columns.Columns({"zone_id": city.columns.texts(level.rows), per: city.columns.numbers(values)})}


def with_units(areas, city):
    """What people ask of areas, beside what the engine says: rank, a name, the names of the units."""
    areas["rank"] = list(range(1, len(areas["id"]) + 1))
    areas["unit_name"] = [city.unit_names.get(unit) for unit in areas["unit"]]
    areas["coordinator_name"] = [city.unit_names.get(unit) for unit in areas["coordinator_unit"]]
    areas["name"] = [name or unit for name, unit in zip(areas["unit_name"], areas["unit"])]
    areas["rate_per_km2"] = [count / area if area else None for count, area in zip(areas["reports"], areas["area_km2"])]
    for name in ("first_report", "last_report"):
        areas[name] = [None if time is None else clock(time) for time in areas[name]]
    return areas


def find(algorithm, city, ground, positions, names, parameters, context, feedback, told):
    """The cells and areas, written to the sinks of these two names."""
    tested = _tested(algorithm, city, ground, parameters, context)
    cells, areas = city.engine.hotspots(city.zones, positions.table(), progress=told, **positions.words("category", "time"), **tested,
                                        neighbours=NEIGHBOURS[algorithm.parameterAsEnum(parameters, "NEIGHBOURS", context)],
                                        fdr=CORRECTIONS[algorithm.parameterAsEnum(parameters, "FDR", context)])
    on_cells = "per" not in tested
    used, rows, joined = cells.cell_m if on_cells else 0, cells.to_columns(), with_units(areas.to_columns(), city)
    results = {"CELL_USED": used}
    for name, columns, fields, style in ((names[1], joined, AREAS, "hotspot_areas"), (names[0], rows, CELLS if on_cells else ZONES, "hotspots")):
        sink = sinks.Sink(algorithm, parameters, name, context, sinks.fields_of(fields), sinks.POLYGONS, city.crs)
        if sink.wanted:
            sink.rows(columns, columns["geometry"])
            results.update(sink.styled(style, shown=algorithm.shown(style)))
    feedback.pushInfo(word("info.hotspots" if on_cells else "info.hot_zones").format(level=tested["on"], cells=len(rows["gi_bin"]), cell=f"{used:g}", hot=sum(bin >= 2 for bin in rows["gi_bin"]), areas=len(joined["id"])))
    return results


class Hotspots(Measured):
    NAME, ROLES, USED = "hotspots", ["category", "time"], ["CELL_USED"]

    def add_own(self):
        add_parameters(self)
        sinks.add_sink(self, "OUTPUT", "polygons")
        sinks.add_sink(self, "HOTSPOT_AREAS", "polygons", optional=True)

    def measure(self, city, ground, positions, parameters, context, feedback, told):
        return find(self, city, ground, positions, ("OUTPUT", "HOTSPOT_AREAS"), parameters, context, feedback, told)
