"""The plug-in inside QGIS, as the toolbox runs it: the group of styled layers, drawn and looked at; cancel; a model; both tables of words.

usage: toolbox_test.py BAILIWICK LIBBAILIWICK PROJECT_FOLDER PICTURES
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import unittest

BAILIWICK, LIBRARY, SOURCE, PICTURES = sys.argv.pop(1), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1))
os.environ["BAILIWICK_LIBRARY"] = LIBRARY
sys.path[:0] = [str(SOURCE / "bindings/qgis"), str(SOURCE / "bindings/python"), "/usr/share/qgis/python/plugins"]

import qgis_session as session  # noqa: E402
from processing_session import LEVELS, Session, rows, write_points, zone_parameters  # noqa: E402
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingModelAlgorithm,  # noqa: E402
                       QgsProcessingModelChildAlgorithm, QgsProcessingModelChildParameterSource, QgsProcessingModelOutput, QgsProcessingModelParameter,
                       QgsProcessingParameterFeatureSource, QgsProject, QgsRectangle)

import bailiwick_qgis  # noqa: E402
import processing  # noqa: E402
from bailiwick_qgis import styles, texts, zone_layers  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402

SAMPLE = SOURCE / "data/sample"
HOT = ("#d62f27", "#ed7551")


def flat(words, before=""):
    for key, value in words.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key, value


class Feedback(QgsProcessingFeedback):
    """Remembers what was said, and cancels at a share of the work."""

    def __init__(self, cancel_at=1000):
        super().__init__(False)
        self.cancel_at, self.shares, self.said = cancel_at, [], []
        self.progressChanged.connect(self._moved)

    def _moved(self, share):
        self.shares.append(share)
        if share >= self.cancel_at:
            self.cancel()

    def pushInfo(self, text):  # noqa: N802
        self.said.append(text)

    def reportError(self, text, fatal=False):  # noqa: N802
        self.said.append(text)


class Toolbox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        Processing.initialize()
        cls.plugin = bailiwick_qgis.classFactory(None)
        cls.plugin.initProcessing()
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))
        subprocess.run([BAILIWICK, "report", str(SAMPLE / "city.toml"), "--lang", "en", "--output", str(cls.home / "cli"), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        write_points(cls.home / "reports.gpkg", rows(cls.home / "cli/assignments.csv"))
        cls.inputs = {**{name: str(value) for name, value in zone_parameters(SAMPLE).items()}, "AREA": str(SAMPLE / "city.geojson"), "LAWFUL": str(SAMPLE / "lawful.csv"),
                      "REPORTS": str(cls.home / "reports.gpkg"), "CELL": 100}
        cls.zone_inputs = {name: value for name, value in cls.inputs.items() if re.match("ZONES|LEVEL|NEST|ACROSS|REPORTS", name)}

    @classmethod
    def tearDownClass(cls):
        session.close()

    def algorithm(self, name):
        found = QgsApplication.processingRegistry().createAlgorithmById(f"bailiwick:{name}")
        self.assertIsNotNone(found)
        return found

    def outputs(self, name):
        algorithm = self.algorithm(name)  # holds the definitions
        return {definition.name(): "TEMPORARY_OUTPUT" for definition in algorithm.destinationParameterDefinitions()}

    def draw(self, layers, picture, size=(1600, 1200), around=None, smooth=True):
        crs = QgsCoordinateReferenceSystem("EPSG:32649")
        extent = QgsRectangle(*around) if around else None
        settings = session.map_of_layers(layers, crs, extent, size, exact=not smooth)
        settings.setOutputDpi(110)
        return session.draw(settings, PICTURES / picture)

    def test_the_report_is_one_group_of_styled_layers(self):
        project, context, feedback = QgsProject.instance(), QgsProcessingContext(), Feedback()
        project.clear()
        context.setProject(project)
        processing.runAndLoadResults("bailiwick:report", {**self.inputs, **self.outputs("report")}, feedback, context)
        root = project.layerTreeRoot()
        self.assertEqual([child.name() for child in root.children()], ["Bailiwick: report"])
        nodes = root.children()[0].children()
        self.assertEqual([node.name() for node in nodes],
                         ["Reports outside zones", "Gaps nobody answers for", "Overlaps", "Children against parents", "Hotspot areas and who acts", "Zones: district", "Zones: subdistrict",
                          "Zones: community", "Zones: road", "Zones: site", "Hotspots (cells, Gi*)", "Zones: block", "Density of reports (per km²)", "Reports"])
        kinds = {node.name(): node.layer().renderer().type() for node in nodes}
        self.assertEqual(set(kinds.values()), {"singleSymbol", "RuleRenderer", "categorizedSymbol", "graduatedSymbol", "singlebandpseudocolor"})
        self.assertEqual((kinds["Zones: block"], kinds["Overlaps"], kinds["Hotspots (cells, Gi*)"], kinds["Density of reports (per km²)"]),
                         ("graduatedSymbol", "RuleRenderer", "categorizedSymbol", "singlebandpseudocolor"))
        block = next(node.layer() for node in nodes if node.name() == "Zones: block")
        self.assertEqual(block.attributeDisplayName(block.fields().indexOf("density_per_km2")), "Reports per km²")
        shown = [node.layer() for node in nodes if node.isVisible()]
        seen = session.colours(self.draw(shown, "qgis_report_exact.png", smooth=False), 2)
        for colour in (*HOT, "#c2188f", "#f7f7f2", "#762a83", "#2d2d37"):  # hot 99 and 95 %, gaps, paper, overlaps, borders
            self.assertGreater(seen[colour], 20, colour)
        self.draw(shown, "qgis_report.png")
        borders = [node.layer() for node in nodes if node.name() in ("Zones: district", "Zones: subdistrict")]
        for title, picture in (("Zones: block", "qgis_zones.png"), ("Density of reports (per km²)", "qgis_density.png"), ("Reports", "qgis_reports.png")):
            image = self.draw(borders + [node.layer() for node in nodes if node.name() == title], picture, (1000, 800))
            self.assertGreater(len(session.colours(image, 4)), 8, title)
        project.clear()

    def test_a_density_of_weights_says_so(self):
        project = QgsProject.instance()
        write_points(self.home / "heavy.gpkg", [{**row, "weight": "2.5"} for row in rows(self.home / "cli/assignments.csv")])
        inputs = {"ZONES": self.inputs["ZONES"], "AREA": self.inputs["AREA"], "REPORTS": str(self.home / "heavy.gpkg"), "BANDWIDTH": 300, "OUTPUT": "TEMPORARY_OUTPUT"}
        tops = []
        for field in (None, "weight"):
            project.clear()
            context = QgsProcessingContext()
            context.setProject(project)
            processing.runAndLoadResults("bailiwick:density", {**inputs, "WEIGHT_FIELD": field}, Feedback(), context)
            layer, = project.mapLayers().values()
            self.assertEqual(layer.name(), "Density of weight (per km²)" if field else "Density of reports (per km²)")
            tops.append(layer.dataProvider().bandStatistics(1).maximumValue)
        project.clear()
        self.assertAlmostEqual(tops[1] / tops[0], 2.5, delta=1e-6)

    def test_styles_are_those_of_the_command_line(self):
        names = {"hotspots": "hotspots", "gaps_block": "gaps", "overlaps_block": "overlaps", "children_block": "children", "hotspot_areas": "hotspot_areas", "reports": "reports", "outside": "outside"}
        for level in LEVELS:
            names[f"zones_{level}"] = "zones"
        plain = lambda text: re.sub(r"  <aliases>.*?</aliases>\n", "", text.replace(styles.MARK + "\n", ""), flags=re.S)  # noqa: E731  our columns stand in another order
        for file, style in names.items():
            with self.subTest(file):
                features = json.loads((self.home / "cli/layers" / f"{file}.geojson").read_text(encoding="utf-8"))["features"]
                limits = styles.class_limits([feature["properties"]["density_per_km2"] for feature in features]) if style == "zones" else ()
                theirs = (self.home / "cli/layers" / f"{file}.qml").read_text(encoding="utf-8")
                self.assertEqual(plain(styles.qml(style, (), limits, len(features))), plain(theirs))
        breaks = json.loads((self.home / "cli/summary.json").read_text(encoding="utf-8"))["density"]["breaks_per_km2"]
        self.assertEqual(styles.density_limits(breaks[-1]), breaks)
        theirs = (self.home / "cli/layers/density.qml").read_text(encoding="utf-8")
        self.assertIn(plain(styles.qml("density", limits=breaks)).split("<rasterrenderer")[1].split("</rasterrenderer>")[0], theirs)

    def test_a_run_that_is_cancelled_ends_soon_and_leaves_nothing_loaded(self):
        for name, at in (("assign", 1), ("audit", 30), ("hotspots", 35), ("density", 35), ("clusters", 35), ("report", 45), ("report", 70)):
            with self.subTest(name):
                context, feedback = QgsProcessingContext(), Feedback(at)
                context.setProject(QgsProject.instance())
                results, fine = self.algorithm(name).run({**self.inputs, **self.outputs(name)}, context, feedback)
                self.assertTrue(feedback.isCanceled())
                self.assertEqual((results, fine), ({}, True))
                self.assertFalse(any("Traceback" in text for text in feedback.said))

    def test_progress_never_goes_back(self):
        context, feedback = QgsProcessingContext(), Feedback()
        _, fine = self.algorithm("report").run({**self.inputs, **self.outputs("report")}, context, feedback)
        self.assertTrue(fine)
        self.assertEqual(sorted(feedback.shares), feedback.shares)
        self.assertGreater(len(feedback.shares), 8)
        self.assertLessEqual(feedback.shares[-1], 100)

    def test_only_selected_zones_and_reports_count_where_asked(self):
        zones, reports = session.open_vector(str(SAMPLE / "districts.geojson"), "districts"), session.open_vector(str(self.home / "reports.gpkg"), "reports")
        QgsProject.instance().addMapLayers([zones, reports], False)
        zones.selectByExpression("\"zone_id\" = '411902'")
        reports.selectByIds([1, 2, 3, 4, 5, 6])
        from qgis.core import QgsProcessingFeatureSourceDefinition

        chosen = {"ZONES": QgsProcessingFeatureSourceDefinition(zones.id(), True), "REPORTS": QgsProcessingFeatureSourceDefinition(reports.id(), True)}
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        results, fine = self.algorithm("assign").run({**chosen, "OUTPUT": "memory:"}, context, Feedback())
        self.assertTrue(fine)
        got = [feature["districts_zone"] for feature in context.takeResultLayer(results["OUTPUT"]).getFeatures()]
        expected = [row["district_zone"] for row in rows(self.home / "cli/assignments.csv")[:6]]
        self.assertIn("411902", expected)
        self.assertEqual([zone or None for zone in got], [zone if zone == "411902" else None for zone in expected])

    def test_a_model_of_two_of_them_runs(self):
        model = QgsProcessingModelAlgorithm("Placed and tested", "")
        for name, title in (("zones", "Zones"), ("reports", "Reports")):
            model.addModelParameter(QgsProcessingParameterFeatureSource(name, title), QgsProcessingModelParameter(name))
        place, test = QgsProcessingModelChildAlgorithm("bailiwick:assign"), QgsProcessingModelChildAlgorithm("bailiwick:hotspots")
        place.setChildId("place")
        test.setChildId("test")
        source = QgsProcessingModelChildParameterSource
        for child, reports in ((place, source.fromModelParameter("reports")), (test, source.fromChildOutput("place", "OUTPUT"))):
            child.addParameterSources("ZONES", [source.fromModelParameter("zones")])
            child.addParameterSources("REPORTS", [reports])
        test.addParameterSources("CELL", [source.fromStaticValue(100)])
        made = QgsProcessingModelOutput("hotspots", "hotspots")
        made.setChildId("test")
        made.setChildOutputName("OUTPUT")
        test.setModelOutputs({"hotspots": made})
        for child in (place, test):
            model.addChildAlgorithm(child)
        model.updateDestinationParameters()
        file = self.home / "two.model3"
        self.assertTrue(model.toFile(str(file)))
        outside = Session(SOURCE / "bindings/qgis", SOURCE / "bindings/python", LIBRARY)
        said = outside.run(str(file), zones=SAMPLE / "districts.geojson", reports=self.home / "reports.gpkg", **{"test:hotspots": self.home / "model.gpkg"})
        cells = session.open_vector(str(self.home / "model.gpkg"))
        self.assertTrue(cells.isValid(), said)
        self.assertEqual(cells.renderer().type(), "categorizedSymbol")  # styled where it lies
        self.assertEqual(sum(feature["count"] for feature in cells.getFeatures()) > 4000, True)
        outside.close()

    def test_fields_are_recognised_by_the_names_that_the_command_line_knows(self):
        source = (SOURCE / "layers/src/read/field_guess.cpp").read_text(encoding="utf-8")
        for role, names in zone_layers.GUESSES.items():
            known = re.search(rf"static const Names {role}\{{(.*?)\}};", source, re.S)[1]
            self.assertEqual(list(names), re.findall(r'"([^"]+)"', known), role)
        self.assertEqual(zone_layers.folded("Boro_CD "), "borocd")

    def test_a_style_saved_by_hand_stays(self):
        out, context = self.home / "hand.geojson", QgsProcessingContext()
        for hand in (False, True):
            if hand:
                out.with_suffix(".qml").write_text("<qgis/>", encoding="utf-8")
            _, fine = self.algorithm("assign").run({"ZONES": str(SAMPLE / "districts.geojson"), "REPORTS": self.inputs["REPORTS"], "OUTPUT": str(out)}, context, Feedback())
            self.assertTrue(fine)
            self.assertEqual(out.with_suffix(".qml").read_text(encoding="utf-8") == "<qgis/>", hand)

    def test_both_languages_say_everything(self):
        for folder in (SOURCE / "data/words", SOURCE / "bindings/qgis/bailiwick_qgis/words"):
            for language in ("en", "zh"):
                self.assertEqual(texts.table(folder / f"{language}.toml"), dict(flat(tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))))
        english, chinese = (texts.table(SOURCE / f"bindings/qgis/bailiwick_qgis/words/{language}.toml") for language in ("en", "zh"))
        self.assertEqual(english.keys(), chinese.keys())
        holes = lambda text: sorted(re.findall(r"\{\w+\}", text))  # noqa: E731
        self.assertEqual([key for key in english if holes(english[key]) != holes(chinese[key])], [])
        for name in ("assign", "audit", "density", "hotspots", "clusters", "report"):
            algorithm = self.algorithm(name)
            said = [algorithm.displayName(), algorithm.shortDescription(), algorithm.shortHelpString(), *(one.description() for one in algorithm.parameterDefinitions()),
                    *(one.description() for one in algorithm.outputDefinitions())]
            self.assertEqual([text for text in said if not text or re.fullmatch(r"[a-z_]+\.[a-z_]+", text) or "{" in text], [])
            self.assertTrue(algorithm.icon().availableSizes() or not algorithm.icon().isNull())
            self.assertEqual([one.name() for one in algorithm.parameterDefinitions() if not re.fullmatch(r"[A-Z][A-Z0-9_]*", one.name())], [])


if __name__ == "__main__":
    session.run_tests()
