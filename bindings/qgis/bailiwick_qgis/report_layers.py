# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer of reports as a parameter, and read: points as columns, chunk by chunk."""
import array
import datetime
import itertools

from qgis.core import (QgsCsException, QgsFeatureRequest, QgsPointXY, QgsProcessingException, QgsProcessingParameterEnum, QgsProcessingParameterFeatureSource,
                       QgsProcessingParameterField, QgsWkbTypes)

from . import planes
from .platform import is_null, versions
from .texts import word
from .zone_layers import as_number, as_text

CHUNK = 20000
# What a field of the reports may say.
FIELDS = {"category": ("CATEGORY_FIELD", versions.ANY_FIELD), "time": ("TIME_FIELD", versions.TIME_FIELD), "weight": ("WEIGHT_FIELD", versions.NUMBER_FIELD)}
DATUMS = ("wgs84", "gcj02", "bd09")
NAN = float("nan")


def add_parameters(algorithm, optional=False, roles=()):
    algorithm.addParameter(QgsProcessingParameterFeatureSource("REPORTS", word("parameter.reports"), [versions.POINTS], optional=optional))
    for name, kind in (FIELDS[role] for role in roles):
        algorithm.addParameter(QgsProcessingParameterField(name, word(f"parameter.{name.lower()}"), parentLayerParameterName="REPORTS", type=kind, optional=True))
    algorithm.add_advanced([QgsProcessingParameterEnum("REPORTS_DATUM", word("parameter.reports_datum"), [word(f"datum.{name}") for name in DATUMS], defaultValue=0)])


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
        if QgsWkbTypes.geometryType(self.source.wkbType()) != versions.POINT:
            raise QgsProcessingException(word("refused.no_points").format(layer=layer))
        if self.source.featureCount() == 0:
            raise QgsProcessingException(word("refused.no_reports").format(layer=layer))
        self.datum = DATUMS[algorithm.parameterAsEnum(parameters, "REPORTS_DATUM", context)]
        self.field_of = {}
        for role, (parameter, kind) in FIELDS.items():
            name = algorithm.parameterAsString(parameters, parameter, context) if algorithm.parameterDefinition(parameter) is not None else ""
            if name:
                self.field_of[role] = self._checked(name, kind)
        self.way = planes.way(self.source, city.crs, context, feedback)
        if self.datum != "wgs84" and (self.way is not None or not city.crs.isGeographic()):
            raise QgsProcessingException(word("refused.datum").format(layer=layer, datum=self.datum, crs=self.source.sourceCrs().authid(), zones=city.crs.authid()))
        self.feedback = feedback

    def _checked(self, name, kind):
        """The name of a field that is there, and numbers where these are asked for."""
        fields, layer = self.source.fields(), self.source.sourceName()
        at = fields.lookupField(name)
        if at < 0:
            raise QgsProcessingException(word("refused.no_field").format(layer=layer, field=name, fields=", ".join(field.name() for field in fields)))
        if kind == versions.NUMBER_FIELD and not fields.at(at).isNumeric():
            raise QgsProcessingException(word("refused.no_numbers").format(layer=layer, field=name, found=fields.at(at).typeName()))
        if kind == versions.TIME_FIELD and fields.at(at).type() not in versions.TIMES:
            raise QgsProcessingException(word("refused.no_times").format(layer=layer, field=name, found=fields.at(at).typeName()))
        return fields.at(at).name()

    def chunks(self, attributes=True):
        """(features, x, y) until the end or cancel; NaN in both where there is no position."""
        request = QgsFeatureRequest()
        if not attributes:
            request.setSubsetOfAttributes([])
        total, done = max(1, self.source.featureCount()), 0
        features = iter(self.source.getFeatures(request, versions.AS_THEY_ARE))
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

    def all(self):
        """All of them; None where the run was cancelled."""
        out = Positions(self)
        for features, x, y, _ in self.chunks(attributes=bool(self.field_of)):
            out.add(features, x, y)
        return None if self.feedback.isCanceled() else out


def as_clock(value):
    """A date or a time as its layer has it, without a zone."""
    if is_null(value):
        return None
    return value.toPyDateTime() if hasattr(value, "toPyDateTime") else datetime.datetime.combine(value.toPyDate(), datetime.time())


READ = {"category": as_text, "time": as_clock, "weight": as_number}


class Positions:
    """Positions of many reports, and what their fields say, for the engine's measures."""

    def __init__(self, reports):
        self.reports, self.x, self.y = reports, array.array("d"), array.array("d")
        self.said = {role: [] for role in reports.field_of}

    def add(self, features, x, y):
        self.x.extend(x)
        self.y.extend(y)
        for role, values in self.said.items():
            field, read = self.reports.field_of[role], READ[role]
            values.extend(read(feature[field]) for feature in features)

    def table(self):
        return table(self.reports.city.columns, self.x, self.y, self.said)

    def words(self, *roles):
        """How the engine is told of the columns, those of these roles too, where there are any; but for the table itself."""
        return {"x": "x", "y": "y", "datum": self.reports.datum, **{role: role for role in roles if role in self.said}}


def table(made, x, y, said=None):
    """Positions for the engine: NaN in both is no position, which it calls unlocated."""
    columns = {"x": made.numbers(x), "y": made.numbers(y)}
    if any(a != a and b != b for a, b in zip(x, y)):
        columns = {"x": made.numbers([None if a != a else a for a in x]), "y": made.numbers([None if b != b else b for b in y])}
    for role, values in (said or {}).items():
        columns[role] = {"category": made.texts, "time": made.times, "weight": made.numbers}[role](values)
    return made.Columns(columns)
