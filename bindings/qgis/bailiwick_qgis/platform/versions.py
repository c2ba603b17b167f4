# SPDX-License-Identifier: GPL-2.0-or-later
"""What is called otherwise in QGIS 3.22 (Qt 5) and QGIS 4 (Qt 6). Enums are written out in full everywhere, which both understand."""
from qgis.core import QgsApplication, QgsField
from qgis.PyQt.QtCore import QVariant

try:  # QGIS 3.38 and later take these, Qt 6 knows only these
    from qgis.PyQt.QtCore import QMetaType

    _KINDS = {"text": QMetaType.Type.QString, "real": QMetaType.Type.Double, "integer": QMetaType.Type.LongLong, "flag": QMetaType.Type.Bool}
    QgsField("", _KINDS["text"])
except (ImportError, AttributeError, TypeError):
    _KINDS = {"text": QVariant.String, "real": QVariant.Double, "integer": QVariant.LongLong, "flag": QVariant.Bool}


def field(name, kind):
    """A field for text, real, integer or flag."""
    return QgsField(name, _KINDS[kind])


def is_null(value):
    """Qt 5 has a null of its own beside None."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def language():
    """zh or en, as QGIS speaks."""
    return "zh" if QgsApplication.locale().lower().startswith("zh") else "en"
