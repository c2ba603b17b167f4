# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer of reports as a parameter, and read: points as columns, chunk by chunk."""
import array
import itertools

from qgis.core import (QgsCsException, QgsFeatureRequest, QgsPointXY, QgsProcessing, QgsProcessingException, QgsProcessingFeatureSource, QgsProcessingParameterDefinition,
                       QgsProcessingParameterEnum, QgsProcessingParameterFeatureSource, QgsWkbTypes)

from . import planes
from .texts import word

CHUNK = 20000
DATUMS = ("wgs84", "gcj02", "bd09")
NAN = float("nan")


def add_parameters(algorithm, optional=False):
    algorithm.addParameter(QgsProcessingParameterFeatureSource("REPORTS", word("parameter.reports"), [QgsProcessing.SourceType.TypeVectorPoint], optional=optional))
    datum = QgsProcessingParameterEnum("REPORTS_DATUM", word("parameter.reports_datum"), [word(f"datum.{name}") for name in DATUMS], defaultValue=0)
    datum.setFlags(datum.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    algorithm.addParameter(datum)


def _place(feature):
    """x and y; None where there is no position."""
    if not feature.hasGeometry():
        return None
    geometry = feature.geometry()
    if geometry.isMultipart():
        points = geometry.asMultiPoint()
        return points[0] if len(points) == 1 else None
    return None if geometry.isEmpty() else geometry.asPoint()


class Reports:
    def __init__(self, algorithm, parameters, context, feedback, city):
        self.source, self.city = algorithm.parameterAsSource(parameters, "REPORTS", context), city
        if self.source is None:
            raise QgsProcessingException(algorithm.invalidSourceError(parameters, "REPORTS"))
        layer = self.source.sourceName()
        if QgsWkbTypes.geometryType(self.source.wkbType()) != QgsWkbTypes.GeometryType.PointGeometry:
            raise QgsProcessingException(word("refused.no_points").format(layer=layer))
        if self.source.featureCount() == 0:
            raise QgsProcessingException(word("refused.no_reports").format(layer=layer))
        self.datum = DATUMS[algorithm.parameterAsEnum(parameters, "REPORTS_DATUM", context)]
        self.way = planes.way(self.source, city.crs, context, feedback)
        self.feedback = feedback

    def chunks(self, attributes=True):
        """(features, x, y) until the end or cancel; NaN in both where there is no position."""
        request = QgsFeatureRequest()
        if not attributes:
            request.setSubsetOfAttributes([])
        total, done = max(1, self.source.featureCount()), 0
        features = iter(self.source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks))
        while not self.feedback.isCanceled():
            chunk = list(itertools.islice(features, CHUNK))
            if not chunk:
                return
            x, y = array.array("d"), array.array("d")
            for feature in chunk:
                place = self._carried(_place(feature))
                x.append(NAN if place is None else place.x())
                y.append(NAN if place is None else place.y())
            done += len(chunk)
            yield chunk, x, y, done / total

    def _carried(self, place):
        if place is None or self.way is None:
            return place
        try:
            return self.way.transform(place)
        except QgsCsException:
            return QgsPointXY(float("inf"), float("inf"))  # a position that cannot be

    def positions(self):
        """All of them; None where the run was cancelled."""
        x, y = array.array("d"), array.array("d")
        for _, more_x, more_y, _ in self.chunks(attributes=False):
            x.extend(more_x)
            y.extend(more_y)
        return None if self.feedback.isCanceled() else table(self.city.columns, x, y)


def table(made, x, y):
    """Positions for the engine: NaN in both is no position, which it calls unlocated."""
    if any(a != a and b != b for a, b in zip(x, y)):
        return made.Columns({"x": made.numbers([None if a != a else a for a in x]), "y": made.numbers([None if b != b else b for b in y])})
    return made.Columns({"x": made.numbers(x), "y": made.numbers(y)})
