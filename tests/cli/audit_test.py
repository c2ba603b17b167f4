"""The audit's tables, proposals and history on a town drawn by hand, one unit a metre. Run: audit_test.py PROGRAM SOURCE_FOLDER

A and B stand side by side, C reaches ten metres into B, D lies over all three and has holes; E crosses itself. Areas are side by side."""
import csv
import json
import pathlib
import sqlite3
import tempfile
import unittest

from program import run


def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


HOLE, WET_HOLE, NEW_HOLE = box(50, 120, 60, 130), box(150, 150, 160, 160), box(200, 150, 220, 160)


def town(holes, east_of_a=100.0):
    rings = {"A": [box(0, 0, east_of_a, 100)], "B": [box(100, 0, 200, 100)], "C": [box(190, 0, 300, 100)], "D": [box(0, 100, 300, 200), *holes],
             "E": [[[400, 0], [500, 100], [500, 0], [400, 100], [400, 0]]]}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": r}}
                                                      for name, r in rings.items()]}


class Audit(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.place.name)
        self.write("old.geojson", town([HOLE, WET_HOLE]))
        self.write("now.geojson", town([NEW_HOLE, WET_HOLE]))
        self.write("water.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [box(140, 140, 170, 170)]}}]})
        (self.folder / "shared.csv").write_text("level,zone_a,zone_b,reason\nblock,C,B,market\n")

    def tearDown(self):
        self.place.cleanup()

    def write(self, name, content):
        (self.folder / name).write_text(json.dumps(content))

    def audit(self, zones, out, *extra):
        return run("audit", "--zones", f"block={zones}", "--zones-crs", "local", "--output", out, *extra, cwd=self.folder)

    def table(self, out, name="findings.csv"):
        with open(self.folder / out / name, newline="", encoding="utf-8-sig") as f:
            return list(csv.DictReader(f))

    def layer(self, out, name):
        db = sqlite3.connect(self.folder / out / "city.gpkg")
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f'select * from "{name}"')]

    def test_the_table_is_worked_down_from_the_worst(self):
        self.audit("old.geojson", "first", "--exempt", "water.geojson")
        rows = self.table("first")
        self.assertEqual([(r["rank"], r["listed"], r["kind"], r["zones"]) for r in rows],
                         [("1", "fault", "overlap", "B;C"), ("2", "fault", "enclosed", "D"), ("3", "exempt", "enclosed", "D")])
        for row, area, width in zip(rows, (1000, 100, 100), (10, 10, 10)):
            self.assertAlmostEqual(float(row["area_m2"]), area, 6)
            self.assertAlmostEqual(float(row["width_m"]), width, 5)
        self.assertEqual((rows[0]["suggested_unit"], rows[0]["reason"]), ("block/B", "smallest"))
        self.assertEqual((rows[1]["suggested_unit"], rows[1]["reason"]), ("block/D", "longest_border"))
        self.assertEqual([float(rows[1][side]) for side in ("west", "south", "east", "north")], [50, 120, 60, 130])
        self.assertNotIn("state", rows[0])

    def test_declared_overlaps_are_listed_apart(self):
        self.audit("old.geojson", "first", "--exempt", "water.geojson", "--lawful", "shared.csv")
        self.assertEqual([(r["listed"], r["kind"]) for r in self.table("first")],
                         [("fault", "enclosed"), ("lawful", "overlap"), ("exempt", "enclosed")])
        self.assertEqual([float(r["severity"]) for r in self.table("first")], [10, 0, 0])

    def test_a_declaration_of_a_zone_that_is_not_there_is_told(self):
        (self.folder / "shared.csv").write_text("level,zone_a,zone_b,reason\nblock,C,Z,market\nblock,Y,B,market\n")
        ran = self.audit("old.geojson", "first", "--lawful", "shared.csv")
        self.assertIn("shared.csv: 2 declared zones are not in the map, the first 'Z' of level block; what is declared with them is not used", ran.stderr)
        self.assertEqual([r["listed"] for r in self.table("first")], ["fault", "fault", "fault"])

    def test_a_grid_that_takes_a_zones_ground_is_refused(self):
        ran = run("audit", "--zones", "block=old.geojson", "--zones-crs", "local", "--snap", "1km", "--output", "out", cwd=self.folder, status=2)
        self.assertIn("--snap: expected a grid finer than any zone, found that 1000 m leaves zone 'A' of level 'block' no ground; pass a smaller length", ran.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_findings_are_new_open_or_fixed_since_an_earlier_audit(self):
        self.audit("old.geojson", "first", "--exempt", "water.geojson")
        self.audit("now.geojson", "second", "--exempt", "water.geojson", "--previous", "first")
        rows = self.table("second")
        self.assertEqual([(r["listed"], r["state"], r["kind"]) for r in rows],
                         [("fault", "open", "overlap"), ("fault", "new", "enclosed"), ("exempt", "open", "enclosed"), ("fixed", "fixed", "enclosed")])
        gone = self.table("first")[1]
        self.assertEqual((rows[3]["id"], rows[3]["zones"], float(rows[3]["west"])), (gone["id"], "D", 50))
        self.audit("now.geojson", "third", "--exempt", "water.geojson", "--previous", "second")  # what was fixed is not told again
        self.assertEqual([r["state"] for r in self.table("third")], ["open", "open", "open"])

    def test_an_earlier_folder_without_findings_is_refused_before_any_work(self):
        ran = run("audit", "--zones", "block=old.geojson", "--zones-crs", "local", "--output", "out", "--previous", "nowhere", cwd=self.folder, status=1)
        self.assertIn("nowhere: expected the output folder of an earlier 'bailiwick audit', found no findings.csv in it", ran.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_a_proposal_gives_gaps_to_the_neighbour_and_cuts_overlaps(self):
        self.audit("old.geojson", "first", "--exempt", "water.geojson", "--repair")
        mended = {row["zone_id"]: row for row in self.layer("first", "repair_block")}
        self.assertEqual(sorted(mended), ["A", "B", "C", "D", "E"])
        self.assertEqual({z for z, row in mended.items() if row["changed"]}, {"C", "D"})
        for zone, before, after in (("A", 10000, 10000), ("B", 10000, 10000), ("C", 11000, 10000), ("D", 29800, 29900)):
            self.assertAlmostEqual(mended[zone]["before_m2"], before, 5)
            self.assertAlmostEqual(mended[zone]["after_m2"], after, 5)
            self.assertAlmostEqual(mended[zone]["change_m2"], after - before, 5)
        self.audit("old.geojson", "plain", "--exempt", "water.geojson")
        self.assertEqual(self.layer("first", "zones_block"), self.layer("plain", "zones_block"))  # the zones stay as they are

    def test_invalid_zones_have_a_reason_and_a_place(self):
        self.audit("old.geojson", "first")
        rows = self.layer("first", "invalid")
        self.assertEqual([(r["level"], r["zone_id"], r["fault"]) for r in rows], [("block", "E", "Self-intersection")])

    def test_units_stand_with_their_ground(self):
        self.audit("old.geojson", "first", "--exempt", "water.geojson")
        units = {row["unit_id"]: row for row in self.table("first", "units.csv")}
        for unit, area, gap, overlap in (("A", 10000, 0, 0), ("B", 10000, 0, 1000), ("C", 11000, 0, 1000), ("D", 29800, 100, 0)):
            self.assertAlmostEqual(float(units["block/" + unit]["area_km2"]) * 1e6, area, 4)
            self.assertAlmostEqual(float(units["block/" + unit]["gap_km2"]) * 1e6, gap, 4)
            self.assertAlmostEqual(float(units["block/" + unit]["overlap_km2"]) * 1e6, overlap, 4)

    def test_snapping_is_off_by_default_and_told(self):
        self.write("off.geojson", town([], east_of_a=99.8))
        area = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [box(0, 0, 300, 200)]}}]}
        self.write("area.geojson", area)
        self.audit("off.geojson", "off", "--area", "area.geojson", "--area-crs", "local")
        self.assertEqual([r["kind"] for r in self.table("off")], ["overlap", "inlet"])
        ran = self.audit("off.geojson", "on", "--area", "area.geojson", "--area-crs", "local", "--snap", "1m")
        self.assertEqual([r["kind"] for r in self.table("on")], ["overlap"])
        self.assertIn("--snap 1 m moved 2 of", ran.stderr)
        self.assertIn("at most 0.2 m", ran.stderr)
        run("audit", "on/city.toml", "--output", "again", cwd=self.folder)  # the resolved settings hold it
        self.assertEqual((self.folder / "again/findings.csv").read_bytes(), (self.folder / "on/findings.csv").read_bytes())


if __name__ == "__main__":
    unittest.main(argv=["audit_test"])
