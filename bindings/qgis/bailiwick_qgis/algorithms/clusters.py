# SPDX-License-Identifier: GPL-2.0-or-later
"""clusters: reports that lie close together, and who has to act in each group."""
from qgis.core import QgsFeature, QgsFields, QgsProcessingParameterNumber

from .. import report_layers, sinks, zone_layers
from ..platform import field, versions
from ..texts import word
from .base import Algorithm, progress
from .hotspots import AREAS, with_units

UNTESTED = ("expected", "peak_z", "min_q")
MEMBER = {"cluster": "integer", "cluster_id": "text", "core": "flag"}


def _fields(own):
    """The reports' own fields, those that bear a name of ours as source_<name>, then ours."""
    out = QgsFields()
    for one in own:
        copy = type(one)(one)
        if one.name().lower() in MEMBER:
            copy.setName(f"source_{one.name()}")
        out.append(copy)
    for name, kind in MEMBER.items():
        out.append(field(name, kind))
    return out


class Clusters(Algorithm):
    NAME = "clusters"

    def initAlgorithm(self, configuration=None):  # noqa: N802
        report_layers.add_parameters(self, roles=["category", "time"])
        zone_layers.add_parameters(self)
        self.addParameter(QgsProcessingParameterNumber("RADIUS", word("parameter.radius"), versions.REAL, 50, minValue=0.001))
        self.addParameter(QgsProcessingParameterNumber("LEAST", word("parameter.least"), versions.WHOLE, 20, minValue=1))
        sinks.add_sink(self, "OUTPUT", "polygons")
        sinks.add_sink(self, "CLUSTERED", "points", optional=True)

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback)
        if city is None:
            return {}
        reports = report_layers.Reports(self, parameters, context, feedback, city)
        positions = reports.all()
        if positions is None:
            return {}
        members, areas = engine.clusters(city.zones, positions.table(), eps_m=self.parameterAsDouble(parameters, "RADIUS", context),
                                         min_points=self.parameterAsInt(parameters, "LEAST", context), progress=progress(feedback, 30, 80), **positions.words("category", "time"))
        members, areas = members.to_columns(), with_units(areas.to_columns(), city)
        fields = {name: kind for name, kind in AREAS.items() if name not in UNTESTED}
        results = {}
        sink = sinks.Sink(self, parameters, "OUTPUT", context, sinks.fields_of(fields), sinks.POLYGONS, city.crs)
        if sink.wanted:
            sink.rows(areas, areas["geometry"])
            results.update(sink.styled("clusters"))
        results.update(self._members(reports, members, parameters, context))
        feedback.pushInfo(word("info.clusters").format(clusters=len(areas["id"]), members=sum(number is not None and number >= 0 for number in members["cluster"]),
                                                       noise=sum(number == -1 for number in members["cluster"])))
        return results

    def _members(self, reports, members, parameters, context):
        """The reports once more, each with its cluster; -1 is noise."""
        fields = _fields(reports.source.fields())
        sink = sinks.Sink(self, parameters, "CLUSTERED", context, fields, reports.source.wkbType(), reports.source.sourceCrs())
        if not sink.wanted:
            return {}
        answers = iter(zip(*(members[name] for name in MEMBER)))
        for features, _, _, _ in reports.chunks():
            rows = []
            for feature in features:
                row = QgsFeature(fields)
                row.setGeometry(feature.geometry())
                row.setAttributes([*feature.attributes(), *next(answers)])
                rows.append(row)
            sink.add(rows)
        return sink.styled("reports")
