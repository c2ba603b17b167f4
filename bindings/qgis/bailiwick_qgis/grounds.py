# SPDX-License-Identifier: GPL-2.0-or-later
"""Polygons that are no zones: the study area, exempt ground."""
from qgis.core import QgsFeatureRequest, QgsProcessingException, QgsProcessingParameterFeatureSource, QgsWkbTypes

from . import planes
from .platform import versions
from .texts import word
from .zone_layers import flat_wkb


def add_parameter(algorithm, name):
    algorithm.addParameter(QgsProcessingParameterFeatureSource(name, word(f"parameter.{name.lower()}"), [versions.POLYGONS], optional=True))


def read(algorithm, name, city, parameters, context, feedback):
    """The polygons as the engine takes them; None where none are given."""
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        return None
    if QgsWkbTypes.geometryType(source.wkbType()) != versions.POLYGON:
        raise QgsProcessingException(word("refused.no_ground").format(layer=source.sourceName(), parameter=name))
    request = QgsFeatureRequest().setSubsetOfAttributes([])
    if planes.way(source, city.crs, context, feedback) is not None:
        request.setDestinationCrs(city.crs, context.transformContext())
    shapes = [feature.geometry() for feature in source.getFeatures(request, versions.AS_THEY_ARE) if feature.hasGeometry()]
    shapes = [flat_wkb(shape) for shape in shapes if not shape.isEmpty()]
    if not shapes:
        raise QgsProcessingException(word("refused.no_ground").format(layer=source.sourceName(), parameter=name))
    return city.columns.Columns({"geometry": city.columns.wkb(shapes)})
