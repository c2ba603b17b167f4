# SPDX-License-Identifier: GPL-2.0-or-later
"""density: reports per km2 as a raster."""
from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterEnum, QgsProcessingParameterNumber, QgsProcessingParameterRasterDestination

from .. import grounds, rasters, report_layers, styles, zone_layers
from ..platform import versions
from ..texts import word
from .base import Algorithm, progress

KERNELS = ("quartic", "epanechnikov", "uniform", "triangular", "triweight", "gaussian")
EDGES = {"none": "none", "uniform": "edge_uniform", "diggle": "diggle"}


def make(algorithm, city, ground, positions, sizes, name, parameters, context, feedback, told):
    """The surface, written to the raster of this name; `sizes` are bandwidth and cell."""
    kernel, edge = (algorithm.parameterAsEnum(parameters, key, context) for key in ("KERNEL", "EDGE"))
    found = city.engine.density(city.zones, positions.table(), area=ground, x="x", y="y", datum=positions.reports.datum, bandwidth_m=sizes[0], cell_m=sizes[1], kernel=KERNELS[kernel],
                                edge=list(EDGES)[edge], progress=told)
    bandwidth, cell, columns = found.bandwidth_m, found.cell_m, found.to_columns()
    feedback.pushInfo(word("info.density").format(bandwidth=f"{bandwidth:g}", cell=f"{cell:g}"))
    destination = algorithm.parameterAsOutputLayer(parameters, name, context)
    rasters.write(destination, columns, cell, city.metric_crs)
    styles.style_result(context, destination, styles.qml("density", limits=styles.density_limits(max(columns["per_km2"], default=0))), algorithm.shown("density"))
    return {name: destination, "BANDWIDTH_USED": bandwidth, "CELL_USED": cell}


def add_parameters(algorithm):
    for name, choices in (("KERNEL", KERNELS), ("EDGE", EDGES.values())):
        algorithm.addParameter(QgsProcessingParameterEnum(name, word(f"parameter.{name.lower()}"), [word(f"choice.{key}") for key in choices], defaultValue=0))


class Density(Algorithm):
    NAME = "density"

    def initAlgorithm(self, configuration=None):  # noqa: N802
        report_layers.add_parameters(self)
        zone_layers.add_parameters(self)
        grounds.add_parameter(self, "AREA")
        for name in ("BANDWIDTH", "CELL"):
            self.addParameter(QgsProcessingParameterNumber(name, word(f"parameter.{name.lower()}"), versions.REAL, 0, minValue=0))
        add_parameters(self)
        self.addParameter(QgsProcessingParameterRasterDestination("OUTPUT", word("parameter.density")))
        for name in ("BANDWIDTH_USED", "CELL_USED"):
            self.addOutput(QgsProcessingOutputNumber(name, word(f"parameter.{name.lower()}")))

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback)
        if city is None:
            return {}
        ground = grounds.read(self, "AREA", city, parameters, context, feedback)
        positions = report_layers.Reports(self, parameters, context, feedback, city).all()
        if positions is None:
            return {}
        sizes = [self.parameterAsDouble(parameters, name, context) for name in ("BANDWIDTH", "CELL")]
        return make(self, city, ground, positions, sizes, "OUTPUT", parameters, context, feedback, progress(feedback, 30, 95))
