"""The algorithms in qgis_process against the command line on the sample city.

usage: algorithms_test.py BAILIWICK LIBBAILIWICK PROJECT_FOLDER
"""
import collections
import pathlib
import subprocess
import sys
import unittest

import processing_session
from processing_session import LEVELS, Session, features, rows, write_points, zone_parameters

BAILIWICK, LIBRARY, SOURCE = sys.argv.pop(1), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
SAMPLE = SOURCE / "data/sample"
UNLOCATED = 7


def from_source(**more):
    return Session(SOURCE / "bindings/qgis", SOURCE / "bindings/python", LIBRARY, **more)


class Algorithms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = from_source()
        cls.home = cls.session.home
        cls.cli = {}
        cls.command("report")
        cls.placed = rows(cls.home / "report/assignments.csv")
        assert len(cls.placed) > 4000
        cls.reports = cls.home / "reports.gpkg"
        write_points(cls.reports, cls.placed, UNLOCATED)
        cls.zones = zone_parameters(SAMPLE)

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    @classmethod
    def command(cls, name, *options):
        subprocess.run([BAILIWICK, name, str(SAMPLE / "city.toml"), "--output", str(cls.home / name), "--quiet", *options], check=True, stdout=subprocess.DEVNULL)
        return cls.home / name

    def test_assign_answers_for_every_report_as_the_command_line(self):
        said = self.session.run("bailiwick:assign", **self.zones, REPORTS=self.reports, OUTPUT=self.home / "placed.gpkg", COUNTS=self.home / "counts.csv")
        got = features(self.home / "placed.gpkg")
        self.assertEqual(len(got), len(self.placed) + UNLOCATED)
        self.assertEqual((said["results"]["READ"], said["results"]["UNLOCATED"], said["results"]["MALFORMED"]), (len(got), UNLOCATED, 0))
        self.assertEqual(said["results"]["WITHOUT_UNIT"], sum(not row["unit"] for row in self.placed))
        parts = [f"{level}_{part}" for level in LEVELS for part in ("zone", "unit", "rule", "also")] + ["unit", "unit_level", "unit_rule"]
        for ours, theirs in zip(got, self.placed):
            self.assertEqual({name: ours[name] or "" for name in parts}, {name: theirs[name] for name in parts})
            self.assertEqual((ours["id"], ours["source_unit"], ours["rejected"]), (theirs["id"], "as given", None))
            self.assertEqual((ours["geometry"].GetX(), ours["geometry"].GetY()), (float(theirs["x"]), float(theirs["y"])))
        self.assertEqual({(row["rejected"], row["unit_rule"]) for row in got[len(self.placed):]}, {("unlocated", None)})
        expected = collections.Counter()
        for row in rows(self.home / "report/counts.csv"):
            if not row["zone"].startswith("("):
                expected[row["level"], row["zone"]] += int(row["count"])
        counted = {(row["level"], row["zone_id"]): int(row["count"]) for row in rows(self.home / "counts.csv")}
        self.assertEqual({key: count for key, count in counted.items() if count and not key[1].startswith("(")}, dict(expected))
        for level in LEVELS:
            self.assertEqual(sum(count for (name, _), count in counted.items() if name == level), len(got))

    def test_reports_in_another_system_are_brought_over_and_that_is_said(self):
        from osgeo import ogr  # what carries them there first

        subprocess.run(["ogr2ogr", "-t_srs", "EPSG:32649", str(self.home / "utm.gpkg"), str(self.reports)], check=True)
        said = self.session.run("bailiwick:assign", ZONES=SAMPLE / "districts.geojson", REPORTS=self.home / "utm.gpkg", OUTPUT=self.home / "utm_placed.gpkg")
        self.assertIn("Layer utm is brought from EPSG:32649 to EPSG:4490, the system of the zones.", said["log"]["info"])
        got = features(self.home / "utm_placed.gpkg")
        self.assertEqual([row["districts_zone"] or "" for row in got[:len(self.placed)]], [row["district_zone"] for row in self.placed])
        self.assertIsNotNone(ogr)

    def test_wrong_input_ends_in_one_sentence(self):
        write_points(self.home / "none.gpkg", [])
        districts = SAMPLE / "districts.geojson"
        out = {"OUTPUT": self.home / "never.gpkg"}
        for parameters, sentence in (
            ({"ZONES": districts, "REPORTS": self.home / "none.gpkg"}, "Layer none: expected at least one report, found none; clear its filter or selection, or choose another layer."),
            ({"ZONES": self.reports, "REPORTS": self.reports}, "Layer reports: expected zones as polygons, found another geometry; make roads polygons first (Buffer with flat ends)."),
            ({"ZONES": districts, "REPORTS": districts}, "Layer districts: expected reports as points, found another geometry; take a point layer, or Centroids of this one."),
            ({"ZONES": districts, "REPORTS": self.reports, "ID_FIELD": "nr"}, "Layer districts: expected field nr, found zone_id, name, unit_id, unit_name, person; choose one of these."),
            ({"ZONES": districts, "REPORTS": self.reports, "ACROSS": "street"}, "ACROSS: expected names of levels (districts), found street; name a level as its layer or its LEVEL says."),
            ({"ZONES": districts, "ZONES_2": districts, "REPORTS": self.reports}, "LEVEL_2: expected a name of its own for every level, found districts twice; name the levels apart."),
        ):
            with self.subTest(sentence):
                said = self.session.refused("bailiwick:assign", **parameters, **out)
                self.assertIn(sentence, said)
                self.assertNotIn("Traceback", said)
        self.assertFalse((self.home / "never.gpkg").exists())


if __name__ == "__main__":
    unittest.main()
