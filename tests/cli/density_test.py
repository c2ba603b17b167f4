"""The command density on a hand-made city in metres: every surface against a sum of kernels made here, cell by cell.

Run: density_test.py BAILIWICK. Standard library, and gdal_translate to read rasters.
"""

import csv
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import unittest

BAILIWICK = pathlib.Path(sys.argv.pop(1)).resolve()
if len(sys.argv) > 1 and pathlib.Path(sys.argv[1]).is_dir():
    sys.argv.pop(1)  # the source tree, which this test does not need
CRS = "EPSG:32650"
WEST, SOUTH = 400_000.0, 3_700_000.0  # a city of 4 x 3 km on a round corner of the plane
EAST, NORTH = WEST + 4000, SOUTH + 3000
RADIUS, CELL = 400.0, 50.0
NODATA = -9999


def polygons(shapes):
    features = [{"type": "Feature", "properties": properties, "geometry": geometry} for properties, geometry in shapes]
    return json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": CRS}}, "features": features})


def box(w, s, e, n):
    return {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}


def reports():
    """Scattered and clustered, of two categories over three months, with a weight; 60 of them on one coordinate."""
    chance = random.Random(11)
    rows = []
    for i in range(900):
        if i % 3:
            x, y = WEST + chance.uniform(0, 4000), SOUTH + chance.uniform(0, 3000)
        else:
            x, y = chance.gauss(WEST + 1000, 250), chance.gauss(SOUTH + 2000, 250)
        if i >= 840:
            x, y = WEST + 3333.25, SOUTH + 444.5
        x, y = min(max(x, WEST + 1), EAST - 1), min(max(y, SOUTH + 1), NORTH - 1)
        rows.append({"id": str(i), "x": repr(round(x, 3)), "y": repr(round(y, 3)), "kind": chance.choice(["litter", "noise"]),
                     "time": f"2026-0{chance.randint(1, 3)}-{chance.randint(1, 28):02d} 12:00", "severity": chance.choice(["0", "1", "2.5"]),
                     "status": chance.choice(["open", "closed"])})
    return rows


def quartic(u2):
    return 3 / math.pi * (1 - u2) ** 2 if u2 < 1 else 0.0


def brute(rows, x, y, weight=lambda row: 1.0):
    """Reports per km2 at a place."""
    total = 0.0
    for row in rows:
        u2 = ((float(row["x"]) - x) ** 2 + (float(row["y"]) - y) ** 2) / RADIUS ** 2
        total += weight(row) * quartic(u2)
    return total / RADIUS ** 2 * 1e6


def raster(file, band=1):
    """{(x, y): value} of the cells that take part."""
    with tempfile.NamedTemporaryFile(suffix=".xyz") as out:
        subprocess.run(["gdal_translate", "-q", "-b", str(band), "-of", "XYZ", str(file), out.name], check=True)
        lines = pathlib.Path(out.name).read_text().split("\n")
    cells = [tuple(map(float, line.split())) for line in lines if line]
    return {(x, y): value for x, y, value in cells if value != NODATA}


class Density(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        cls.rows = reports()
        cls.write_rows("reports.csv", cls.rows)
        (cls.folder / "area.geojson").write_text(polygons([({"id": "city"}, box(WEST, SOUTH, EAST, NORTH))]))
        (cls.folder / "block.geojson").write_text(polygons([({"id": "a"}, box(WEST, SOUTH, WEST + 1000, NORTH)), ({"id": "b"}, box(WEST + 1000, SOUTH, EAST, NORTH))]))
        line = {"type": "LineString", "coordinates": [[WEST + 100, SOUTH + 1500], [WEST + 2100, SOUTH + 1500], [WEST + 2100, SOUTH + 2000]]}
        (cls.folder / "road.geojson").write_text(polygons([({"id": "r1"}, line)]))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def write_rows(cls, name, rows):
        with open(cls.folder / name, "w", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def run_density(self, *arguments, status=0, reports="reports.csv"):
        command = [BAILIWICK, "density", "--reports", reports, "--reports-crs", CRS, "--crs", CRS, "--x", "x", "--y", "y", "--time", "time", "--time-zone", "UTC",
                   "--category", "kind", *arguments]
        done = subprocess.run([str(c) for c in command], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def surface(self, output, *arguments, **options):
        self.run_density("--bandwidth", f"{RADIUS}m", "--cell", f"{CELL}m", "--output", output, *arguments, **options)
        return self.folder / output

    def zones(self):
        return ["--zones", "block=block.geojson", "--zones", "road=road.geojson", "--zone-option", "road.width=20", "--across", "road"]

    def assert_surface(self, found, expected_at, places=60):
        most = max(found.values())
        for x, y in random.Random(3).sample(sorted(found), places):
            expected = expected_at(x, y)
            self.assertLessEqual(abs(found[x, y] - expected), 3e-7 * expected + 1e-9 * most, (x, y))

    def test_one_file_equals_the_sum_of_kernels(self):
        before = set(self.folder.iterdir())
        found = raster(self.surface("density.tif", "--area", "area.geojson"))
        self.assertEqual({p.name for p in set(self.folder.iterdir()) - before}, {"density.tif"})
        self.assertEqual(len(found), 80 * 60)
        self.assert_surface(found, lambda x, y: brute(self.rows, x, y))
        refused = self.run_density("--bandwidth", "400m", "--area", "area.geojson", "--output", "density.tif", status=1)
        self.assertIn("density.tif is there already", refused.stderr)

    def test_weights_weigh(self):
        found = raster(self.surface("weighed.tif", "--area", "area.geojson", "--weight", "severity"))
        self.assert_surface(found, lambda x, y: brute(self.rows, x, y, lambda row: float(row["severity"])))
        self.write_rows("holes.csv", [dict(row, severity="" if i % 5 == 0 else "-1" if i % 5 == 1 else row["severity"]) for i, row in enumerate(self.rows)])
        done = self.run_density("--bandwidth", "400m", "--cell", "50m", "--area", "area.geojson", "--weight", "severity", "--output", "holes.tif", reports="holes.csv")
        self.assertIn("360", done.stderr)  # two in five of 900
        self.assertIn("'severity'", done.stderr)
        told = self.run_density("--bandwidth", "400m", "--cell", "50m", "--area", "area.geojson", "--weight", "severity", "--lang", "en", "--output", "weighed")
        self.assertRegex(told.stdout, r"density up to [\d.]+ of severity per km2")
        self.assertIn("densities are severity per km², not reports", (self.folder / "weighed/summary.md").read_text(encoding="utf-8"))
        keep = [row for i, row in enumerate(self.rows) if i % 5 > 1]
        self.assert_surface(raster(self.folder / "holes.tif"), lambda x, y: brute(keep, x, y, lambda row: float(row["severity"])))
        missing = self.run_density("--area", "area.geojson", "--weight", "weight", "--output", "unweighed.tif", status=1)
        self.assertIn("--weight", missing.stderr)
        self.assertFalse((self.folder / "unweighed.tif").exists())

    def test_diggle_adds_up_to_the_reports_and_none_does_not(self):
        cell_km2 = CELL * CELL / 1e6
        diggle = raster(self.surface("diggle.tif", "--area", "area.geojson", "--edge", "diggle"))
        self.assertAlmostEqual(sum(diggle.values()) * cell_km2, 900, delta=900e-6)
        plain = raster(self.surface("none.tif", "--area", "area.geojson", "--edge", "none", "--overwrite"))
        self.assertLess(sum(plain.values()) * cell_km2, 880)
        uniform = raster(self.surface("uniform.tif", "--area", "area.geojson", "--edge", "uniform"))
        centres = [(x, y) for x, y in plain]
        for x, y in random.Random(5).sample(sorted(plain), 20):  # the share of the kernel that lies inside, by the cells
            share = sum(quartic(((cx - x) ** 2 + (cy - y) ** 2) / RADIUS ** 2) for cx, cy in centres) * CELL * CELL / RADIUS ** 2
            self.assertAlmostEqual(uniform[x, y], plain[x, y] / share, delta=1e-6 * max(1, uniform[x, y]))

    def test_categories_and_periods_add_up_to_the_whole(self):
        out = self.surface("groups", "--area", "area.geojson", "--by", "category", "--period", "month", "--from", "2026-01-01", "--to", "2026-04-01")
        summary = json.loads((out / "summary.json").read_text())["density"]
        names = [(s["category"], s["period"]) for s in summary["surfaces"]]
        self.assertEqual(names, [(kind, f"2026-0{m}") for kind in ("litter", "noise") for m in (1, 2, 3)])
        self.assertEqual(sum(s["reports"] for s in summary["surfaces"]), 900)
        whole = raster(self.folder / "groups/layers/density.tif", 2)
        february = [row for row in self.rows if row["kind"] == "litter" and row["time"].startswith("2026-02")]
        self.assertEqual(summary["surfaces"][1]["reports"], len(february))
        self.assert_surface(whole, lambda x, y: brute(february, x, y), 30)
        bands = json.loads((out / "layers/density.geojson").read_text())["features"]
        self.assertEqual({(b["properties"]["category"], b["properties"]["period"]) for b in bands}, set(names))
        limits = summary["breaks_per_km2"]
        self.assertTrue({b["properties"]["to_per_km2"] for b in bands} <= set(limits))

    def test_piles_are_listed_and_left_out_on_request(self):
        for name, arguments, left_out in (("piled", [], 0), ("unpiled", ["--without-piles"], 60)):
            out = self.surface(name, "--area", "area.geojson", *arguments)
            summary = json.loads((out / "summary.json").read_text())["density"]
            self.assertEqual([(p["reports"], round(p["share"], 6)) for p in summary["piles"]], [(60, round(60 / 900, 6))])
            self.assertAlmostEqual(summary["piles"][0]["x"], WEST + 3333.25, places=3)
            self.assertEqual(summary["left_out"], left_out)
            table = list(csv.DictReader((out / "piles.csv").read_text(encoding="utf-8-sig").splitlines()))
            self.assertEqual((table[0]["reports"], table[0]["left_out"]), ("60", "true" if left_out else "false"))
        self.assert_surface(raster(self.folder / "unpiled/layers/density.tif"), lambda x, y: brute(self.rows[:840], x, y), 30)

    def test_zones_have_mean_and_maximum_and_roads_a_length(self):
        out = self.surface("zones", *self.zones())
        found = raster(out / "layers/density.tif")
        table = {(row["level"], row["zone"]): row for row in csv.DictReader((out / "density_zones.csv").read_text(encoding="utf-8-sig").splitlines())}
        for zone, west, east in (("a", WEST, WEST + 1000), ("b", WEST + 1000, EAST)):
            values = [value for (x, _), value in found.items() if west <= x < east]
            row = table["block", zone]
            self.assertEqual(int(row["cells"]), len(values))
            self.assertAlmostEqual(float(row["mean_per_km2"]), math.fsum(values) / len(values), delta=1e-6 * max(values))
            self.assertAlmostEqual(float(row["max_per_km2"]), max(values), delta=1e-6 * max(values))
            inside = sum(west <= float(r["x"]) < east for r in self.rows)
            self.assertEqual(int(row["reports"]), inside)
            # UTM is off by up to 4e-4 in length here: areas are of the equal-area plane.
            self.assertAlmostEqual(float(row["area_km2"]), (east - west) * 3000 / 1e6, delta=1e-3 * (east - west) * 3000 / 1e6)
            self.assertAlmostEqual(float(row["reports_per_km2"]), inside / float(row["area_km2"]), places=6)
            self.assertEqual(row["length_km"], "")
        road = table["road", "r1"]
        self.assertAlmostEqual(float(road["length_km"]), 2.5, places=6)  # --crs is the plane of lengths
        self.assertAlmostEqual(float(road["reports_per_km"]), int(road["reports"]) / 2.5, places=6)
        self.assertGreater(int(road["reports"]), 0)

    def test_relative_risk_is_a_ratio_of_shares(self):
        out = self.surface("risk", "--area", "area.geojson", "--risk", "status=open")
        summary = json.loads((out / "summary.json").read_text())["density"]["relative_risk"]
        opened = [row for row in self.rows if row["status"] == "open"]
        self.assertAlmostEqual(summary["share"], len(opened) / 900)
        found = raster(out / "layers/relative_risk.tif")
        self.assertEqual(len(found), summary["cells"])
        self.assertEqual(summary["cells"] + summary["guarded"], 80 * 60)
        least = 5 * 3 / math.pi / RADIUS ** 2 * 1e6
        for x, y in random.Random(7).sample(sorted(found), 30):
            whole = brute(self.rows, x, y)
            self.assertGreaterEqual(whole, least * (1 - 1e-6))
            self.assertAlmostEqual(found[x, y], brute(opened, x, y) / whole / (len(opened) / 900), places=5)
        months = self.surface("months", "--area", "area.geojson", "--period", "month", "--from", "2026-01-01", "--to", "2026-04-01", "--risk", "period")
        of = {m: [row for row in self.rows if row["time"].startswith(f"2026-0{m}")] for m in (2, 3)}
        found = raster(months / "layers/relative_risk.tif")
        for x, y in random.Random(7).sample(sorted(found), 20):
            expected = brute(of[3], x, y) / len(of[3]) / (brute(of[2], x, y) / len(of[2]))
            self.assertAlmostEqual(found[x, y], expected, delta=1e-5 * max(1, expected))

    def test_without_two_periods_there_is_no_ratio_of_them(self):
        self.write_rows("timeless.csv", [dict(row, time="") for row in self.rows])
        for name, arguments, options in (("timeless", [], {"reports": "timeless.csv"}), ("one_month", ["--from", "2026-01-01", "--to", "2026-02-01"], {})):
            done = self.run_density("--bandwidth", "400m", "--cell", "50m", "--area", "area.geojson", "--period", "month", "--risk", "period", "--output", name, *arguments, **options)
            self.assertIn("no relative risk", done.stderr)
            self.assertIsNone(json.loads((self.folder / name / "summary.json").read_text())["density"]["relative_risk"])
            self.assertFalse((self.folder / name / "layers/relative_risk.tif").exists())

    def test_rules_say_their_value_and_reason(self):
        for rule, word in (("arcgis", "ArcGIS"), ("silverman", "Silverman"), ("scott", "Scott"), ("likelihood", "likelihood")):
            out = self.folder / f"rule_{rule}"
            done = self.run_density("--bandwidth", f"auto:{rule}", "--area", "area.geojson", "--output", out)
            density = json.loads((out / "summary.json").read_text())["density"]
            self.assertEqual(density["bandwidth_rule"], rule)
            self.assertIn(word, density["bandwidth_reason"])
            self.assertIn(density["bandwidth_reason"], done.stderr)
            again = self.folder / f"rule_{rule}_again"
            subprocess.run([BAILIWICK, "density", out / "city.toml", "--output", again, "-q"], check=True)
            self.assertEqual((again / "layers/density.tif").read_bytes(), (out / "layers/density.tif").read_bytes())

    def test_the_same_bytes_for_any_threads_and_order_of_rows(self):
        tenths = [dict(row, tenths=str((i % 7) / 10)) for i, row in enumerate(self.rows)]  # whose sum depends on their order
        self.write_rows("tenths.csv", tenths)
        shuffled = list(tenths)
        random.Random(2).shuffle(shuffled)
        self.write_rows("shuffled.csv", shuffled)
        summaries = [json.loads((self.surface(f"sum_{name}", "--area", "area.geojson", "--weight", "tenths", "--risk", "status=open", reports=f"{name}.csv") / "summary.json").read_text())
                     for name in ("tenths", "shuffled")]
        self.assertEqual(summaries[0]["density"], summaries[1]["density"])
        for kernel, extra in (("quartic", []), ("gaussian", []), ("triangular", ["--adaptive", "--edge", "diggle"])):
            arguments = ["--area", "area.geojson", "--weight", "severity", "--kernel", kernel, *extra]
            one = self.surface(f"one_{kernel}.tif", *arguments, "--threads", "1").read_bytes()
            self.assertEqual(self.surface(f"two_{kernel}.tif", *arguments, "--threads", "2", reports="shuffled.csv").read_bytes(), one)

    def test_what_cannot_be_is_refused_at_once(self):
        start = time.monotonic()
        done = self.run_density("--area", "area.geojson", "--bandwidth", "400m", "--cell", "1mm", "--output", "no.tif", status=2)
        self.assertIn("expected a distance such as", done.stderr)
        done = self.run_density("--area", "area.geojson", "--bandwidth", "400m", "--cell", "1cm", "--output", "no.tif", status=1)
        self.assertLess(time.monotonic() - start, 5)  # two processes on a busy machine; the refusal itself comes before any report is read
        self.assertIn("cells", done.stderr)
        self.assertIn("120000000000", done.stderr.replace(",", "").replace(" ", ""))
        for arguments, words in ((["--risk", "period"], "--period"), (["--bandwidth", "auto:guess"], "auto:likelihood"), (["--adaptive", "--edge", "uniform"], "--edge"),
                                 (["--risk", "open"], "FIELD=VALUE"), (["--edge", "both"], "--edge")):
            self.assertIn(words, self.run_density("--area", "area.geojson", "--output", "no.tif", *arguments, status=2).stderr)
        self.assertFalse((self.folder / "no.tif").exists())


if __name__ == "__main__":
    unittest.main()
