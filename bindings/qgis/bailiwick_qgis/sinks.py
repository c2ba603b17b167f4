# SPDX-License-Identifier: GPL-2.0-or-later
"""Results as sinks of QGIS: fields, rows, styles."""
from qgis.core import QgsFeature, QgsFields, QgsGeometry, QgsProcessingException, QgsProcessingParameterFeatureSink

from . import styles
from .platform import field, versions
from .texts import word

POLYGONS = versions.MULTIPOLYGON
SOURCE_TYPES = {"polygons": versions.POLYGONS, "points": versions.POINTS, "table": versions.TABLES}


def add_sink(algorithm, name, kind, optional=False, by_default=True, title=""):
    title = title or word(f"parameter.{name.lower()}")
    algorithm.addParameter(QgsProcessingParameterFeatureSink(name, title, SOURCE_TYPES[kind], optional=optional, createByDefault=by_default))


def fields_of(kinds):
    fields = QgsFields()
    for name, kind in kinds.items():
        fields.append(field(name, kind))
    return fields


class Sink:
    """One result on its way; closed by styled()."""

    def __init__(self, algorithm, parameters, name, context, fields, wkb_type, crs):
        self.name, self.context, self.fields, self.count = name, context, fields, 0
        self.sink, self.destination = algorithm.parameterAsSink(parameters, name, context, fields, wkb_type, crs)

    @property
    def wanted(self):
        return self.sink is not None

    def add(self, features):
        if not self.sink.addFeatures(features, versions.FAST):
            raise QgsProcessingException(word("refused.not_written").format(place=self.destination, reason=self.sink.lastError()))
        self.count += len(features)

    def rows(self, columns, shapes):
        """Rows from columns of the engine; `shapes` are geometries or WKB."""
        names, features = [one.name() for one in self.fields], []
        for number, shape in enumerate(shapes):
            feature = QgsFeature(self.fields)
            feature.setAttributes([columns[name][number] for name in names])
            if shape is not None:
                if isinstance(shape, bytes):
                    geometry = QgsGeometry()
                    geometry.fromWkb(shape)
                    shape = geometry
                feature.setGeometry(shape)
            features.append(feature)
        self.add(features)

    def styled(self, style, limits=(), rank=0, shown=None):
        """Closes the result and gives it its style; what processAlgorithm returns for it."""
        self.sink.flushBuffer()
        self.sink = None
        if style:
            text = styles.qml(style, [one.name() for one in self.fields], limits, self.count, rank)
            styles.style_result(self.context, self.destination, text, shown or styles.Shown())
        return {self.name: self.destination}
