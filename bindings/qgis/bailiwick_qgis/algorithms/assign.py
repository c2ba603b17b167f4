# SPDX-License-Identifier: GPL-2.0-or-later
"""assign: who answers for every report."""
import collections

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsFields, QgsProcessingException, QgsProcessingOutputNumber

from .. import report_layers, sinks, zone_layers
from ..platform import field, versions
from ..texts import word
from .base import Algorithm

COUNTS = {"level": "text", "zone_id": "text", "name": "text", "unit_id": "text", "unit_name": "text", "count": "integer"}


def answer_names(levels):
    return [f"{level.name}_{part}" for level in levels for part in ("zone", "unit", "rule", "also")] + ["unit", "unit_name", "unit_level", "unit_rule", "rejected"]


def with_answers(fields, names):
    """The reports' own fields, those that bear a name of ours as source_<name>, then the answer."""
    out, taken = QgsFields(), {name.lower() for name in names}
    for one in fields:
        name = one.name()
        while name.lower() in taken:
            name = f"source_{name}"
        taken.add(name.lower())
        copy = type(one)(one)
        copy.setName(name)
        out.append(copy)
    for name in names:
        out.append(field(name, "text"))
    return out


class Tally:
    """Reports per zone, and the balance of every level."""

    def __init__(self, levels):
        self.levels, self.read, self.rejected = levels, 0, collections.Counter()
        self.zones = {level.name: collections.Counter() for level in levels}

    def add(self, placed):
        self.read += len(placed["unit"])
        self.rejected.update(reason for reason in placed["rejected"] if reason)
        for level in self.levels:
            self.zones[level.name].update(zone for zone in placed[f"{level.name}_zone"] if zone is not None)

    def assigned(self, level):
        return sum(self.zones[level.name].values())

    def outside(self, level):
        return self.read - self.assigned(level) - sum(self.rejected.values())

    def say(self, feedback):
        for level in self.levels:
            feedback.pushInfo(word("info.balance").format(level=level.name, read=self.read, assigned=self.assigned(level), outside=self.outside(level),
                                                          unlocated=self.rejected["unlocated"], malformed=self.rejected["malformed"]))


def _row(fields, feature, answer):
    row = QgsFeature(fields)
    row.setGeometry(feature.geometry())
    row.setAttributes([*feature.attributes(), *answer])
    return row


def _outside(levels, placed):
    """For every report the partition levels in none of whose zones it lies; rejected ones lie nowhere."""
    names = [level.name for level in levels if not level.across]
    zones = zip(*(placed[f"{name}_zone"] for name in names)) if names else iter(lambda: (), None)
    return [None if reason else ";".join(name for name, zone in zip(names, found) if zone is None) for found, reason in zip(zones, placed["rejected"])]


def place(algorithm, city, reports, parameters, context, feedback, begin, end, keep=None):
    """Places every report, writes OUTPUT (and OUTSIDE, where the algorithm has it), and counts; `keep(features, x, y, placed)` sees every chunk. None where cancelled."""
    names = answer_names(city.levels)
    fields = with_answers(reports.source.fields(), names)
    out = sinks.Sink(algorithm, parameters, "OUTPUT", context, fields, reports.source.wkbType(), reports.source.sourceCrs())
    outside = None
    if algorithm.parameterDefinition("OUTSIDE") is not None:
        outside = sinks.Sink(algorithm, parameters, "OUTSIDE", context, with_answers(fields, ["levels"]), reports.source.wkbType(), reports.source.sourceCrs())
    tally = Tally(city.levels)
    for features, x, y, share in reports.chunks():
        placed = city.engine.assign(city.zones, report_layers.table(city.columns, x, y), x="x", y="y", datum=reports.datum).to_columns()
        placed["unit_name"] = [city.unit_names.get(unit) for unit in placed["unit"]]
        tally.add(placed)
        if keep is not None:
            keep(features, x, y, placed)
        answers = list(zip(*(placed[name] for name in names)))
        if out.wanted:
            out.add([_row(out.fields, feature, answer) for feature, answer in zip(features, answers)])
        if outside is not None and outside.wanted:
            outside.add([_row(outside.fields, feature, (*answer, levels)) for feature, answer, levels in zip(features, answers, _outside(city.levels, placed)) if levels])
        feedback.setProgress(begin + (end - begin) * min(share, 1))
    if feedback.isCanceled():
        return None, {}
    if tally.read == 0:
        raise QgsProcessingException(word("refused.no_reports").format(layer=reports.source.sourceName()))
    tally.say(feedback)
    results = {}
    for sink, style in ((out, "reports"), (outside, "outside")):
        if sink is not None and sink.wanted:
            results.update(sink.styled(style, shown=algorithm.shown(style)))
    return tally, results


class Assign(Algorithm):
    NAME = "assign"

    def initAlgorithm(self, configuration=None):  # noqa: N802
        report_layers.add_parameters(self)
        zone_layers.add_parameters(self)
        sinks.add_sink(self, "OUTPUT", "points")
        sinks.add_sink(self, "COUNTS", "table", optional=True)
        for name in ("READ", "UNLOCATED", "MALFORMED", "WITHOUT_UNIT"):
            self.addOutput(QgsProcessingOutputNumber(name, word(f"parameter.{name.lower()}")))

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback)
        if city is None:
            return {}
        unanswered = collections.Counter()
        reports = report_layers.Reports(self, parameters, context, feedback, city)
        tally, results = place(self, city, reports, parameters, context, feedback, 20, 95,
                               lambda features, x, y, placed: unanswered.update(unit is None and reason is None for unit, reason in zip(placed["unit"], placed["rejected"])))
        if tally is None:
            return {}
        counts = sinks.Sink(self, parameters, "COUNTS", context, sinks.fields_of(COUNTS), versions.NO_GEOMETRY, QgsCoordinateReferenceSystem())
        if counts.wanted:
            columns = collections.defaultdict(list)
            for level in city.levels:
                for number, zone in enumerate(level.rows):
                    row = {"level": level.name, "zone_id": zone, "count": tally.zones[level.name][zone]}
                    for name, role in (("name", "name"), ("unit_id", "unit"), ("unit_name", "unit_name")):
                        row[name] = level.values[role][number] if level.values[role] else None
                    for name in COUNTS:
                        columns[name].append(row[name])
                for pseudo, number in (("(outside)", tally.outside(level)), ("(unlocated)", tally.rejected["unlocated"]), ("(malformed)", tally.rejected["malformed"])):
                    for name in COUNTS:
                        columns[name].append({"level": level.name, "zone_id": pseudo, "count": number}.get(name))
            counts.rows(columns, [None] * len(columns["level"]))
            results.update(counts.styled(""))
        return {**results, "READ": tally.read, "UNLOCATED": tally.rejected["unlocated"], "MALFORMED": tally.rejected["malformed"], "WITHOUT_UNIT": unanswered[True]}
