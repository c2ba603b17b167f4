# SPDX-License-Identifier: GPL-2.0-or-later
"""The system in which zones and reports meet: that of the first zone layer, as it is, wherever its metres can be trusted."""
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsDistanceArea, QgsPointXY, QgsProcessingException, QgsUnitTypes

from .platform import versions
from .texts import word

DEGREES = {"EPSG:4326", "EPSG:4490", "OGC:CRS84"}  # one and the same for our purposes: copied bit for bit
TRUE_WITHIN = 1e-3  # a Gauss-Krueger or UTM plane is within 4e-4; a web map's metres are 1.6 times too long in the middle of Europe


def metres_per_unit(crs):
    return QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), versions.METRES)


def stretched(crs, extent, context):
    """How far a kilometre of the plane is from one on the ground, in the middle of `extent`, as a share."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context.transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    middle, unit = extent.center(), metres_per_unit(crs)
    east = measure.measureLine(middle, QgsPointXY(middle.x() + 1000 / unit, middle.y()))
    north = measure.measureLine(middle, QgsPointXY(middle.x(), middle.y() + 1000 / unit))
    return max(abs(east / 1000 - 1), abs(north / 1000 - 1))


def location_crs(source, context, feedback):
    """The system in which places are judged."""
    crs = source.sourceCrs()
    if not crs.isValid():
        raise QgsProcessingException(word("refused.no_crs").format(layer=source.sourceName()))
    if not crs.isGeographic() and stretched(crs, source.sourceExtent(), context) > TRUE_WITHIN:
        feedback.pushInfo(word("info.untrue_plane").format(crs=crs.authid() or crs.description(), layer=source.sourceName()))
        return QgsCoordinateReferenceSystem("EPSG:4326")
    return crs


def same(one, other):
    return one == other or {one.authid(), other.authid()} <= DEGREES


def way(source, crs, context, feedback):
    """The transformation that brings `source` to `crs`; None where none is needed."""
    own = source.sourceCrs()
    if not own.isValid():
        raise QgsProcessingException(word("refused.no_crs").format(layer=source.sourceName()))
    if same(own, crs):
        return None
    feedback.pushInfo(word("info.transformed").format(layer=source.sourceName(), crs=own.authid() or own.description(), to=crs.authid() or crs.description()))
    return QgsCoordinateTransform(own, crs, context.transformContext())


def metric_crs(zones, crs):
    """The plane in which the engine measured, as a system of QGIS."""
    label = zones.metric_crs
    if not label.startswith("LAEA:"):
        return crs
    lat, lon = label[len("LAEA:"):].split(",")
    own = crs.toProj()
    shape = [part for part in own.split() if part.startswith(("+ellps=", "+datum=", "+a=", "+b=", "+rf=", "+towgs84="))]
    made = QgsCoordinateReferenceSystem()
    made.createFromProj(f"+proj=laea +lat_0={lat} +lon_0={lon} +x_0=0 +y_0=0 {' '.join(shape)} +units=m +no_defs")
    return made
