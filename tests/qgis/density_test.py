"""The map of density as a planner opens it: what each surface is of, limits that read, ground without an answer left clear, colours that the colour-blind tell apart.

usage: density_test.py BAILIWICK PROJECT_FOLDER PICTURES
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import qgis_session as session
from qgis.core import QgsLayerTreeModel
from qgis.PyQt.QtGui import QColor

BAILIWICK, SOURCE, PICTURES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1))
PICTURES.mkdir(parents=True, exist_ok=True)
GROUND = "#ff00ff"  # no colour of ours
# Machado, Oliveira and Fernandes 2009, table 1, severity 1.0, on linear RGB.
SIGHT = {"all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
         "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
         "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))  # sRGB, IEC 61966-2-1


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector)) for row in matrix]


def lab(colour, opacity, sight):
    """CIE L*a*b* of a colour over white paper, as these eyes see it."""
    shares = [opacity * int(colour[at:at + 2], 16) / 255 + 1 - opacity for at in (1, 3, 5)]
    linear = times(sight, [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares])
    x, y, z = (value / white for value, white in zip(times(XYZ, [min(1, max(0, share)) for share in linear]), (0.9505, 1, 1.089)))
    f = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(one, other):
    """CIE76; below some 10 is hard to tell."""
    return sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5


class Density(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))
        for name, options in (("quarters", ["--period", "quarter", "--risk", "period", "--lang", "zh"]), ("kinds", ["--by", "category", "--risk", "小类=暴露垃圾", "--lang", "en"])):
            subprocess.run([BAILIWICK, "density", str(SOURCE / "data/sample/city.toml"), *options, "--output", str(cls.home / name), "--quiet"], check=True, stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        session.close()
        shutil.rmtree(cls.home)

    def opened(self, name):
        """Layers of the project from the front, and which of them are drawn at first."""
        root = session.open_project(self.home / name / "city.gpkg").layerTreeRoot()
        nodes = root.findLayers()
        self.assertTrue(all(node.layer().isValid() for node in nodes))
        self.legend = QgsLayerTreeModel(root)
        return nodes, [node.name() for node in nodes if node.isVisible()]

    def labels(self, node):
        return [item.data(0) for item in self.legend.layerLegendNodes(node)]

    def test_periods_have_the_newest_in_front_and_say_what_they_are(self):
        nodes, drawn = self.opened("quarters")
        self.assertEqual([node.name() for node in nodes], ["问题密度分级（件/平方千米）", "2025-Q4 / 2025-Q3：相对风险（1：与全市持平）",
                                                           *(f"2025-Q{quarter}：件/平方千米" for quarter in (4, 3, 2, 1))])
        self.assertEqual(drawn, ["2025-Q4：件/平方千米"])
        self.assertEqual(len({tuple(self.labels(node)[1:]) for node in nodes[2:]}), 1)  # all share the class limits

    def test_categories_have_the_first_in_front(self):
        nodes, drawn = self.opened("kinds")
        names = [node.name() for node in nodes]
        self.assertEqual(names[:2], ["Bands of density (reports per km²)", "小类=暴露垃圾: relative risk (1: as in the city)"])
        self.assertEqual(names[2:], sorted(names[2:]))
        self.assertTrue(all(re.fullmatch(r"(事件|部件) / .+ / .+: reports per km²", name) for name in names[2:]), names)
        self.assertEqual(drawn, names[2:3])

    def test_limits_are_round_numbers_in_rising_order(self):
        nodes, _ = self.opened("kinds")
        for node in (nodes[0], nodes[2]):
            labels = [label for label in self.labels(node) if " – " in label]
            self.assertEqual(len(labels), 5)
            for label in labels:
                self.assertRegex(label, r"^[\d,.]{1,8} – [\d,.]{1,8}$")
            limits = [[float(part.replace(",", "")) for part in label.split(" – ")] for label in labels]
            self.assertEqual([low for low, _ in limits[1:]], [high for _, high in limits[:-1]])
            self.assertEqual(limits, sorted(limits))

    def test_ground_without_an_answer_stays_clear(self):
        nodes, _ = self.opened("quarters")
        for node, picture in ((nodes[2], "density_quarter.png"), (nodes[1], "density_risk.png")):
            settings = session.map_of_layers([node.layer()], size=(800, 600))
            settings.setBackgroundColor(QColor(GROUND))
            image = session.draw(settings, PICTURES / picture)
            for x, y in ((1, 1), (798, 1), (1, 598), (798, 598)):
                self.assertEqual(image.pixelColor(x, y).name(), GROUND)
            seen = session.colours(image)
            self.assertGreater(len(seen), 5)
            self.assertGreater(sum(seen.values()) - seen[GROUND], 20000)

    def test_neighbouring_classes_and_paper_are_told_apart_by_the_colour_blind(self):
        for style in ("density", "relative_risk"):
            text = (self.home / f"quarters/layers/{style}.qml").read_text(encoding="utf-8")
            colours, opacity = re.findall(r'<item [^>]*color="(#\w{6})" alpha="255"', text), float(re.search(r'opacity="([\d.]+)"', text)[1])
            self.assertEqual(len(colours), {"density": 5, "relative_risk": 7}[style])
            for name, sight in SIGHT.items():
                seen, paper = [lab(colour, opacity, sight) for colour in colours], lab("#ffffff", 1, SIGHT["all"])
                for one, other in [*zip(seen, seen[1:]), *((paper, one) for one in seen)]:
                    self.assertGreater(difference(one, other), 10, (style, name))


if __name__ == "__main__":
    session.run_tests()
