"""An index in place of zones: the same assignments.csv, byte for byte; damaged files end in a sentence.

Run: index_test.py BAILIWICK SOURCE_FOLDER. Standard library only.
"""
import csv
import io
import math
import pathlib
import tempfile
import unittest

from program import SAMPLE, run

REPORTS = ["--reports", SAMPLE / "reports.csv", "--preset", "12345", "--time-zone", "Asia/Shanghai", "--quiet"]
WGS84 = [*REPORTS, "--reports-datum", "wgs84"]


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


class Index(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        said = run("index", SAMPLE / "city.toml", "--output", "city.bwx", "--label", "2026Q1", "--valid-from", "2026-01-01", "--valid-to", "2026-03-31",
                   cwd=cls.folder).stdout
        assert said.startswith("city.bwx: ") and "levels" in said, said

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def assign(self, name, *options):
        run("assign", *options, "--output", name, "--overwrite", cwd=self.folder)
        return self.folder / name

    def same(self, zones, index):
        a = self.assign("zones.csv", *zones).read_bytes()
        self.assertGreater(len(a.splitlines()), 1000)
        self.assertEqual(a, self.assign("index.csv", "--index", "city.bwx", *index).read_bytes())

    def test_the_file_is_that_of_the_folder_and_that_of_the_index(self):
        run("assign", SAMPLE / "city.toml", "--quiet", "--output", "out", cwd=self.folder)
        a = (self.folder / "out/assignments.csv").read_bytes()
        self.assertEqual(a, self.assign("one.csv", SAMPLE / "city.toml", "--quiet").read_bytes())
        self.assertEqual(a, self.assign("index.csv", "--index", "city.bwx", *WGS84).read_bytes())

    def test_chinese_positions_are_undone_alike(self):
        given = ["--reports", SAMPLE / "reports_gcj02.csv", "--reports-datum", "gcj02"]
        self.same([SAMPLE / "city.toml", "--quiet", *given], ["--preset", "12345", "--time-zone", "Asia/Shanghai", "--quiet", *given])

    def test_reports_in_another_system_are_carried_over_alike(self):
        with open(self.folder / "mercator.csv", "w", encoding="utf-8") as out:
            out.write("number,mx,my\n")
            for row in rows(self.assign("one.csv", SAMPLE / "city.toml", "--quiet")):
                x, y = math.radians(float(row["x"])) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(float(row["y"])) / 2)) * 6378137
                out.write(f"{row['id']},{x!r},{y!r}\n")
        given = ["--reports", "mercator.csv", "--x", "mx", "--y", "my", "--id", "number", "--reports-crs", "EPSG:3857", "--reports-datum", "wgs84", "--quiet"]
        zones = [option for level in ("district", "subdistrict", "community", "block", "road", "site")
                 for option in ("--zones", f"{level}={SAMPLE / level}s.geojson".replace("communitys", "communities"))]
        levels = ["--nest", "district/subdistrict/community/block", "--across", "road,site"]
        run("index", *zones, *levels, "--zones-datum", "wgs84", "--output", "plain.bwx", "--quiet", cwd=self.folder)
        a = self.assign("zones.csv", *zones, *levels, "--zones-datum", "wgs84", *given).read_bytes()
        self.assertEqual(a, self.assign("index.csv", "--index", "plain.bwx", *given).read_bytes())

    def test_rules_of_the_index_hold_until_the_command_line_says_otherwise(self):
        rules = ["--overlap", "id", "--precedence", "block,road", "--nearest", "80m"]
        self.same([SAMPLE / "city.toml", "--quiet", *rules], [*WGS84, *rules])
        run("index", SAMPLE / "city.toml", *rules, "--output", "rules.bwx", "--quiet", cwd=self.folder)
        a = self.assign("said.csv", "--index", "city.bwx", *WGS84, *rules).read_bytes()
        self.assertEqual(a, self.assign("carried.csv", "--index", "rules.bwx", *WGS84).read_bytes())
        self.assertNotEqual(a, self.assign("plain.csv", "--index", "city.bwx", *WGS84).read_bytes())

    def test_near_lists_what_accuracy_could_move(self):
        self.assign("a.csv", SAMPLE / "city.toml", "--quiet", "--near", "15m")
        near = (self.folder / "near.csv").read_bytes()
        listed = rows(self.folder / "near.csv")
        self.assertGreater(len(listed), 100)
        for row in listed:
            self.assertTrue(0 <= float(row["border_m"]) <= 15, row)
            self.assertNotEqual(row["zone"], row["beyond"], row)
        self.assign("b.csv", "--index", "city.bwx", *WGS84, "--near", "15m")
        self.assertEqual(near, (self.folder / "near.csv").read_bytes())

    def test_near_is_refused_in_a_sentence_before_anything_is_written(self):
        for near, expected in (("-3m", "--near: expected a distance of at least 0, found '-3m'"), ("x", "--near: expected a number, found 'x'")):
            ran = run("assign", "--index", "city.bwx", *WGS84, "--output", "c.csv", "--near", near, cwd=self.folder, status=2)
            self.assertIn(expected, ran.stderr)
        folder = self.folder / "elsewhere"
        folder.mkdir()
        ran = run("assign", "--index", "../city.bwx", *WGS84, "--output", "near.csv", "--near", "15m", cwd=folder, status=2)
        self.assertEqual("bailiwick: --output: expected another name than 'near.csv', in which --near lists its reports\n", ran.stderr)
        self.assertEqual([], list(folder.iterdir()))

    def refused(self, change):
        data = bytearray((self.folder / "city.bwx").read_bytes())
        change(data)
        (self.folder / "bad.bwx").write_bytes(data)
        ran = run("assign", "--index", "bad.bwx", *WGS84, "--output", "bad.csv", cwd=self.folder, status=1)
        self.assertFalse((self.folder / "bad.csv").exists())
        return ran.stderr

    def test_damage_ends_in_a_sentence(self):
        again = "build the index again from its zones"
        for length in (0, 1, 100, 3000):
            sentence = self.refused(lambda data: data.__delitem__(slice(length, None)))
            self.assertIn(again, sentence)
            self.assertIn(f"found {length}", sentence)
        for place in (0, 20, 500, 5000):
            self.assertIn("bad.bwx, index: expected", self.refused(lambda data: data.__setitem__(place, data[place] ^ 1)))
        self.assertIn("use the version of Bailiwick that wrote it", self.refused(lambda data: data.__setitem__(12, 99)))

    def test_contradictions_are_refused(self):
        for options, sentence in (
                (["--index", "city.bwx", "--zones", f"block={SAMPLE / 'blocks.geojson'}", "--output", "a.csv"], "--zones: the zones are those of --index city.bwx"),
                (["--index", "city.bwx", "--output", "folder"], "expected the name of a .csv file"),
                (["--index", "city.bwx", "--location-crs", "EPSG:4326", "--output", "a.csv"], "say it to bailiwick index"),
                ([SAMPLE / "city.toml", "--index", "city.bwx", "--output", "a.csv"], "a project file names zones")):
            self.assertIn(sentence, run("assign", *options, cwd=self.folder, status=2).stderr)
        self.assertIn("--valid-from: expected a day", run("index", SAMPLE / "city.toml", "--valid-from", "2026-02-30", "-o", "x.bwx", cwd=self.folder, status=2).stderr)
        self.assertIn("city.bwx is there already", run("index", SAMPLE / "city.toml", "-o", "city.bwx", cwd=self.folder, status=1).stderr)


if __name__ == "__main__":
    unittest.main(argv=["index_test.py"])
