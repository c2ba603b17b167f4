# SPDX-License-Identifier: GPL-2.0-or-later
"""Zone layers as parameters, and read: one layer a level, up to six, in the engine's hands as Arrow columns."""
import collections
import importlib
import unicodedata

from qgis.core import (QgsFeatureRequest, QgsGeometry, QgsProcessingException, QgsProcessingParameterFeatureSource, QgsProcessingParameterField,
                       QgsProcessingParameterString, QgsWkbTypes)

from . import planes
from .platform import is_null, versions
from .texts import word

SLOTS = 6
ROLES = ("id", "unit", "name", "parent")  # each with a field to choose
# Names by which fields are recognised where none is chosen, best first: those of layers/src/read/field_guess.cpp, which says where they come from. A test compares them.
GUESSES = {
    "id": ("zone_id", "zoneid", "网格编码", "网格编号", "单元网格编码", "责任区编码", "责任区编号", "区域编码", "编码", "编号", "代码", "行政区划代码", "区划代码", "網格編碼", "編碼", "編號", "代碼",
           "bgid", "objcode", "gridcode", "grid_id", "code", "id", "geoid", "borocd", "boro_cd", "coun_dist", "coundist", "precinct", "school_dist",
           "schooldist", "fire_bn", "firebn", "ntacode", "modzcta", "boroct2010", "boroct2020", "borocode", "boro_code", "district_id",
           "communityid", "adcode", "fid_1"),
    "unit": ("unit_id", "unitid", "unit", "责任单位编码", "责任单位代码", "单位编码", "责任单位", "责任部门", "处置部门", "主管单位", "主管部门", "管理单位", "责任主体", "責任單位", "責任部門",
             "deptcode1", "deptcode", "dept_code", "department_id", "department", "agency"),
    "unit_name": ("unit_name", "unitname", "责任单位名称", "单位名称", "责任单位", "责任部门", "責任單位名稱", "單位名稱", "deptname1", "deptname", "dept_name",
                  "department_name", "agency_name"),
    "person": ("person", "责任人", "责任人姓名", "网格员", "负责人", "包片领导", "联系人", "責任人", "網格員", "負責人", "leader", "officer", "responsible_person"),
    "name": ("name", "zone_name", "名称", "网格名称", "单元网格名称", "责任区名称", "区域名称", "社区名称", "街道名称", "名稱", "網格名稱", "boroname", "boro_name", "ntaname",
             "ctlabel", "label", "title", "adm2_name", "objname"),
    "parent": ("parent_id", "parentid", "parent", "parent_code", "上级编码", "上级编号", "上级代码", "所属编码", "上级网格", "上級編碼", "所属社区编码", "所属街道编码", "pid",
               "superior_id"),
    "priority": ("priority", "优先级", "优先顺序", "優先級"),
}


def folded(name):
    """BoroCD is boro_cd."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter not in " _-.\n\r\t")


def suffixed(name, slot):
    return name if slot == 1 else f"{name}_{slot}"


def add_parameters(algorithm):
    """ZONES, ZONES_2 ... ZONES_6 with LEVEL, ID_FIELD, UNIT_FIELD, NAME_FIELD, PARENT_FIELD of each; NEST and ACROSS."""
    advanced = []
    for slot in range(1, SLOTS + 1):
        zones = suffixed("ZONES", slot)
        title = word("parameter.zones") if slot == 1 else word("parameter.zones_more").format(n=slot)
        algorithm.addParameter(QgsProcessingParameterFeatureSource(zones, title, [versions.POLYGONS], optional=slot > 1))
        advanced.append(QgsProcessingParameterString(suffixed("LEVEL", slot), word("parameter.level").format(n=slot), optional=True))
        for role in ROLES:
            advanced.append(QgsProcessingParameterField(suffixed(f"{role.upper()}_FIELD", slot), word(f"parameter.{role}_field").format(n=slot), parentLayerParameterName=zones,
                                                        optional=True))
    advanced.append(QgsProcessingParameterString("NEST", word("parameter.nest"), optional=True))
    advanced.append(QgsProcessingParameterString("ACROSS", word("parameter.across"), optional=True))
    algorithm.add_advanced(advanced)


def as_text(value):
    """Ids are text everywhere, 3.0 of a table's number column is 3."""
    if is_null(value):
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def flat_wkb(geometry):
    """Polygons without curves, heights and measures, which the engine does not judge."""
    shape = geometry.constGet()
    if shape.hasCurvedSegments() or shape.is3D() or shape.isMeasure():
        geometry = QgsGeometry(shape.segmentize() if shape.hasCurvedSegments() else shape.clone())
        geometry.get().dropZValue()
        geometry.get().dropMValue()
    return geometry.asWkb().data()


class Level:
    """One level as it was read: one entry per zone, features of one id joined."""

    def __init__(self, slot, name, source):
        self.slot, self.name, self.source = slot, name, source
        self.fields, self.field_of, self.parent, self.across = source.fields(), {}, None, False
        self.rows = {}  # id -> (geometry, feature)
        self.values = collections.defaultdict(list)  # role -> text per zone

    def choose_fields(self, algorithm, parameters, context):
        names = {folded(field.name()): field.name() for field in self.fields}
        for role, guesses in GUESSES.items():
            given = algorithm.parameterAsString(parameters, suffixed(f"{role.upper()}_FIELD", self.slot), context) if role in ROLES else ""
            if given and self.fields.lookupField(given) < 0:
                raise QgsProcessingException(word("refused.no_field").format(layer=self.source.sourceName(), field=given, fields=", ".join(field.name() for field in self.fields)))
            self.field_of[role] = given or next((names[folded(guess)] for guess in guesses if folded(guess) in names), None)

    def read(self, crs, context, feedback):
        layer = self.source.sourceName()
        if QgsWkbTypes.geometryType(self.source.wkbType()) != versions.POLYGON:
            raise QgsProcessingException(word("refused.no_polygons").format(layer=layer))
        request = QgsFeatureRequest()
        if planes.way(self.source, crs, context, feedback) is not None:
            request.setDestinationCrs(crs, context.transformContext())
        joined, empty = collections.Counter(), 0
        for feature in self.source.getFeatures(request, versions.AS_THEY_ARE):
            if feedback.isCanceled():
                return
            if not feature.hasGeometry() or feature.geometry().isEmpty():
                empty += 1
                continue
            zone = as_text(feature[self.field_of["id"]]) if self.field_of["id"] else str(feature.id())
            if not zone:
                raise QgsProcessingException(word("refused.no_id").format(layer=layer, field=self.field_of["id"], feature=feature.id()))
            if zone in self.rows:
                joined[zone] += 1
                before, first = self.rows[zone]
                self.rows[zone] = (QgsGeometry.collectGeometry([before, feature.geometry()]), first)
            else:
                self.rows[zone] = (feature.geometry(), feature)
        if not self.rows:
            raise QgsProcessingException(word("refused.no_zones").format(layer=layer))
        if empty:
            feedback.pushWarning(word("warning.empty_zones").format(layer=layer, n=empty))
        if joined:
            feedback.pushWarning(word("warning.joined_zones").format(layer=layer, n=sum(joined.values()), zone=next(iter(joined))))
        for role, name in self.field_of.items():
            if role != "id" and name:
                self.values[role] = [as_text(feature[name]) for _, feature in self.rows.values()]
        feedback.pushInfo(word("info.level").format(level=self.name, n=len(self.rows), layer=layer,
                                                    fields=", ".join(f"{role} = {name}" for role, name in self.field_of.items() if name) or word("info.no_fields")))

    def columns(self, made, crs):
        """For the engine."""
        out = {"zone_id": made.texts(self.rows), "geometry": made.wkb([flat_wkb(geometry) for geometry, _ in self.rows.values()], crs)}
        for role, column in (("unit", "unit_id"), ("unit_name", "unit_name"), ("name", "name"), ("person", "person"), ("parent", "parent_id")):
            if self.values[role]:
                out[column] = made.texts(self.values[role])
        if self.values["priority"]:
            out["priority"] = made.numbers([as_number(text) for text in self.values["priority"]])
        return made.Columns(out)


def as_number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def columns_of(engine):
    """The engine's makers of columns, wherever the engine was found."""
    return importlib.import_module(engine.__name__ + ".columns")


class City:
    """All levels and the engine's zones made of them."""

    def __init__(self, engine, levels, crs, zones):
        self.engine, self.levels, self.crs, self.zones, self.columns = engine, levels, crs, zones, columns_of(engine)
        self.unit_names = {}
        for level in levels:
            for unit, name in zip(level.values["unit"], level.values["unit_name"]):
                if unit and name:
                    self.unit_names.setdefault(unit, name)

    @property
    def metric_crs(self):
        return planes.metric_crs(self.zones, self.crs)


def _names(text):
    return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]


def _relate(levels, nest, across):
    """Parents as given, else by the ids that a parent field names; never by the order of the layers."""
    by_name = {level.name: level for level in levels}

    def known(name, parameter):
        if name not in by_name:
            raise QgsProcessingException(word("refused.no_level").format(parameter=parameter, name=name, levels=", ".join(by_name)))
        return by_name[name]

    for name in _names(across):
        known(name, "ACROSS").across = True
    for chain in _names(nest):
        chained = [known(name.strip(), "NEST") for name in chain.split("/")]
        for above, below in zip(chained, chained[1:]):
            below.parent = above.name
    for level in levels:
        wanted = {text for text in level.values["parent"] if text}
        if level.parent is None and wanted:
            held = {other.name: len(wanted & other.rows.keys()) for other in levels if other is not level}
            best = max(held.values(), default=0)
            holders = [name for name, n in held.items() if n == best]
            if best * 2 >= len(wanted) and len(holders) == 1:  # a few wrong ids are findings, not another parent
                level.parent = holders[0]


def read(algorithm, engine, parameters, context, feedback, progress):
    """The City of the parameters; None where the run was cancelled."""
    levels = []
    for slot in range(1, SLOTS + 1):
        source = algorithm.parameterAsSource(parameters, suffixed("ZONES", slot), context)
        if source is None:
            if slot == 1:
                raise QgsProcessingException(algorithm.invalidSourceError(parameters, "ZONES"))
            continue
        name = algorithm.parameterAsString(parameters, suffixed("LEVEL", slot), context).strip() or source.sourceName() or f"level_{slot}"
        if any(level.name.lower() == name.lower() for level in levels):
            raise QgsProcessingException(word("refused.same_level").format(name=name, parameter=suffixed("LEVEL", slot)))
        level = Level(slot, name, source)
        level.choose_fields(algorithm, parameters, context)
        levels.append(level)
    crs = planes.location_crs(levels[0].source, context, feedback)
    nest, across = (algorithm.parameterAsString(parameters, name, context) for name in ("NEST", "ACROSS"))
    zones = _made(engine, levels, crs, nest, across, context, feedback, progress)
    if zones is not None and not zones.metric_crs:  # degrees on an ellipsoid that the engine does not know
        crs = planes.QgsCoordinateReferenceSystem("EPSG:4326")
        for level in levels:
            level.rows.clear()
        zones = _made(engine, levels, crs, nest, across, context, feedback, progress)
    return None if zones is None else City(engine, levels, crs, zones)


def _made(engine, levels, crs, nest, across, context, feedback, progress):
    for level in levels:
        level.read(crs, context, feedback)
        if feedback.isCanceled():
            return None
    _relate(levels, nest, across)
    for level in levels:
        feedback.pushInfo(word("info.across" if level.across else "info.partition").format(level=level.name, parent=level.parent or "-"))
    name = crs.authid() or "plane"
    made = columns_of(engine)
    return engine.zones({level.name: level.columns(made, name) for level in levels}, parents={level.name: level.parent for level in levels if level.parent},
                        across=[level.name for level in levels if level.across], crs=name, metres_per_unit=0 if crs.isGeographic() else planes.metres_per_unit(crs),
                        progress=progress)
