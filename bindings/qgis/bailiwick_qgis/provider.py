# SPDX-License-Identifier: GPL-2.0-or-later
"""The provider: its name, its picture, its algorithms."""
import pathlib

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import platform
from .algorithms import ALGORITHMS
from .texts import word

ICON = str(pathlib.Path(__file__).parent / "icon.svg")


class Provider(QgsProcessingProvider):
    def id(self):
        return "bailiwick"

    def name(self):
        return "Bailiwick"

    def longName(self):  # noqa: N802
        return word("provider.long_name")

    def icon(self):
        return QIcon(ICON)

    def svgIconPath(self):  # noqa: N802
        return ICON

    def warningMessage(self):  # noqa: N802
        """Shown above the algorithms where no engine can be loaded."""
        return platform.missing() or ""

    def loadAlgorithms(self):  # noqa: N802
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
