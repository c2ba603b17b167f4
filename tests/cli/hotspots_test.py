"""`bailiwick hotspots` and `clusters` on the sample city, against data/truth.json.

Run: hotspots_test.py BAILIWICK SOURCE_FOLDER. Standard library only.
"""
import csv
import io
import json
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

from geometry import holds, metres, rings

BAILIWICK = pathlib.Path(sys.argv.pop(1)).resolve()
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
SAMPLE = SOURCE / "data/sample"
TRUTH = json.loads((SOURCE / "data/truth.json").read_text(encoding="utf-8"))
HOT = [h for h in TRUTH["hotspots"] if h["kind"] == "hotspot"]
PILE = next(h for h in TRUTH["hotspots"] if h["kind"] == "default_geocode")


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="bailiwick_hotspots_")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.runs = 0

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def run_it(self, *words, city=SAMPLE / "city.toml", status=0):
        type(self).runs += 1
        out = self.folder / f"out{self.runs}"
        project = [str(city)] if city else []
        done = subprocess.run([str(BAILIWICK), words[0], *project, *words[1:], "--output", str(out)], capture_output=True, timeout=300, check=False)
        self.said = done.stderr.decode("utf-8") + done.stdout.decode("utf-8")
        self.assertEqual(done.returncode, status, self.said)
        return out

    @staticmethod
    def layer(out, name):
        return json.loads((out / f"layers/{name}.geojson").read_text(encoding="utf-8"))["features"]

    @staticmethod
    def table(out, name):
        return list(csv.DictReader(io.StringIO((out / name).read_text(encoding="utf-8-sig"), newline="")))

    @staticmethod
    def summary(out):
        return json.loads((out / "summary.json").read_text(encoding="utf-8"))

    def files(self, out):
        return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file() and p.name != "run.json"}

    # -- what is there

    def test_clusters_find_the_strong_hotspots_and_the_pile(self):
        out = self.run_it("clusters", "--eps", "50m", "--min", "10")
        features = self.layer(out, "clusters")
        for hot in HOT:
            if hot["strong"]:
                self.assertTrue(any(holds(f["geometry"], hot["at"]) for f in features), hot["name"])
        piles = [f for f in features if f["properties"]["is_pile"]]
        self.assertEqual([holds(f["geometry"], PILE["at"]) for f in piles], [True])
        self.assertAlmostEqual(piles[0]["properties"]["pile_share"] * piles[0]["properties"]["reports"], PILE["on_one_coordinate"], places=9)
        rows = self.table(out, "clusters.csv")
        summary = self.summary(out)["clusters"]
        self.assertEqual(len(rows), TRUTH["balance"][0]["assigned"] + TRUTH["balance"][0]["outside"])
        self.assertEqual(sum(r["label"] == "-1" for r in rows), summary["noise"])
        self.assertEqual(len({r["label"] for r in rows if r["label"] != "-1"}), summary["count"])
        sizes = {}
        for row in rows:
            if row["cluster"]:
                sizes[row["cluster"]] = sizes.get(row["cluster"], 0) + 1
        self.assertEqual(sizes, {f["properties"]["id"]: f["properties"]["reports"] for f in features})
        self.assertTrue(all(p["properties"]["units"] for p in features))

    def test_clusters_are_those_of_the_algorithm_word_by_word(self):
        """A local grid, so that file and plane hold the same metres; DBSCAN by its definition."""
        pick = random.Random(3)
        places = [(round(pick.gauss(500 * k, 60), 1), round(pick.gauss(300, 60), 1)) for k in (1, 2, 3) for _ in range(80)]
        places += [(round(pick.uniform(0, 2000), 1), round(pick.uniform(0, 600), 1)) for _ in range(150)]
        reports = self.folder / "local.csv"
        reports.write_text("id,x,y\n" + "".join(f"{i},{x},{y}\n" for i, (x, y) in enumerate(places)), encoding="utf-8")
        out = self.run_it("clusters", "--reports", str(reports), "--reports-crs", "local", "--eps", "40", "--min", "6", city=None)
        near = [[j for j, b in enumerate(places) if math.dist(a, b) <= 40] for a in places]
        core = [len(n) >= 6 for n in near]
        flood, first = [-1] * len(places), []
        by_place = sorted(range(len(places)), key=lambda i: (places[i][1], places[i][0]))
        for i in by_place:
            if not core[i] or flood[i] >= 0:
                continue
            stack, flood[i] = [i], len(first)
            while stack:
                for j in near[stack.pop()]:
                    if core[j] and flood[j] < 0:
                        flood[j] = flood[i]
                        stack.append(j)
            first.append(i)
        def joins(i):  # itself, or the nearest core; of equally near ones the southernmost, then westernmost
            cores = [i] if core[i] else [j for j in near[i] if core[j]]
            return flood[min(cores, key=lambda j: (math.dist(places[i], places[j]), places[j][1], places[j][0]))] if cores else -1
        label = [joins(i) for i in range(len(places))]
        order = sorted(range(len(first)), key=lambda k: (-label.count(k), k))
        contested = [not core[i] and len({flood[j] for j in near[i] if core[j]}) > 1 for i in range(len(places))]
        self.assertGreater(len(first), 2)
        rows = self.table(out, "clusters.csv")
        self.assertEqual([int(r["label"]) for r in rows], [-1 if k < 0 else order.index(k) for k in label])
        self.assertEqual([r["contested"] == "true" for r in rows], contested)
        self.assertEqual(self.summary(out)["clusters"]["contested"], sum(contested))

    def test_a_report_names_the_trend_of_planted_hotspots(self):
        areas = self.layer(self.run_it("report"), "hotspot_areas")
        for hot in HOT:
            if not hot["strong"]:
                continue
            area = next(f["properties"] for f in areas if holds(f["geometry"], hot["at"]))
            said = "steady" if area["trend_p"] > 0.05 else "growing" if area["trend"] > 0 else "fading"
            self.assertEqual(said, hot["trend"], hot["name"])

    def test_the_units_of_an_area_are_those_that_answer_for_its_reports(self):
        out = self.run_it("report")
        rows = self.table(out, "assignments.csv")
        places = [((float(r["x"]), float(r["y"])), r["unit"] or None) for r in rows]
        for area in self.layer(out, "hotspot_areas"):
            counted = {}
            for place, unit in places:
                if holds(area["geometry"], place):
                    counted[unit] = counted.get(unit, 0) + 1
            said = json.loads(area["properties"]["units_json"])
            self.assertEqual({u["unit"]: u["reports"] for u in said}, counted, area["properties"]["name"])
            self.assertEqual(area["properties"]["unit"], said[0]["unit"] or area["properties"]["unit"])
            for unit in said:
                self.assertAlmostEqual(unit["unit_share"], unit["reports"] / area["properties"]["reports"], places=6)
            if len(said) > 1:
                self.assertTrue(area["properties"]["coordinator_name"] or area["properties"]["coordination"] or None in counted, area["properties"])

    def test_the_default_geocode_is_named_a_pile_and_nothing_else_is(self):
        for words in ([], ["--cells", "hexagon"]):
            out = self.run_it("hotspots", *words)
            areas = self.layer(out, "hotspot_areas")
            piles = [f for f in areas if f["properties"]["is_pile"]]
            self.assertTrue(piles, words)
            for pile in piles:  # its own cell is not hot: the cells beside it are
                self.assertLess(min(metres(v, PILE["at"]) for ring in rings(pile["geometry"]) for v in ring), 2 * self.summary(out)["hotspots"]["cell_m"], words)
            for hot in HOT:
                found = [f["properties"] for f in areas if holds(f["geometry"], hot["at"])]
                if hot["strong"]:
                    self.assertEqual([f["is_pile"] for f in found], [False], (hot["name"], words))

    def test_zones_are_tested_against_exposure(self):
        out = self.run_it("hotspots", "--on", "block", "--per", "area_km2")
        zones = self.layer(out, "hotspots_block")
        counts = {}
        for row in self.table(self.run_it("report"), "assignments.csv"):
            if row["block_zone"]:
                counts[row["block_zone"]] = counts.get(row["block_zone"], 0) + 1
        self.assertEqual({z["properties"]["zone_id"]: z["properties"]["count"] for z in zones if z["properties"]["count"]}, counts)
        areas = self.layer(out, "hotspot_areas")
        for hot in HOT:
            if hot["strong"]:
                self.assertTrue(any(holds(f["geometry"], hot["at"]) for f in areas), hot["name"])
        found = self.summary(out)["zone_hotspots"]
        self.assertEqual((found["level"], found["per"], found["neighbours"], found["tests"]), ("block", "area_km2", "queen", len(zones)))
        # The p of one zone by hand: the reports of all zones fall by area.
        one = max((z["properties"] for z in zones), key=lambda z: z["around"])
        total, expected = sum(z["properties"]["count"] for z in zones), one["around_expected"]
        share = expected / total
        tail = sum(math.exp(math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1) + k * math.log(share) + (total - k) * math.log1p(-share))
                   for k in range(one["around"], total + 1))
        self.assertAlmostEqual(one["binomial_p"] / min(1, 2 * tail), 1, places=6)

    def test_rates_of_zones_stand_beside_the_test(self):
        """Local Moran and its quadrant of every zone, and Moran's I of the city, by their formulas from the rates and neighbours of the layer."""
        out = self.run_it("hotspots", "--on", "community", "--per", "area_km2", "--neighbours", "nearest:5", "--weights", "binary")
        zones = [z["properties"] for z in self.layer(out, "hotspots_community")]
        found = self.summary(out)["zone_hotspots"]
        self.assertEqual(found["rates_method"], "draws:99999")
        self.assertEqual(self.summary(out)["settings"]["weights"], "binary")
        self.assertIn("Moran's I: binary", self.summary(out)["hotspots"]["variant"])
        mean = sum(z["rate"] for z in zones) / len(zones)
        squares = sum((z["rate"] - mean) ** 2 for z in zones)
        # The sum of the neighbours' deviations follows from Gi*: its numerator is their sum and the zone's own less six means.
        spread = math.sqrt(squares / len(zones) * (6 * len(zones) - 36) / (len(zones) - 1))
        total = 0
        for z in zones:
            around = z["gi_rate_z"] * spread - (z["rate"] - mean)
            local = (len(zones) - 1) * (z["rate"] - mean) * around / squares
            self.assertAlmostEqual(z["moran_rate"], local, places=6)
            high = ("high" if z["rate"] > mean else "low") + "-" + ("high" if around > 0 else "low")
            self.assertEqual(z["moran_rate_quadrant"], high)
            self.assertTrue(0 < z["gi_rate_p"] <= 1)
            total += (z["rate"] - mean) * around
        self.assertAlmostEqual(found["moran"]["value"], total / squares / 5, places=6)
        again = self.run_it("hotspots", city=out / "city.toml")
        self.assertEqual(self.summary(again)["zone_hotspots"], found)
        row = self.summary(self.run_it("hotspots", "--cell", "400m", "--weights", "row"))["hotspots"]
        binary = self.summary(self.run_it("hotspots", "--cell", "400m", "--weights", "binary"))["hotspots"]
        customary = self.summary(self.run_it("hotspots", "--cell", "400m"))["hotspots"]
        self.assertEqual((customary["moran"], customary["general_g"]), (row["moran"], binary["general_g"]))
        self.assertNotEqual(binary["moran"]["value"], row["moran"]["value"])
        self.assertNotEqual(binary["general_g"]["value"], row["general_g"]["value"])

    def test_every_neighbourhood_of_zones(self):
        for words, rule in ((["rook"], "rook"), (["band:600m"], "band:600m"), (["nearest:6"], "nearest:6")):
            found = self.summary(self.run_it("hotspots", "--on", "community", "--per", "none", "--neighbours", *words))["zone_hotspots"]
            self.assertEqual(found["neighbours"], rule)
        found = self.summary(self.run_it("hotspots", "--on", "community", "--per", "area_km2", "--neighbours", "band"))["zone_hotspots"]
        self.assertEqual(found["islands"], 0)
        self.assertIn("Esri's rule", found["neighbours_reason"])

    def test_emerging_kinds_and_changes(self):
        out = self.run_it("hotspots", "--period", "month")
        emerging = self.summary(out)["emerging"]
        cells = self.layer(out, "emerging")
        self.assertEqual((emerging["periods"], emerging["first"], emerging["last"], emerging["too_few_periods"]), (12, "2025-01", "2025-12", False))
        self.assertEqual(emerging["tests"], 12 * len(cells))
        kinds = {}
        for cell in cells:
            kinds[cell["properties"]["kind"]] = kinds.get(cell["properties"]["kind"], 0) + 1
        self.assertEqual(kinds, emerging["places_by_kind"])
        growing = next(h for h in HOT if h["strong"] and h["trend"] == "growing")
        there = next(c["properties"] for c in cells if holds(c["geometry"], growing["at"]))
        self.assertIn("hot spot", there["kind"])
        self.assertEqual(sum(map(int, there["counts"].split(";"))), there["reports"])
        changes = self.table(out, "changes.csv")
        self.assertTrue(all(r["period"] == "2025-12" and r["period_before"] == "2025-11" for r in changes))
        now = {r["zone"]: int(r["reports"]) for r in changes if r["level"] == "district"}
        december = {}
        for row in self.table(self.run_it("report"), "counts.csv"):
            if row["level"] == "district" and row["month"] == "2025-12" and not row["zone"].startswith("("):
                december[row["zone"]] = december.get(row["zone"], 0) + int(row["count"])
        self.assertEqual({z: n for z, n in now.items() if n}, december)

    def test_the_last_month_against_the_same_month_a_year_before(self):
        """Every third report once more, a year earlier; counts from the assignments, p and interval by their definitions."""
        folder = self.folder / "two_years"
        shutil.copytree(SAMPLE, folder)
        lines = (folder / "reports.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        earlier = [f"Y{line}".replace(",2025-", ",2024-", 1) for line in lines[1::3]]
        (folder / "reports.csv").write_text("".join([*lines, *earlier]), encoding="utf-8")
        out = self.run_it("hotspots", "--period", "month", city=folder / "city.toml")
        counts = {}
        for row in self.table(self.run_it("report", city=folder / "city.toml"), "counts.csv"):
            if row["level"] == "district":
                counts[row["zone"], row["month"]] = counts.get((row["zone"], row["month"]), 0) + int(row["count"])
        rows = [r for r in self.table(out, "changes.csv") if r["against"] == "year_before"]
        self.assertEqual({(r["period"], r["period_before"]) for r in rows}, {("2025-12", "2024-12")})
        self.assertTrue(any(r["unit"] and not r["zone"] for r in rows))
        districts = [r for r in rows if r["level"] == "district"]
        self.assertGreater(len(districts), 1)
        for row in districts:
            now, then = counts[row["zone"], "2025-12"], counts.get((row["zone"], "2024-12"), 0)
            self.assertEqual((int(row["reports"]), int(row["reports_before"])), (now, then))
            self.assertAlmostEqual(float(row["ratio"]), now / then, places=6)
            def tail(share, of):  # of the second period's part of all reports
                return sum(math.exp(math.lgamma(now + then + 1) - math.lgamma(k + 1) - math.lgamma(now + then - k + 1) + k * math.log(share) + (now + then - k) * math.log(1 - share))
                           for k in of)
            smaller = min(tail(0.5, range(now, now + then + 1)), tail(0.5, range(now + 1)))
            self.assertAlmostEqual(float(row["p"]), min(1, 2 * smaller), places=6)
            for end, of in (("low", range(now, now + then + 1)), ("high", range(now + 1))):  # Clopper and Pearson: the tail at either end is 2.5 %
                odds = float(row[end])
                self.assertAlmostEqual(tail(odds / (1 + odds), of), 0.025, places=5)

    def test_too_few_periods_are_said(self):
        out = self.run_it("hotspots", "--period", "quarter")
        self.assertTrue(self.summary(out)["emerging"]["too_few_periods"])
        self.assertEqual({c["properties"]["kind"] for c in self.layer(out, "emerging")}, {"too_few_periods"})
        self.assertIn("too_few_periods", [w["code"] for w in self.summary(out)["warnings"]])

    def test_categories_are_tested_together(self):
        out = self.run_it("hotspots", "--by", "category")
        emerging = self.summary(out)["emerging"]
        self.assertEqual(emerging["tests"], emerging["places"] * emerging["categories"])
        hot = {(f["properties"]["category"]) for f in self.layer(out, "hotspots_category") if f["properties"]["gi_bin"] >= 2}
        for planted in HOT:
            if planted["strong"]:
                self.assertIn(planted["category"], hot)

    def test_reports_alone_are_enough(self):
        reports = ["--reports", str(SAMPLE / "reports.csv"), "--preset", "12345", "--reports-datum", "wgs84", "--time-zone", "Asia/Shanghai"]
        out = self.run_it("hotspots", *reports, "--cell", "200m", "--neighbours", "queen", city=None)
        self.assertIn("convex hull of the reports", self.said)
        summary = self.summary(out)["hotspots"]
        self.assertGreater(summary["tests"], 100)
        self.assertGreater(summary["moran"]["z"], 3)
        again = self.run_it("hotspots", city=out / "city.toml")
        self.assertEqual(self.files(out)["layers/hotspots.geojson"], self.files(again)["layers/hotspots.geojson"])

    # -- the same bytes

    def test_the_same_bytes_for_any_threads_and_any_order(self):
        folder = self.folder / "shuffled"
        shutil.copytree(SAMPLE, folder)
        lines = (folder / "reports.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        body = lines[1:]
        random.Random(1).shuffle(body)
        (folder / "reports.csv").write_text("".join([lines[0], *body]), encoding="utf-8")
        for words in (["clusters", "--eps", "60m", "--min", "8"], ["hotspots", "--period", "month", "--by", "category"], ["hotspots", "--on", "block", "--per", "area_km2"],
                      ["hotspots", "--cells", "hexagon"]):
            one = self.files(self.run_it(*words, "--threads", "1"))
            two = self.files(self.run_it(*words, "--threads", "2"))
            self.assertEqual(one, two, words)
            other = self.files(self.run_it(*words, city=folder / "city.toml"))
            for name in one:
                if name.startswith("layers/") or name == "changes.csv":
                    self.assertEqual(one[name], other[name], (words, name))
            if words[0] == "clusters":
                cut = [sorted((r["id"], r["cluster"], r["label"], r["core"], r["contested"])
                              for r in csv.DictReader(io.StringIO(files["clusters.csv"].decode("utf-8-sig"), newline=""))) for files in (one, other)]
                self.assertEqual(cut[0], cut[1])

    # -- what cannot be meant

    def test_what_cannot_be_meant_ends_in_a_sentence(self):
        for words, sentence in ((["--on", "blok", "--per", "none"], "no level is called 'blok'"),
                                (["--on", "block"], "expected --per"),
                                (["--on", "block", "--per", "heads"], "expected a field 'heads' for --per"),
                                (["--per", "area_km2"], "pass it together with --on LEVEL"),
                                (["--neighbours", "nearest:4"], "pass band and nearest together with --on LEVEL"),
                                (["--neighbours", "bishop"], "expected queen, rook, band, band:500m or nearest:8, found 'bishop'"),
                                (["--by", "street"], "expected category, found 'street'")):
            self.run_it("hotspots", *words, status=1 if "heads" in sentence else 2)
            self.assertIn(sentence, self.said)


if __name__ == "__main__":
    unittest.main()
