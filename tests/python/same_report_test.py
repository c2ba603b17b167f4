"""bw.report and the command line's main job over the same city: every table, row by row. Run: same_report_test.py BAILIWICK; needs pyarrow and pyogrio.

Text, whole numbers and given geometries are equal; figures agree to 1e-9 of their size: the command line's metres are PROJ's, those of Python the engine's.
"""
import csv
import datetime
import gzip
import io
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import pyarrow as pa
import pyogrio

import bailiwick as bw

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sample  # noqa: E402

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
SHARED = pathlib.Path(os.environ.get("BAILIWICK_SHARED_DATA", sample.FOLDER.parents[1] / "../shared/data")).resolve()
# Words for people in the language of a run, and trends, which `bw.report` does not look for.
WORDED = {"hotspots": {"class"}, "hotspot_areas": {"name", "categories", "units", "zones", "coordination", "trend", "trend_p"}}


def worded(layer, column):
    return column in WORDED.get(layer, ()) or (layer == "hotspot_areas" and column.endswith("_units"))


class Same:
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.temporary.name) / "out"
        cls.report, asked = cls.both(pathlib.Path(cls.temporary.name))
        ran = subprocess.run([PROGRAM, "report", *map(str, asked), "--lang", "en", "--output", cls.out, "--quiet"], capture_output=True, text=True, timeout=600)
        assert ran.returncode == 0, ran.stderr

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def rows(self, name):
        with open(self.out / name, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def same(self, found, expected, what):
        if isinstance(expected, float) and expected == expected and found is not None:
            self.assertTrue(math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9), f"{what}: {found} and {expected}")
        elif isinstance(expected, datetime.datetime):
            self.assertEqual(found.timestamp(), expected.timestamp(), what)
        elif isinstance(expected, str) and expected.startswith("[{"):
            pairs = json.loads(found), json.loads(expected)
            self.assertEqual(len(pairs[0]), len(pairs[1]), what)
            for ours, theirs in zip(*pairs):
                self.assertEqual(set(ours), set(theirs), what)
                for key in theirs:
                    self.same(ours[key], theirs[key], f"{what}, {key}")
        else:
            self.assertEqual(found, expected, what)

    def test_balance(self):
        self.assertEqual(self.report.balance.to_pylist(), json.loads((self.out / "summary.json").read_text(encoding="utf-8"))["balance"])

    def test_counts(self):
        found = [{key: "" if value is None else str(value) for key, value in row.items()} for row in self.report.counts.to_pylist()]
        self.assertEqual(found, self.rows("counts.csv"))

    def test_assignments(self):
        expected = self.rows("assignments.csv")
        found = self.report.assignments.to_pylist()
        self.assertEqual(len(found), len(expected))
        for ours, theirs in zip(found, expected):
            self.assertEqual((ours["x"], ours["y"], ours["row"] + 2), (float(theirs["x"]), float(theirs["y"]), int(theirs["row"])))  # the header is row 1 of the file
            for name in theirs.keys() - {"file", "row", "x", "y"}:
                self.assertEqual("" if ours[name] is None else str(ours[name]), theirs[name], (theirs["row"], name))

    def test_rejected(self):
        rows = [row for row in self.rows("rejected.csv") if row["input"] == "reports"]
        self.assertEqual([(row["row"] + 2, row["kind"]) for row in self.report.rejected.to_pylist()], [(int(row["row"]), row["kind"]) for row in rows])

    def test_layers(self):
        layers = self.report.layers
        file = self.out / "city.gpkg"
        theirs = {name for name, _ in pyogrio.list_layers(file)} - {"layer_styles", "density_bands"}
        self.assertEqual({name for name, table in layers.items() if name in theirs or table.num_rows}, theirs)
        for name in sorted(theirs):
            with self.subTest(name):
                meta, table = pyogrio.read_arrow(file, layer=name)
                expected = table.rename_columns(["geometry" if n == meta["geometry_name"] else n for n in table.column_names]).to_pylist()
                found = layers[name].to_pylist()
                self.assertEqual(len(found), len(expected))
                for ours, row in zip(found, expected):
                    self.assertEqual({n for n in row if not worded(name, n)} - set(ours), set(), "columns of the command line that are missing")
                    for column, value in row.items():
                        if column == "geometry":
                            self.geometry(name, ours[column], value)
                        elif column == "row":
                            self.assertEqual(ours["row"] + 2, value)
                        elif not worded(name, column):
                            self.same(ours[column], value, f"{name}, {ours.get('id') or ours.get('zone_id') or ours.get('cell_id')}, {column}")

    def geometry(self, layer, found, expected):
        """Given shapes bit for bit; made ones where PROJ's way back from metres ends 1e-9 degrees apart."""
        if found == expected:
            return
        self.assertFalse(layer.startswith("zones_") or layer in ("reports", "outside"), layer)
        self.assertEqual((found is None, len(found or b"")), (expected is None, len(expected or b"")), layer)
        from bailiwick._picture import rings

        for ours, theirs in zip(rings(found), rings(expected)):
            for a, b in zip(ours, theirs):
                self.assertLess(max(abs(a[0] - b[0]), abs(a[1] - b[1])), 1e-9, layer)

    def test_the_zones_are_the_same(self):
        said = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        self.assertEqual(said["planes"]["zones_version"], self.zones_version)


class Sample(Same, unittest.TestCase):
    @classmethod
    def both(cls, _):
        zones = sample.zones()
        cls.zones_version = zones.version
        return sample.report(zones), [sample.FOLDER / "city.toml"]


@unittest.skipUnless(SHARED.is_dir(), f"no shared data at {SHARED}")
class NewYork(Same, unittest.TestCase):
    LEVELS = {"precinct": ("police_precincts.geojson.gz", "precinct"), "council": ("council_districts.geojson.gz", "CounDist"), "nta": ("nta_2010.geojson", "NTACode")}

    @classmethod
    def both(cls, folder):
        nyc = SHARED / "nyc"
        ring = [[-74.02, 40.70], [-73.93, 40.70], [-73.93, 40.80], [-74.02, 40.80], [-74.02, 40.70]]
        area = folder / "area.geojson"
        area.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))

        def read(file):
            return pyogrio.open_arrow(("/vsigzip/" if file.endswith(".gz") else "") + str(nyc / file))

        zones = bw.zones({level: read(file) for level, (file, _) in cls.LEVELS.items()}, crs="OGC:CRS84",  # the name that the command line reads from the first file; GDAL says EPSG:4326 of it
                         metric_crs="LAEA:40.8,-74.0",  # about the area, as the command line's
                         columns={level: {"id": field, **({"name": "NTAName"} if level == "nta" else {})} for level, (_, field) in cls.LEVELS.items()})
        cls.zones_version = zones.version
        source = nyc / "nyc311_animal_complaints_2010_2025.csv.gz"
        with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(io.StringIO(file.read())))
        number = [[float(row[name]) if row[name] else None for row in rows] for name in ("Longitude", "Latitude")]
        time = [datetime.datetime.strptime(row["Created Date"], "%m/%d/%Y %I:%M:%S %p") for row in rows]
        reports = pa.table({"lon": number[0], "lat": number[1], "key": [row["Unique Key"] for row in rows], "type": [row["Complaint Type"] for row in rows], "Status": [row["Status"] for row in rows], "time": time})
        asked = [part for level, (file, field) in cls.LEVELS.items() for part in ("--zones", f"{level}={nyc / file}", "--zone-option", f"{level}.id={field}")]
        asked += ["--area", area, "--reports", source, "--cell", "500m", "--id", "Unique Key", "--category", "Complaint Type", "--time", "Created Date",
                  "--time-zone", "America/New_York"]
        report = bw.report(zones, reports, category="type", time="time", time_zone="America/New_York", id="key", status="Status", x="lon", y="lat", area=pyogrio.open_arrow(area), cell_m=500)
        return report, asked


if __name__ == "__main__":
    unittest.main()
