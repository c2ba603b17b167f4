"""The ZIP as a planner on a closed network installs it: a clean profile, nothing of the tree on any path; and the plug-in where there is no engine.

usage: zip_test.py LIBBAILIWICK PROJECT_FOLDER
"""
import configparser
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

from processing_session import Session, features

LIBRARY, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
SAMPLE = SOURCE / "data/sample"
ALGORITHMS = ("assign", "audit", "density", "hotspots", "clusters", "report")
MISSING = "Bailiwick's engine could not be loaded"
WHAT_TO_DO = "install the plug-in from the ZIP made for this system (Plugins > Install from ZIP)"


def installed(archive, session):
    """What *Install from ZIP* does: unpack into the profile, enable."""
    plugins = session.home / ".local/share/QGIS/QGIS3/profiles/default/python/plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(archive) as file:
        file.extractall(plugins)
    session.enable()
    return plugins / "bailiwick_qgis"


def two_districts(folder):
    """Districts west and east of 10.1 and four reports: the third on the line between both, which the half-open rule gives to the east; the last outside."""
    square = lambda west, east: [[[west, 50], [east, 50], [east, 50.1], [west, 50.1], [west, 50]]]  # noqa: E731
    collection = lambda rows: {"type": "FeatureCollection", "features": rows}  # noqa: E731
    row = lambda kind, coordinates, **properties: {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}  # noqa: E731
    zones, reports = folder / "districts.geojson", folder / "reports.geojson"
    zones.write_text(json.dumps(collection([row("Polygon", square(10, 10.1), id="W", unit="office west"), row("Polygon", square(10.1, 10.2), id="E", unit="office east")])))
    reports.write_text(json.dumps(collection([row("Point", [x, 50.05], n=n) for n, x in enumerate((10.05, 10.15, 10.1, 10.3))])))
    return {"ZONES": zones, "REPORTS": reports}


class Zip(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        for turn in ("one", "two"):
            subprocess.run([SOURCE / "bindings/qgis/zip", LIBRARY, cls.folder / turn], check=True, stdout=subprocess.DEVNULL)
        cls.archive = next((cls.folder / "one").glob("bailiwick_qgis-*.zip"))
        cls.inputs = two_districts(cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_same_input_same_bytes(self):
        self.assertEqual(self.archive.read_bytes(), (self.folder / "two" / self.archive.name).read_bytes())

    def test_it_is_one_folder_with_all_that_it_needs(self):
        with zipfile.ZipFile(self.archive) as file:
            names, metadata = file.namelist(), configparser.ConfigParser()
            metadata.read_string(file.read("bailiwick_qgis/metadata.txt").decode("utf-8"))
        self.assertEqual({name.split("/")[0] for name in names}, {"bailiwick_qgis"})
        self.assertEqual(len(names), len(set(names)))
        for name in ("__init__.py", "LICENSE", "icon.svg", "data/styles/zones.qml", "data/words/zh.toml", "words/zh.toml", "bundled/LICENSE", "bundled/bailiwick/__init__.py",
                     "bundled/bailiwick/_lib/libbailiwick.so.0", "bundled/licences/eigen", *(f"help/{name}.png" for name in ALGORITHMS)):
            self.assertIn(f"bailiwick_qgis/{name}", names)
        self.assertEqual([name for name in names if "__pycache__" in name or "geos" in name], [])
        general = metadata["general"]
        self.assertEqual((general["hasProcessingProvider"], general["supportsQt6"], general["qgisMinimumVersion"]), ("yes", "True", "3.22"))
        self.assertIn(f"-{general['version']}.zip", self.archive.name)

    def test_it_runs_in_a_clean_profile_with_nothing_else_on_the_path(self):
        session = Session()
        installed(self.archive, session)
        self.assertEqual([name for name in session.environment if name.startswith(("PYTHON", "BAILIWICK", "QGIS", "LD_")) and name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS")], [])
        listed = session.call("list", check=True).stdout
        for name in ALGORITHMS:
            self.assertIn(f"bailiwick:{name}", listed)
        session.run("bailiwick:assign", **self.inputs, OUTPUT=session.home / "out.gpkg")
        self.assertEqual([row["unit"] for row in features(session.home / "out.gpkg")], ["office west", "office east", "office east", None])
        session.close()

    def test_the_first_result_of_the_page(self):
        session, tree = Session(), self.folder / "tree"
        (tree / "build/release").mkdir(parents=True)
        (tree / "data").symlink_to(SOURCE / "data")
        (tree / "build/release" / self.archive.name).symlink_to(self.archive)
        (session.home / ".local/share/QGIS/QGIS3/profiles/default/python/plugins").mkdir(parents=True)
        page = (SOURCE / "bindings/qgis/README.md").read_text(encoding="utf-8")
        self.assertIn(self.archive.name, page)
        subprocess.run(["bash", "-euc", page.split("```sh\n")[1].split("```")[0]], cwd=tree, env=session.environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        truth = json.loads((SOURCE / "data/truth.json").read_text(encoding="utf-8"))
        placed, cells = features(tree / "placed.gpkg"), features(tree / "hotspots.gpkg")
        self.assertEqual(len(placed), truth["rows"])
        expected = next(level["assigned"] for level in truth["balance"] if level["level"] == "district")
        found = sum(row["districts_zone"] is not None for row in placed)
        self.assertTrue(expected <= found <= expected + len(truth["bad_rows"]["field_count"]["rows"]), found)  # QGIS reads rows with too few or too many fields
        self.assertGreater(sum(row["gi_bin"] == 3 for row in cells), 5)
        session.close()

    def test_without_an_engine_it_loads_and_explains_itself(self):
        session = Session()
        plugin = installed(self.archive, session)
        (plugin / "bundled/bailiwick/_lib/libbailiwick.so.0").unlink()
        listed = session.call("list", check=True).stdout
        for name in ALGORITHMS:
            self.assertIn(f"bailiwick:{name}", listed)
        said = session.refused("bailiwick:assign", **self.inputs, OUTPUT=session.home / "out.gpkg")
        self.assertIn(MISSING, said)
        self.assertIn(WHAT_TO_DO, said)
        self.assertNotIn("Traceback", said)
        help_text = session.call("help", "bailiwick:audit", check=True).stdout
        self.assertIn(MISSING, help_text)
        session.close()

    def test_a_library_of_another_system_is_told_of_and_an_installed_engine_taken(self):
        session = Session()
        plugin = installed(self.archive, session)
        library = plugin / "bundled/bailiwick/_lib/libbailiwick.so.0"
        foreign = bytearray(library.read_bytes())
        foreign[18:20] = struct.pack("<H", 183)  # e_machine of ELF: AArch64
        library.write_bytes(foreign)
        self.assertIn(MISSING, session.refused("bailiwick:assign", **self.inputs, OUTPUT=session.home / "out.gpkg"))
        session.environment.update(PYTHONPATH=str(SOURCE / "bindings/python"), BAILIWICK_LIBRARY=LIBRARY)
        session.run("bailiwick:assign", **self.inputs, OUTPUT=session.home / "out.gpkg")
        self.assertEqual(len(features(session.home / "out.gpkg")), 4)
        session.close()

    def test_it_speaks_chinese_where_qgis_does(self):
        session = Session(language="zh_CN.UTF-8")
        installed(self.archive, session)
        self.assertIn("责任区", session.call("help", "bailiwick:assign", check=True).stdout)
        said = session.refused("bailiwick:assign", **{**self.inputs, "REPORTS": self.inputs["ZONES"]}, OUTPUT=session.home / "out.gpkg")
        self.assertIn("图层 districts：上报需要点，却是其他几何；请选择点图层，或先取质心。", said)
        session.close()


if __name__ == "__main__":
    unittest.main()
