"""inspect --write-project on the sample city's files: the guesses run as they are and have the levels, roles, parents and study area that data/sample/city.toml
states. Run: inspect_test.py PROGRAM SOURCE_FOLDER"""
import json
import pathlib
import tempfile
import tomllib
import unittest

from program import SAMPLE, run

ZONES = ["sites", "blocks", "city", "roads", "districts", "communities", "subdistricts"]  # in no order that would help


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def zones(file, features):
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}} for properties, kind, coordinates in features]}))


class Inspect(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def guessed(self, *files):
        run("inspect", *files, "--quiet", "--write-project", "guess.toml", cwd=self.folder)
        text = (self.folder / "guess.toml").read_text(encoding="utf-8")
        return tomllib.loads(text), [line for line in text.splitlines() if line.startswith("# ")]

    def summary(self, project, out):
        run("report", project, "--output", out, "--quiet", cwd=self.folder)
        return json.loads((self.folder / out / "summary.json").read_text(encoding="utf-8"))

    def test_the_sample_city_is_guessed_as_its_project_file_states_it(self):
        files = [SAMPLE / f"{name}.geojson" for name in ZONES] + [SAMPLE / "reports.csv", SAMPLE / "lawful.csv"]
        project, comments = self.guessed(*files)
        self.assertEqual(pathlib.Path(self.folder, project["area"]["file"]).resolve(), SAMPLE / "city.geojson")
        self.assertEqual(pathlib.Path(self.folder, project["audit"]["lawful"]).resolve(), SAMPLE / "lawful.csv")
        guess, truth = self.summary("guess.toml", "guess"), self.summary(SAMPLE / "city.toml", "truth")

        def shape(summary):
            return {level["level"]: (level["role"], level["parent"], level["zones"]) for level in summary["levels"]}

        self.assertEqual(shape(guess), shape(truth))
        self.assertEqual({b["level"]: b for b in guess["balance"]}, {b["level"]: b for b in truth["balance"]})
        for said in ("# city is the study area: one outline about all other zones", "# road lies across the other levels: by its name",
                     "# block lies in community: its field parent_id holds that level's ids"):
            self.assertIn(said, comments)
        self.assertTrue(any('time_zone = "Asia/Shanghai"' in line for line in comments))
        self.assertTrue(any("GCJ-02" in line for line in comments))

    def test_shapes_tell_what_names_do_not(self):
        zones(self.folder / "a.geojson", [({"id": f"a{i}"}, "Polygon", square(10 + i * 0.1, 50, 10.1 + i * 0.1, 50.1)) for i in range(2)])
        zones(self.folder / "b.geojson", [({"id": f"b{i}"}, "Polygon", square(10 + i * 0.05, 50, 10.05 + i * 0.05, 50.1)) for i in range(4)])
        zones(self.folder / "strips.geojson", [({"id": f"s{i}"}, "Polygon", square(10, 50.02 + i * 0.02, 10.2, 50.0201 + i * 0.02)) for i in range(3)])
        zones(self.folder / "dots.geojson", [({"id": f"d{i}"}, "Polygon", square(10.01 + i * 0.05, 50.01 + i * 0.02, 10.011 + i * 0.05, 50.011 + i * 0.02)) for i in range(4)])
        zones(self.folder / "all.geojson", [({"id": "x"}, "Polygon", square(10, 50, 10.2, 50.1))])
        project, comments = self.guessed("dots.geojson", "all.geojson", "strips.geojson", "b.geojson", "a.geojson")
        self.assertEqual(project["area"]["file"], "all.geojson")
        self.assertEqual({name: level.get("role") for name, level in project["levels"].items()}, {"a": None, "b": None, "strips": "across", "dots": "across"})
        self.assertIn("b", json.dumps(project))
        self.assertIn("# b lies in a: 4 zones against 2, each in the box of one", comments)
        self.assertIn("# strips lies across the other levels: its zones are long thin strips", comments)
        run("audit", "guess.toml", "--output", "out", "--quiet", cwd=self.folder)

    def test_a_ragged_shore_makes_no_strip(self):
        shore = [[10, 50], [10.1, 50]] + [[10.1 - 0.04 * (i % 2), 50 + 0.1 * i / 400] for i in range(401)] + [[10, 50.1], [10, 50]]
        zones(self.folder / "isle.geojson", [({"id": "a"}, "Polygon", [shore]), ({"id": "b"}, "Polygon", square(9.9, 50, 10, 50.1))])
        zones(self.folder / "lane.geojson", [({"id": "c"}, "Polygon", [[[9.9, 50], [9.9005, 50], [10, 50.05], [9.9995, 50.05], [9.9, 50]]]),
                                               ({"id": "d"}, "Polygon", [[[10, 50.05], [10.0005, 50.05], [10.1, 50.1], [10.0995, 50.1], [10, 50.05]]])])
        project, _ = self.guessed("isle.geojson", "lane.geojson")
        self.assertEqual({name: level.get("role") for name, level in project["levels"].items()}, {"isle": None, "lane": "across"})

    def test_lines_are_guessed_before_their_width_is_known(self):
        zones(self.folder / "town.geojson", [({"id": "x"}, "Polygon", square(10, 50, 10.2, 50.1)), ({"id": "y"}, "Polygon", square(10.2, 50, 10.4, 50.1))])
        zones(self.folder / "lanes.geojson", [({"id": f"l{i}"}, "LineString", [[10, 50.01 * (1 + i / 5000)], [10.4, 50.01]]) for i in range(3)])
        project, comments = self.guessed("town.geojson", "lanes.geojson")
        self.assertEqual({name: (level.get("role"), level.get("width")) for name, level in project["levels"].items()},
                         {"town": (None, None), "lanes": ("across", None)})
        self.assertIn('# lines need a width: write it below [levels.lanes], such as width = "12"', comments)
        run("audit", "guess.toml", "--zone-option", "lanes.width=12", "--output", "out", "--quiet", cwd=self.folder)

    def test_one_file_of_one_zone_is_a_level(self):
        zones(self.folder / "town.geojson", [({"id": "x"}, "Polygon", square(10, 50, 10.2, 50.1))])
        project, _ = self.guessed("town.geojson")
        self.assertEqual(list(project["levels"]), ["town"])
        self.assertNotIn("area", project)

    def test_a_project_file_that_cannot_be_written_leaves_nothing(self):
        zones(self.folder / "town.geojson", [({"id": "x"}, "Polygon", square(10, 50, 10.2, 50.1))])
        (self.folder / "guess.toml.part").write_text("mine")
        run("inspect", "town.geojson", "--write-project", "nowhere/guess.toml", cwd=self.folder, status=1)
        run("inspect", "town.geojson", "--write-project", "guess.toml", cwd=self.folder)
        self.assertEqual((self.folder / "guess.toml.part").read_text(), "mine")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["guess.toml", "guess.toml.part", "town.geojson"])


if __name__ == "__main__":
    import sys
    unittest.main(argv=sys.argv[:1], verbosity=1)
