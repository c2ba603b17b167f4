# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlaps that are declared as shared: a table of pairs."""
from qgis.core import QgsFeatureRequest, QgsProcessingException, QgsProcessingParameterFeatureSource

from .platform import versions
from .texts import word
from .zone_layers import as_text

FIELDS = ("level", "zone_a", "zone_b")


def add_parameter(algorithm):
    algorithm.addParameter(QgsProcessingParameterFeatureSource("LAWFUL", word("parameter.lawful"), [versions.TABLES], optional=True))


def read(algorithm, city, parameters, context, feedback):
    """The table as the engine takes it; None where none is given."""
    source = algorithm.parameterAsSource(parameters, "LAWFUL", context)
    if source is None:
        return None
    found = [field.name() for field in source.fields()]
    for name in FIELDS:
        if name not in found:
            raise QgsProcessingException(word("refused.no_field").format(layer=source.sourceName(), field=name, fields=", ".join(found)))
    columns, zones = {name: [] for name in (*FIELDS, "reason")}, {level.name: level.rows for level in city.levels}
    for feature in source.getFeatures(QgsFeatureRequest()):
        level, one, other = (as_text(feature[name]) for name in FIELDS)
        if one not in zones.get(level, ()) or other not in zones[level]:
            feedback.pushWarning(word("warning.no_such_pair").format(layer=source.sourceName(), level=level, one=one, other=other))
            continue
        for name, value in zip(columns, (level, one, other, as_text(feature["reason"]) if "reason" in found else None)):
            columns[name].append(value)
    return city.columns.Columns({name: city.columns.texts(values) for name, values in columns.items()})
