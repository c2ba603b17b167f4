# SPDX-License-Identifier: GPL-2.0-or-later
"""report: the whole set of layers in one run."""
from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterRasterDestination

from .. import counted_zones, grounds, lawful, report_layers, sinks, styles, zone_layers
from ..texts import shared_word, word
from . import assign, audit, density, hotspots
from .base import Algorithm, progress

# From the top of the group; what is not drawn at first would hide the rest.
ORDER = ("outside", "gaps", "overlaps", "children", "hotspot_areas", "borders", "hotspots", "zones", "density", "reports")
HIDDEN = {"zones", "density", "reports"}


class Report(Algorithm):
    NAME = "report"

    def shown(self, what, level=0, title=""):
        return styles.Shown(word("report.group"), ORDER.index(what) * 10 + level, what not in HIDDEN, title or shared_word(f"layer.{what}").replace(": {level}", "").replace("：{level}", ""))

    def initAlgorithm(self, configuration=None):  # noqa: N802
        report_layers.add_parameters(self, roles=["category", "time", "weight"])
        zone_layers.add_parameters(self)
        for name in ("AREA", "EXEMPT"):
            grounds.add_parameter(self, name)
        lawful.add_parameter(self)
        hotspots.add_parameters(self)
        density.add_parameters(self, "DENSITY_CELL")
        sinks.add_sink(self, "OUTPUT", "points", optional=True)
        sinks.add_sink(self, "OUTSIDE", "points", optional=True)
        for slot in range(1, zone_layers.SLOTS + 1):
            sinks.add_sink(self, zone_layers.suffixed("ZONES_COUNTED", slot), "polygons", optional=True, title=word("parameter.zones_counted").format(n=slot))
        audit.add_parameters(self)
        sinks.add_sink(self, "HOTSPOTS", "polygons", optional=True)
        sinks.add_sink(self, "HOTSPOT_AREAS", "polygons", optional=True)
        self.addParameter(QgsProcessingParameterRasterDestination("DENSITY", word("parameter.density"), optional=True))
        for name in ("READ", "UNLOCATED", "MALFORMED"):
            self.addOutput(QgsProcessingOutputNumber(name, word(f"parameter.{name.lower()}")))

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback, 0, 15)
        if city is None:
            return {}
        ground, exempt = (grounds.read(self, name, city, parameters, context, feedback) for name in ("AREA", "EXEMPT"))
        pairs = lawful.read(self, city, parameters, context, feedback)
        reports = report_layers.Reports(self, parameters, context, feedback, city)
        positions = report_layers.Positions(reports)
        tally, results = assign.place(self, city, reports, parameters, context, feedback, 15, 35, lambda features, x, y, _: positions.add(features, x, y))
        if tally is None:
            return {}
        results.update(READ=tally.read, UNLOCATED=tally.rejected["unlocated"], MALFORMED=tally.rejected["malformed"])
        results.update(self._zones(city, tally, parameters, context))
        results.update(audit.find(self, city, ground, exempt, pairs, positions, parameters, context, progress(feedback, 40, 60)))
        found = hotspots.find(self, city, ground, positions, ("HOTSPOTS", "HOTSPOT_AREAS"), parameters, context, feedback, progress(feedback, 60, 80))
        results.update((name, value) for name, value in found.items() if name != "CELL_USED")
        if self.parameterAsOutputLayer(parameters, "DENSITY", context):
            made = density.make(self, city, ground, positions, "DENSITY_CELL", "DENSITY", parameters, context, feedback, progress(feedback, 80, 98))
            results["DENSITY"] = made["DENSITY"]
        return results

    def _zones(self, city, tally, parameters, context):
        """Every level; the finest that divides the ground is coloured by reports per km2, the others are borders over it."""
        partition = [level for level in city.levels if not level.across]
        results = {}
        for rank, level in enumerate(city.levels):
            filled = bool(partition) and level is partition[-1]
            shown = self.shown("zones" if filled else "borders", rank, shared_word("layer.zones").format(level=shared_level(level.name)))
            shown.visible = not filled and not level.across and rank < 2
            results.update(counted_zones.write(self, zone_layers.suffixed("ZONES_COUNTED", level.slot), level, city, tally, parameters, context, filled, 0 if filled else rank, shown))
        return results


def shared_level(name):
    """The well-known levels by their word, others as they were named."""
    found = shared_word(f"level.{name}")
    return name if found == f"level.{name}" else found
