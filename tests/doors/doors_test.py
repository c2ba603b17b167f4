"""One question through every door: command line, C++, C, Python, QGIS. Standard library only.

Run: doors_test.py FOLDER_OF_BAILIWICK FOLDER_OF_DOORS LIBBAILIWICK SOURCE_FOLDER sample|nyc [NAME]. Skipped (77) where the shared data is absent.

The command line reads the files, says the places that it took (x, y of assignments.csv, doubles to the last bit) and writes the index; every other door gets
these. What must be equal byte for byte: who answers for every place and by which rule, at every level; and between C++, C and Python, which get the same metric
columns, every cell with its count, z, p and q. The command line's metres are PROJ's: a report within 1e-9 m of a border of cells may lie in the next
one there. Such reports are listed, and counts may differ by no more than them; where none lies so near, counts are equal and figures agree to 1e-9.

With NAME that other door alone: door_NAME.py holds ``answers(city)``, which gives the lines that ``City.answers`` holds, and ``missing()``, the reason to skip
where that door is not installed, or None.
"""
import array
import csv
import importlib.util
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

BIN, DOORS, LIBRARY, SOURCE = map(pathlib.Path, sys.argv[1:5])
CITY, OTHER = sys.argv[5], (sys.argv[6:] or [None])[0]
del sys.argv[1:]
SHARED = pathlib.Path(os.environ.get("BAILIWICK_SHARED_DATA", SOURCE / "../shared/data")).resolve()
NEAR_M, SKIPPED = 1e-9, 77
os.environ["BAILIWICK_LIBRARY"] = str(LIBRARY)
sys.path.insert(0, str(SOURCE / "bindings/python"))


def run(*arguments, cwd):
    ran = subprocess.run([str(a) for a in arguments], cwd=cwd, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    assert ran.returncode == 0, f"{arguments[0]}: status {ran.returncode}: {ran.stderr}"


def box(west, south, east, north):
    """A study area of a box, as GeoJSON."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]})


class City:
    """What the command line says of a city, and what the other doors are asked with."""

    def __init__(self, folder):
        self.folder, self.program = folder, BIN / "bailiwick"
        if CITY == "sample":
            self.asked, self.area_file, self.cell_m = [SOURCE / "data/sample/city.toml"], SOURCE / "data/sample/city.geojson", 100
            self.zones = [(level, SOURCE / f"data/sample/{file}.geojson", "zone_id") for level, file in
                          (("district", "districts"), ("subdistrict", "subdistricts"), ("community", "communities"), ("block", "blocks"), ("road", "roads"), ("site", "sites"))]
            self.nest, self.across, self.epsg = "district/subdistrict/community/block", "road,site", 4490
        else:
            nyc = SHARED / "nyc"
            self.area_file, self.cell_m = folder / "area.geojson", 500
            self.area_file.write_text(box(-74.02, 40.70, -73.93, 40.80))
            self.zones = [("precinct", nyc / "police_precincts.geojson.gz", "precinct"), ("council", nyc / "council_districts.geojson.gz", "CounDist"),
                          ("nta", nyc / "nta_2010.geojson", "NTACode")]
            self.nest, self.across, self.epsg = "", "", 4326
            self.asked = [word for level, file, field in self.zones for word in ("--zones", f"{level}={file}", "--zone-option", f"{level}.id={field}")]
            self.asked += ["--reports", nyc / "nyc311_animal_complaints_2010_2025.csv.gz", "--area", self.area_file]
        zones = [a for a, before in zip(self.asked, [None, *self.asked]) if "--reports" not in (a, before)]
        run(self.program, "index", *zones, "--output", folder / "city.bwx", "--quiet", cwd=folder)
        run(self.program, "report", *self.asked, "--cell", f"{self.cell_m}m", "--output", folder / "out", "--quiet", cwd=folder)
        with open(folder / "out/assignments.csv", encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        levels = [name[:-5] for name in self.rows[0] if name.endswith("_zone")]
        names = [f"{level}_{part}" for level in levels for part in ("zone", "rule")] + ["unit", "unit_level", "unit_rule"]
        self.answers = [",".join(row[name] for name in names) for row in self.rows]
        self.levels, self.names, self.source, self.library = levels, names, SOURCE, LIBRARY
        self.x, self.y = (array.array("d", (float(row[name]) for row in self.rows)) for name in "xy")
        with open(folder / "out/layers/hotspots.geojson", encoding="utf-8") as file:
            self.cells = [feature["properties"] for feature in json.load(file)["features"]]
        self.rings = [ring for feature in json.loads(self.area_file.read_text(encoding="utf-8"))["features"]
                      for polygon in ([feature["geometry"]["coordinates"]] if feature["geometry"]["type"] == "Polygon" else feature["geometry"]["coordinates"]) for ring in polygon]
        self.wkb = struct.pack("<BII", 1, 3, len(self.rings)) + b"".join(struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *p[:2]) for p in ring) for ring in self.rings)
        (folder / "places").write_bytes(b"".join(struct.pack("<dd", *place) for place in zip(self.x, self.y)))
        (folder / "area").write_bytes(b"".join(struct.pack(f"<{1 + 2 * len(ring)}d", len(ring), *(v for p in ring for v in p[:2])) for ring in self.rings))
        (folder / "area.wkb").write_bytes(self.wkb)

    def lines(self, name):
        return (self.folder / name).read_text(encoding="utf-8").splitlines()


def bits(value):
    return "null" if value is None else struct.pack(">d", value).hex()


class OtherDoor(unittest.TestCase):
    def test_it_answers_as_the_command_line(self):
        file = pathlib.Path(__file__).parent / f"door_{OTHER}.py"
        spec = importlib.util.spec_from_file_location(file.stem, file)
        door = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(door)
        if why := door.missing():
            print(f"skipped: {why}")
            sys.exit(SKIPPED)
        with tempfile.TemporaryDirectory() as folder:
            city = City(pathlib.Path(folder))
            self.assertGreater(len(city.answers), 4000)
            self.assertEqual(door.answers(city), city.answers)


class Doors(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.temporary.name)
        cls.city = City(folder)
        run(DOORS / "engine_door", "city.bwx", "places", "area", cls.city.cell_m, "engine", cwd=folder)
        run(DOORS / "c_door", "city.bwx", "places", "engine.metric", "area.wkb", cls.city.cell_m, "c", cwd=folder)
        metric = array.array("d", (folder / "engine.metric").read_bytes())
        cls.x_m, cls.y_m = metric[::2], metric[1::2]

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_there_is_something_to_ask(self):
        self.assertGreater(len(self.city.answers), 4000)
        self.assertGreater(len(set(self.city.answers)), 50)
        self.assertTrue(any(cell["gi_bin"] == 3 for cell in self.city.cells))

    def test_cpp_answers_as_the_command_line(self):
        self.assertEqual(self.city.lines("engine.answers"), self.city.answers)

    def test_c_answers_as_the_command_line(self):
        self.assertEqual(self.city.lines("c.answers"), self.city.answers)

    def test_python_answers_as_the_command_line(self):
        import bailiwick as bw
        from bailiwick.columns import Columns, numbers

        zones = bw.read_index(self.city.folder / "city.bwx")
        got = bw.assign(zones, Columns({"x": numbers(self.city.x), "y": numbers(self.city.y)})).to_columns()
        names = [f"{level}_{part}" for level in self.city.levels for part in ("zone", "rule")] + ["unit", "unit_level", "unit_rule"]
        self.assertEqual([",".join(text or "" for text in row) for row in zip(*(got[name] for name in names))], self.city.answers)
        also = [row[f"{level}_also"] for row in self.city.rows for level in self.city.levels]
        self.assertEqual([text or "" for row in zip(*(got[f"{level}_also"] for level in self.city.levels)) for text in row], also)

    def test_cells_of_cpp_c_and_python_are_equal_to_the_last_bit(self):
        import bailiwick as bw
        from bailiwick.columns import Columns, numbers, wkb

        zones = bw.read_index(self.city.folder / "city.bwx")
        reports = Columns({"x": numbers(self.city.x), "y": numbers(self.city.y), "x_m": numbers(self.x_m), "y_m": numbers(self.y_m)})
        cells, _ = bw.hotspots(zones, reports, area=Columns({"geometry": wkb([self.city.wkb])}), cell_m=self.city.cell_m, x="x", y="y", x_m="x_m", y_m="y_m")
        got = cells.to_columns()
        python = [f"{i},{n},{bits(z)},{bits(p)},{bits(q)},{b}" for i, n, z, p, q, b in zip(*(got[c] for c in ("cell_id", "count", "gi_z", "gi_p", "gi_q", "gi_bin")))]
        engine = self.city.lines("engine.cells")
        self.assertGreater(len(engine), 200)
        self.assertEqual(self.city.lines("c.cells"), engine)
        self.assertEqual(python, engine)

    def test_cells_of_the_command_line_agree(self):
        """Its metres come from PROJ, those of the other doors from the engine: 1e-9 m apart (tests/unit/planes)."""
        near = [i for i, place in enumerate(zip(self.x_m, self.y_m)) if any(abs(v / self.city.cell_m - round(v / self.city.cell_m)) * self.city.cell_m <= NEAR_M for v in place)]
        for i in near:
            print(f"report {self.city.rows[i]['file']} row {self.city.rows[i]['row']}: within {NEAR_M} m of a border of cells, at {self.x_m[i]}, {self.y_m[i]}", file=sys.stderr)
        engine = [line.split(",") for line in self.city.lines("engine.cells")]
        self.assertEqual([cell["cell_id"] for cell in self.city.cells], [row[0] for row in engine])
        moved = sum(abs(cell["count"] - int(row[1])) for cell, row in zip(self.city.cells, engine))
        self.assertLessEqual(moved, 2 * len(near))
        if moved:
            return
        for cell, row in zip(self.city.cells, engine):
            for name, text in zip(("gi_z", "gi_p", "gi_q"), row[2:5]):
                expected = None if text == "null" else struct.unpack(">d", bytes.fromhex(text))[0]
                if expected is None:
                    self.assertIsNone(cell[name], (cell["cell_id"], name))
                else:
                    self.assertAlmostEqual(cell[name], expected, delta=1e-9 * max(1, abs(expected)), msg=(cell["cell_id"], name))
            self.assertEqual(cell["gi_bin"], int(row[5]), cell["cell_id"])


if __name__ == "__main__":
    if CITY == "nyc" and not SHARED.is_dir():
        print(f"skipped: no shared data at {SHARED}")
        sys.exit(SKIPPED)
    unittest.main(defaultTest="OtherDoor" if OTHER else "Doors")
