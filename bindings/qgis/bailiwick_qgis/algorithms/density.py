# SPDX-License-Identifier: GPL-2.0-or-later
"""density: reports per km2 as a raster."""
from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterRasterDestination

from .. import rasters, styles
from ..texts import shared_word, word
from .base import Measured

RULES = {"arcgis": "rule_arcgis", "silverman": "rule_silverman", "scott": "rule_scott", "likelihood": "rule_likelihood"}
KERNELS = ("quartic", "epanechnikov", "uniform", "triangular", "triweight", "gaussian")
EDGES = {"none": "none", "uniform": "edge_uniform", "diggle": "diggle"}


def add_parameters(algorithm, cell):
    """`cell` is the name of the cell's parameter: the report has two."""
    algorithm.add_metres("BANDWIDTH", cell)
    for name, choices in (("KERNEL", KERNELS), ("EDGE", EDGES.values())):
        algorithm.addParameter(algorithm.choice(name, choices))
    algorithm.add_advanced([algorithm.choice("RULE", RULES.values()), QgsProcessingParameterBoolean("ADAPTIVE", word("parameter.adaptive"), defaultValue=False)])


def make(algorithm, city, ground, positions, cell, name, parameters, context, feedback, told):
    """The surface, written to the raster of this name."""
    chosen = {key.lower(): list(words)[algorithm.parameterAsEnum(parameters, key, context)] for key, words in (("RULE", RULES), ("KERNEL", KERNELS), ("EDGE", EDGES))}
    found = city.engine.density(city.zones, positions.table(), area=ground, **positions.words("weight"), **chosen, adaptive=algorithm.parameterAsBoolean(parameters, "ADAPTIVE", context),
                                bandwidth_m=algorithm.parameterAsDouble(parameters, "BANDWIDTH", context), cell_m=algorithm.parameterAsDouble(parameters, cell, context), progress=told)
    bandwidth, used, columns = found.bandwidth_m, found.cell_m, found.to_columns()
    feedback.pushInfo(word("info.density").format(bandwidth=f"{bandwidth:g}", cell=f"{used:g}"))
    destination, shown = algorithm.parameterAsOutputLayer(parameters, name, context), algorithm.shown("density")
    if "weight" in positions.said:
        shown.title = shared_word("layer.density_weighed").format(weight=positions.reports.field_of["weight"])
    rasters.write(destination, columns, used, city.metric_crs)
    styles.style_result(context, destination, styles.qml("density", limits=styles.density_limits(max(columns["per_km2"], default=0))), shown)
    return {name: destination, "BANDWIDTH_USED": bandwidth, "CELL_USED": used}


class Density(Measured):
    NAME, ROLES, USED = "density", ["weight"], ["BANDWIDTH_USED", "CELL_USED"]

    def add_own(self):
        add_parameters(self, "CELL")
        self.addParameter(QgsProcessingParameterRasterDestination("OUTPUT", word("parameter.density")))

    def measure(self, city, ground, positions, parameters, context, feedback, told):
        return make(self, city, ground, positions, "CELL", "OUTPUT", parameters, context, feedback, told)
