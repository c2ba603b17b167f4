# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlaps that are declared as shared: a table of pairs, and the findings that it answers."""
import itertools

from qgis.core import QgsFeatureRequest, QgsProcessing, QgsProcessingException, QgsProcessingParameterFeatureSource

from .texts import word
from .zone_layers import as_text

FIELDS = ("level", "zone_a", "zone_b")


def add_parameter(algorithm):
    algorithm.addParameter(QgsProcessingParameterFeatureSource("LAWFUL", word("parameter.lawful"), [QgsProcessing.SourceType.TypeVector], optional=True))


def read(algorithm, city, parameters, context, feedback):
    """(level, zone, zone) both ways round; none where no table is given."""
    source = algorithm.parameterAsSource(parameters, "LAWFUL", context)
    if source is None:
        return set()
    found = [field.name() for field in source.fields()]
    for name in FIELDS:
        if name not in found:
            raise QgsProcessingException(word("refused.no_field").format(layer=source.sourceName(), field=name, fields=", ".join(found)))
    pairs, zones = set(), {level.name: level.rows for level in city.levels}
    for feature in source.getFeatures(QgsFeatureRequest()):
        level, one, other = (as_text(feature[name]) for name in FIELDS)
        if one not in zones.get(level, ()) or other not in zones[level]:
            feedback.pushWarning(word("warning.no_such_pair").format(layer=source.sourceName(), level=level, one=one, other=other))
        pairs.update({(level, one, other), (level, other, one)})
    return pairs


def mark(found, pairs):
    """Overlaps whose zones are all declared with each other are lawful, and no fault to be mended."""
    for number, kind in enumerate(found["kind"] if pairs else ()):
        zones = (found["zones"][number] or "").split(";")
        if kind in ("overlap", "duplicate") and all((found["level"][number], *pair) in pairs for pair in itertools.combinations(zones, 2)):
            found["lawful"][number], found["severity"][number] = True, 0.0
