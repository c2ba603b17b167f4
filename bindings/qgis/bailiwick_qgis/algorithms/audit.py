# SPDX-License-Identifier: GPL-2.0-or-later
"""audit: gaps, overlaps, and children that do not fill their parent."""
from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterNumber

from .. import grounds, lawful, report_layers, sinks, zone_layers
from ..platform import versions
from ..texts import word
from .base import Algorithm, progress

SINKS = {"GAPS": ("gaps", {"enclosed", "inlet"}), "OVERLAPS": ("overlaps", {"overlap", "duplicate"}), "CHILDREN": ("children", {"outside_parent", "unfilled_parent", "tie"})}
FIELDS = {"id": "text", "level": "text", "kind": "text", "sliver": "flag", "area_m2": "real", "width_m": "real", "rim_m": "real", "zones": "text", "units": "text",
          "reports": "integer", "share": "real", "suggested_unit": "text", "reason": "text", "severity": "real", "lawful": "flag", "exempt": "flag", "pieces": "integer",
          "note": "text"}


def add_parameters(algorithm):
    algorithm.add_advanced(QgsProcessingParameterNumber(name, word(f"parameter.{name.lower()}"), versions.REAL, value, minValue=0)
                           for name, value in (("MIN_WIDTH", 0.5), ("TOLERANCE", 0.01)))
    for name in SINKS:
        sinks.add_sink(algorithm, name, "polygons", optional=True)
    algorithm.addOutput(QgsProcessingOutputNumber("FINDINGS", word("parameter.findings")))


def find(algorithm, city, ground, exempt, pairs, positions, parameters, context, told):
    """The findings, written to GAPS, OVERLAPS and CHILDREN."""
    where = {} if positions is None else {"reports": positions.table(), **positions.words()}
    found = city.engine.audit(city.zones, area=ground, exempt=exempt, lawful=pairs, min_width_m=algorithm.parameterAsDouble(parameters, "MIN_WIDTH", context),
                              tolerance_m=algorithm.parameterAsDouble(parameters, "TOLERANCE", context), progress=told, **where).to_columns()
    results = {"FINDINGS": len(found["id"])}
    for name, (style, kinds) in SINKS.items():
        sink = sinks.Sink(algorithm, parameters, name, context, sinks.fields_of(FIELDS), sinks.POLYGONS, city.crs)
        if not sink.wanted:
            continue
        chosen = [number for number, kind in enumerate(found["kind"]) if kind in kinds]
        sink.rows({column: [found[column][number] for number in chosen] for column in FIELDS}, [found["geometry"][number] for number in chosen])
        results.update(sink.styled(style, shown=algorithm.shown(style)))
    return results


class Audit(Algorithm):
    NAME = "audit"

    def initAlgorithm(self, configuration=None):  # noqa: N802
        zone_layers.add_parameters(self)
        for name in ("AREA", "EXEMPT"):
            grounds.add_parameter(self, name)
        lawful.add_parameter(self)
        report_layers.add_parameters(self, optional=True)
        add_parameters(self)

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback)
        if city is None:
            return {}
        ground, exempt = (grounds.read(self, name, city, parameters, context, feedback) for name in ("AREA", "EXEMPT"))
        pairs, positions = lawful.read(self, city, parameters, context, feedback), None
        if self.parameterAsSource(parameters, "REPORTS", context) is not None:
            positions = report_layers.Reports(self, parameters, context, feedback, city).all()
            if positions is None:
                return {}
        return find(self, city, ground, exempt, pairs, positions, parameters, context, progress(feedback, 25, 95))
