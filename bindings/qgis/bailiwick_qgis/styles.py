# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles of the results: the templates of data/styles, which all doors share, filled with classes and words, put on layers and beside files."""
import math
import pathlib
import re
import tempfile
from xml.sax.saxutils import escape

from qgis.core import QgsProcessingLayerPostProcessorInterface, QgsProcessingUtils, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from .texts import SHARED, shared_word

MARK = "<!-- Written by Bailiwick, which replaces it with its layer; save another style over it to keep that. -->"
# ColorBrewer's YlOrRd by number of classes, as layers/src/write/style.cpp has it.
YL_OR_RD = ([], [(254, 178, 76)], [(255, 237, 160), (240, 59, 32)], [(255, 237, 160), (254, 178, 76), (240, 59, 32)],
            [(255, 255, 178), (254, 204, 92), (253, 141, 60), (227, 26, 28)], [(255, 255, 178), (254, 204, 92), (253, 141, 60), (240, 59, 32), (189, 0, 38)])
# The more zones, the finer: color, width, size, scale from which names appear, seam, edge, and the most zones it is for.
OUTLINES = (("45,45,55", "0.8", "11", "100000000", "0.6", "0.2", 15), ("95,95,105", "0.4", "8.5", "200000", "0.4", "0.18", 60),
            ("140,140,150", "0.22", "7.5", "20000", "0.2", "0.12", 400), ("165,165,175", "0.12", "7", "8000", "0.08", "0.05", math.inf))


def class_limits(values, classes=5):
    """Quantiles of the values above 0, rounded up to two digits; the last is the maximum."""
    values = sorted(value for value in values if 0 < value < math.inf)
    if not values:
        return []
    limits, top = [], values[-1]
    for number in range(1, classes):
        value = values[(len(values) - 1) * number // classes]
        unit = 10.0 ** (math.floor(math.log10(value)) - 1)
        limit = math.ceil(value / unit - 1e-9) * unit
        if limit < top and (not limits or limit > limits[-1]):
            limits.append(limit)
    return limits + [top]


def _rounded_down(value):
    """1, 2 or 5 times a power of ten."""
    exponent = math.floor(math.log10(value)) + 1
    while True:
        for mantissa in (5, 2, 1):
            rounded = float(f"{mantissa}e{exponent}")
            if rounded <= value:
                return rounded
        exponent -= 1


def density_limits(top, classes=5):
    """Limits that shrink by a third or more from the maximum, rounded down: densities are skewed, and slopes should show as well as the peak."""
    if not top > 0:
        return []
    limits = [top]
    while len(limits) < classes:
        limits.append(_rounded_down(limits[-1] / 1.5))
    return limits[::-1]


def _compact(value):
    """Three significant digits, thousands separated, as layers/src/layer/text.cpp has it."""
    if value == 0:
        return "0"
    magnitude = math.floor(math.log10(abs(value)))
    if magnitude < -7:
        return f"{value:.2e}"
    text = f"{value:,.{0 if magnitude >= 2 else 2 - magnitude}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shortest(value):
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def _classes(limits, open_end=False):
    limits = [limit for limit in limits if limit > 0]
    colours, lower, out = YL_OR_RD[min(len(limits), 5)], 0.0, []
    for i, limit in enumerate(limits):
        last = i + 1 == len(limits)
        red, green, blue = colours[i * len(colours) // len(limits)]
        upper = "inf" if last and open_end else _shortest(limit * (1 + 1e-6) if last else limit)  # what is printed and read back must still lie in the class
        out.append({"index": str(i), "lower": _shortest(lower), "upper": upper, "label": f"{_compact(lower)} – {_compact(limit)}", "color": f"{red},{green},{blue}",
                    "hex": f"#{red:02x}{green:02x}{blue:02x}"})
        lower = limit
    return out


def _aliases(names):
    lines = ["  <aliases>"]
    for index, name in enumerate(names):
        title = shared_word(f"column.{name}")
        if title != f"column.{name}":
            lines.append(f'    <alias index="{index}" field="{escape(name)}" name="{escape(title, {chr(34): "&quot;"})}"/>')
    return "\n".join([*lines, "  </aliases>"]) + "\n"


def _fill(text, values, lists):
    def listed(match):
        return "".join(_fill(match[2], {**values, **item}, {}) for item in lists[match[1]])

    def put(match):
        key = match[1]
        if key.startswith("xml:"):
            return values[key[4:]]
        return escape(shared_word(key[5:]) if key.startswith("word:") else values[key], {'"': "&quot;"})

    return re.sub(r"\{\{([^}]+)\}\}", put, re.sub(r"\{\{#(\w+)\}\}(.*?)\{\{/\1\}\}", listed, text, flags=re.S))


def qml(style, names=(), limits=(), features=0, rank=0):
    """The style of a layer with these fields; `limits` are the classes of zones and of density; `rank` 0 is the top level, drawn strongest."""
    rank = min(rank, len(OUTLINES) - 1)
    while features > OUTLINES[rank][6]:
        rank += 1
    if style == "zones" and not limits:
        style = "zones_outline"
    values = dict(zip(("color", "width", "size", "scale", "seam", "edge"), OUTLINES[rank]))
    values["maximum"] = _shortest(limits[-1]) if limits else "0"
    values["band"] = "1"
    values["aliases"] = _aliases(names)
    text = _fill((SHARED / "styles" / f"{style}.qml").read_text(encoding="utf-8"), values, {"classes": _classes(limits, style == "density")})
    return text.replace("\n", f"\n{MARK}\n", 1)


def apply(layer, text):
    """The style on a layer."""
    if isinstance(layer, QgsVectorLayer):
        document = QDomDocument()
        document.setContent(text)
        layer.importNamedStyle(document)
    else:  # classes of rasters are read from files only
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "style.qml"
            file.write_text(text, encoding="utf-8")
            layer.loadNamedStyle(str(file))
    layer.triggerRepaint()


def beside(path, text):
    """The style of a file that a run was asked to write: in a GeoPackage, else beside it, so that it opens styled anywhere. One saved by hand stays."""
    file, _, table = path.partition("|layername=")
    if file.startswith(QgsProcessingUtils.tempFolder()) or not pathlib.Path(file).is_file():
        return
    if file.lower().endswith(".gpkg"):
        layer = QgsVectorLayer(path, table or pathlib.Path(file).stem, "ogr")
        if layer.isValid():
            apply(layer, text)
            layer.saveStyleToDatabase("bailiwick", "", True, "")
        return
    style = pathlib.Path(file).with_suffix(".qml")
    if not style.exists() or MARK in style.read_text(encoding="utf-8", errors="replace"):
        style.write_text(text, encoding="utf-8")


class Shown:
    """Where a result stands in the layer tree: its group, its place in it from the top, and whether it is drawn at first."""

    def __init__(self, group="", order=0, visible=True, title=""):
        self.group, self.order, self.visible, self.title = group, order, visible, title


class Styler(QgsProcessingLayerPostProcessorInterface):
    """Puts the style on a result when it is loaded, and the result into its group."""

    kept = []  # QGIS keeps no hold of the Python side

    def __init__(self, text, shown):
        super().__init__()
        self.text, self.shown = text, shown
        del Styler.kept[:-200]
        Styler.kept.append(self)

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        apply(layer, self.text)
        project = context.project()
        root = project.layerTreeRoot() if project is not None else None
        node = root.findLayer(layer.id()) if root is not None and self.shown.group else None
        if node is None:
            return
        layer.setCustomProperty("bailiwick/order", self.shown.order)
        group = root.findGroup(self.shown.group) or root.insertGroup(0, self.shown.group)
        orders = [int(child.layer().customProperty("bailiwick/order", 0)) for child in group.findLayers() if child.layer() is not None]
        moved = node.clone()
        moved.setItemVisibilityChecked(self.shown.visible)
        group.insertChildNode(sum(order <= self.shown.order for order in orders), moved)
        node.parent().removeChildNode(node)


def style_result(context, destination, text, shown):
    """Called in processAlgorithm, once the result is whole."""
    beside(destination, text)
    if context.willLoadLayerOnCompletion(destination):
        details = context.layerToLoadOnCompletionDetails(destination)
        if shown.title:
            details.name = shown.title
        details.setPostProcessor(Styler(text, shown))
