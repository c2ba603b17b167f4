# SPDX-License-Identifier: GPL-2.0-or-later
"""What all algorithms share: names, help, the engine, refusals in one sentence, progress and cancel."""
import pathlib

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingOutputNumber, QgsProcessingParameterEnum, QgsProcessingParameterNumber
from qgis.PyQt.QtGui import QIcon

from .. import grounds, platform, report_layers, styles, zone_layers
from ..platform import versions
from ..texts import HERE, word

ICON = str(HERE / "icon.svg")


class Algorithm(QgsProcessingAlgorithm):
    NAME = ""

    def shown(self, what):
        """Where a result of this kind stands in the layer tree: on its own, but for the report."""
        return styles.Shown()

    def name(self):
        return self.NAME

    def displayName(self):  # noqa: N802
        return word(f"{self.NAME}.title")

    def shortDescription(self):  # noqa: N802
        return word(f"{self.NAME}.short")

    def shortHelpString(self):  # noqa: N802
        picture = HERE / "help" / f"{self.NAME}.png"
        shown = f'<p><img src="{pathlib.Path(picture).as_uri()}" width="230"></p>' if picture.is_file() else ""
        missing = platform.missing()
        return (f"<p><b>{missing}</b></p>" if missing else "") + shown + word(f"{self.NAME}.help")

    def tags(self):
        return word(f"{self.NAME}.tags").split(",")

    def icon(self):
        return QIcon(ICON)

    def svgIconPath(self):  # noqa: N802
        return ICON

    def createInstance(self):  # noqa: N802
        return type(self)()

    def canExecute(self):  # noqa: N802
        missing = platform.missing()
        return (missing is None, missing or "")

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        try:
            engine = platform.load()
        except platform.EngineMissing as missing:
            raise QgsProcessingException(str(missing)) from None
        try:
            return self.work(engine, parameters, context, feedback)
        except engine.Cancelled:
            return {}
        except engine.BailiwickError as refusal:
            raise QgsProcessingException(str(refusal)) from None

    def work(self, engine, parameters, context, feedback):
        """The work; refusals of the engine may pass through."""
        raise NotImplementedError

    def city(self, engine, parameters, context, feedback, begin=0, end=20):
        return zone_layers.read(self, engine, parameters, context, feedback, progress(feedback, begin, end))

    def add_metres(self, *names):
        """Lengths of which 0 is chosen by a rule."""
        for name in names:
            self.addParameter(QgsProcessingParameterNumber(name, word(f"parameter.{name.lower()}"), versions.REAL, 0, minValue=0))

    @staticmethod
    def choice(name, keys):
        return QgsProcessingParameterEnum(name, word(f"parameter.{name.lower()}"), [word(f"choice.{key}") for key in keys], defaultValue=0)

    def add_advanced(self, parameters):
        for parameter in parameters:
            parameter.setFlags(parameter.flags() | versions.ADVANCED)
            self.addParameter(parameter)


class Measured(Algorithm):
    """Zones, a study area and reports, read; what is measured of them is the algorithm's own."""

    ROLES = []  # of fields of the reports
    USED = []  # sizes that the result tells

    def initAlgorithm(self, configuration=None):  # noqa: N802
        report_layers.add_parameters(self, roles=self.ROLES)
        zone_layers.add_parameters(self)
        grounds.add_parameter(self, "AREA")
        self.add_own()
        for name in self.USED:
            self.addOutput(QgsProcessingOutputNumber(name, word(f"parameter.{name.lower()}")))

    def work(self, engine, parameters, context, feedback):
        city = self.city(engine, parameters, context, feedback)
        if city is None:
            return {}
        ground = grounds.read(self, "AREA", city, parameters, context, feedback)
        positions = report_layers.Reports(self, parameters, context, feedback, city).all()
        if positions is None:
            return {}
        return self.measure(city, ground, positions, parameters, context, feedback, progress(feedback, 30, 95))

    def add_own(self):
        """Parameters and results beyond those that all have."""
        raise NotImplementedError

    def measure(self, city, ground, positions, parameters, context, feedback, told):
        """What processAlgorithm returns."""
        raise NotImplementedError


def progress(feedback, begin=0, end=100):
    """The engine's progress as that of QGIS; False stops the engine. How many stages follow is not known: each takes half of what is left, so it never goes back."""
    stage, share, left = None, 0.0, 1.0

    def told(now, done):
        nonlocal stage, share, left
        if stage is not None and (now != stage or done < share):
            left /= 2
        stage, share = now, done
        feedback.setProgress(begin + (end - begin) * (1 - left * (1 - share / 2)))
        return not feedback.isCanceled()

    return told
