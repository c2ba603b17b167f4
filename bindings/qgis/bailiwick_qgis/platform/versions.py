# SPDX-License-Identifier: GPL-2.0-or-later
"""What is called otherwise in QGIS 3.22 (Qt 5) and QGIS 4 (Qt 6): enums that moved into Qgis (3.30, 3.36), types of fields, nulls."""
from qgis import core
from qgis.core import QgsApplication, QgsField
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant

try:  # QGIS 3.38 and later take these, Qt 6 knows only these
    from qgis.PyQt.QtCore import QMetaType

    _KINDS = {"text": QMetaType.Type.QString, "real": QMetaType.Type.Double, "integer": QMetaType.Type.LongLong, "flag": QMetaType.Type.Bool, "time": QMetaType.Type.QDateTime}
    TIMES = (QMetaType.Type.QDate, QMetaType.Type.QDateTime)
    QgsField("", _KINDS["text"])
except (ImportError, AttributeError, TypeError):
    _KINDS = {"text": QVariant.String, "real": QVariant.Double, "integer": QVariant.LongLong, "flag": QVariant.Bool, "time": QVariant.DateTime}
    TIMES = (QVariant.Date, QVariant.DateTime)


def _first(*paths):
    """What the first of these names stands for: the newest first, written out in full, as Qt 6 wants it."""
    for path in paths:
        found = core
        for name in path.split("."):
            found = getattr(found, name, None)
        if found is not None:
            return found
    raise AttributeError(f"QGIS: expected one of {', '.join(paths)}, found none")


POLYGONS = _first("Qgis.ProcessingSourceType.VectorPolygon", "QgsProcessing.SourceType.TypeVectorPolygon")
POINTS = _first("Qgis.ProcessingSourceType.VectorPoint", "QgsProcessing.SourceType.TypeVectorPoint")
TABLES = _first("Qgis.ProcessingSourceType.Vector", "QgsProcessing.SourceType.TypeVector")
ADVANCED = _first("Qgis.ProcessingParameterFlag.Advanced", "QgsProcessingParameterDefinition.Flag.FlagAdvanced")
REAL = _first("Qgis.ProcessingNumberParameterType.Double", "QgsProcessingParameterNumber.Type.Double")
WHOLE = _first("Qgis.ProcessingNumberParameterType.Integer", "QgsProcessingParameterNumber.Type.Integer")
AS_THEY_ARE = _first("Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks", "QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks")
FAST = _first("QgsFeatureSink.Flag.FastInsert")
POLYGON = _first("Qgis.GeometryType.Polygon", "QgsWkbTypes.GeometryType.PolygonGeometry")
POINT = _first("Qgis.GeometryType.Point", "QgsWkbTypes.GeometryType.PointGeometry")
MULTIPOLYGON = _first("Qgis.WkbType.MultiPolygon", "QgsWkbTypes.Type.MultiPolygon")
NO_GEOMETRY = _first("Qgis.WkbType.NoGeometry", "QgsWkbTypes.Type.NoGeometry")
ANY_FIELD = _first("Qgis.ProcessingFieldParameterDataType.Any", "QgsProcessingParameterField.DataType.Any")
NUMBER_FIELD = _first("Qgis.ProcessingFieldParameterDataType.Numeric", "QgsProcessingParameterField.DataType.Numeric")
TIME_FIELD = _first("Qgis.ProcessingFieldParameterDataType.DateTime", "QgsProcessingParameterField.DataType.DateTime")
METRES = _first("Qgis.DistanceUnit.Meters", "QgsUnitTypes.DistanceUnit.DistanceMeters")
WKT = _first("Qgis.CrsWktVariant.Preferred", "QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED")


def field(name, kind):
    """A field for text, real, integer, flag or time."""
    return QgsField(name, _KINDS[kind])


def is_null(value):
    """Qt 5 has a null of its own beside None."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def clock(time):
    """A time of Python as a field takes it: the same figures, without a zone."""
    return QDateTime(QDate(time.year, time.month, time.day), QTime(time.hour, time.minute, time.second, time.microsecond // 1000))


def language():
    """zh or en, as QGIS speaks."""
    return "zh" if QgsApplication.locale().lower().startswith("zh") else "en"
