"""The sample city as its user meets it: `bailiwick report`, then the files in out/ against data/truth.json.

Run: sample_test.py BAILIWICK SOURCE_FOLDER. Standard library only.
"""
import csv
import io
import json
import pathlib
import random
import re
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
LEVELS = ["district", "subdistrict", "community", "block", "road", "site"]
PARTITIONS = LEVELS[:4]
ROW_WISE = {"assignments.csv", "rejected.csv", "layers/reports.geojson", "layers/outside.geojson", "city.gpkg"}


class Run:
    """One report: what it wrote, what it said."""

    def __init__(self, folder, *options, name="out"):
        self.out = folder / name
        command = [str(BAILIWICK), "report", str(folder / "city.toml"), "--output", str(self.out), *options]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        self.status, self.said = done.returncode, done.stderr.decode("utf-8") + done.stdout.decode("utf-8")
        if self.status != 0:
            raise AssertionError(f"{' '.join(command)} ended with {self.status}:\n{self.said}")

    def layer(self, name):
        return json.loads((self.out / f"layers/{name}.geojson").read_text(encoding="utf-8"))["features"]

    def table(self, name):
        return list(csv.DictReader(io.StringIO((self.out / name).read_text(encoding="utf-8-sig"), newline="")))

    def summary(self):
        return json.loads((self.out / "summary.json").read_text(encoding="utf-8"))

    def files(self):
        return sorted(p.relative_to(self.out).as_posix() for p in self.out.rglob("*") if p.is_file())

    def placed(self):
        """id -> zones, units and rules of every level, and the answer. (x and y are those of the plane: equal but for the datum's inverse.)"""
        return {r["id"]: {k: v for k, v in r.items() if k not in ("file", "row", "x", "y")} for r in self.table("assignments.csv")}


def folder_like_the_sample(parent, name):
    folder = parent / name
    shutil.copytree(SAMPLE, folder)
    return folder


def metres_to(geometry, place):
    """To the nearest vertex; 0 inside."""
    return 0 if holds(geometry, place) else min(metres(place, p) for ring in rings(geometry) for p in ring)


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="bailiwick_sample_")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.main = Run(folder_like_the_sample(cls.folder, "main"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    # -- bookkeeping

    def test_the_balance_of_every_level_is_that_of_the_truth(self):
        summary = self.main.summary()
        self.assertEqual(summary["rows"], TRUTH["rows"])
        self.assertEqual(summary["excluded"], 0)
        self.assertEqual(summary["balance"], TRUTH["balance"])

    def test_counts_sum_to_what_was_read_and_to_the_zones_of_the_truth(self):
        sums = {}
        for row in self.main.table("counts.csv"):
            zones = sums.setdefault(row["level"], {})
            zones[row["zone"]] = zones.get(row["zone"], 0) + int(row["count"])
        self.assertEqual(sorted(sums), sorted(LEVELS))
        for level, zones in sums.items():
            self.assertEqual(sum(zones.values()), TRUTH["rows"], level)
        for level, counts in TRUTH["counts"].items():
            self.assertEqual({z: n for z, n in sums[level].items() if not z.startswith("(")}, counts)

    def test_every_bad_row_is_listed_with_its_class(self):
        found = {int(r["row"]): r["kind"] for r in self.main.table("rejected.csv") if r["input"] == "reports"}
        planted = {row: fault["class"] for fault in TRUTH["bad_rows"].values() for row in fault["rows"]}
        self.assertEqual(found, planted)
        reasons = {int(r["row"]): r["reason"] for r in self.main.table("rejected.csv")}
        for row in TRUTH["bad_rows"]["swapped"]["rows"]:
            self.assertIn("swapped", reasons[row])

    def test_every_report_has_one_answer(self):
        for row in self.main.table("assignments.csv"):
            self.assertEqual(row["unit"] == "", row["unit_rule"] in ("outside", "no_unit"), row["id"])

    def test_the_default_geocode_is_seen_as_one_place(self):
        pile = next(h for h in TRUTH["hotspots"] if h["kind"] == "default_geocode")
        there = [r for r in self.main.table("assignments.csv") if metres((float(r["x"]), float(r["y"])), pile["at"]) < 0.01]
        self.assertEqual(len(there), pile["reports"])

    # -- coverage

    def findings(self):
        for level in PARTITIONS:
            for kind in ("gaps", "overlaps", "children"):
                if level == "district" and kind == "children":
                    continue
                for feature in self.main.layer(f"{kind}_{level}"):
                    yield level, feature["properties"], feature["geometry"]

    @staticmethod
    def key(level, kind, zones):
        # A child's line names its parent too; the child is what was planted.
        return level, kind, tuple(sorted(zones[:1] if kind in ("outside_parent", "tie") else zones))

    def test_every_planted_defect_is_found_with_its_area_and_nothing_else(self):
        planted = {}
        for truth in TRUTH["findings"]:
            planted[self.key(truth["level"], truth["kind"], truth.get("beside", truth["zones"]))] = truth
        self.assertEqual(len(planted), len(TRUTH["findings"]))
        seen = set()
        for level, found, geometry in self.findings():
            key = self.key(level, found["kind"], (found["zones"] or "").split(";"))
            self.assertTrue(key in planted, f"not planted: {key}, {found['area_m2']} m2")
            self.assertFalse(key in seen, f"listed twice: {key}")
            seen.add(key)
            truth = planted[key]
            if truth["kind"] == "tie":
                continue
            with self.subTest(plant=truth["plant"], kind=truth["kind"]):
                self.assertLess(abs(found["area_m2"] / truth["area_m2"] - 1), 1e-6)
                self.assertEqual(bool(found["sliver"]), truth["sliver"])
                self.assertEqual(bool(found["lawful"]), truth.get("lawful", False))
                self.assertLess(metres_to(geometry, truth["at"]), 25)
                if "rim_m" in truth:
                    self.assertLess(abs(found["rim_m"] / truth["rim_m"] - 1), 1e-4)
        self.assertEqual(set(planted) - seen, set(), "planted, but not found")

    def test_across_levels_have_no_gaps(self):
        self.assertEqual([f for f in self.main.files() if "gaps_road" in f or "gaps_site" in f or "children_road" in f], [])

    def test_the_wrong_parent_is_named_with_the_right_one(self):
        truth = next(f for f in TRUTH["findings"] if f["kind"] == "tie")
        tie = next(p for _, p, _ in self.findings() if p["kind"] == "tie")
        self.assertEqual(tie["zones"].split(";"), [truth["zones"][0], truth["lies_in"]])

    # -- hotspots

    def test_every_strong_hotspot_is_found_and_at_most_one_more(self):
        areas = self.main.layer("hotspot_areas")
        explained = set()
        for truth in TRUTH["hotspots"]:
            distance = {i: metres_to(area["geometry"], truth["at"]) for i, area in enumerate(areas)}
            explained |= {i for i, d in distance.items() if d < 250}
            if not truth["strong"]:
                continue
            with self.subTest(hotspot=truth["name"]):
                nearest = min(distance, key=distance.get, default=None)
                self.assertIsNotNone(nearest)
                self.assertLess(distance[nearest], TRUTH["hotspot_cell_m"])
                self.assertEqual(areas[nearest]["properties"]["top_category"], truth["category"])
                self.assertTrue(areas[nearest]["properties"]["unit"])
        self.assertLessEqual(len(areas) - len(explained), 1)

    # -- the same city in other clothes

    def test_the_gcj02_copy_gives_the_same_assignments_when_told_and_a_warning_when_not(self):
        folder = folder_like_the_sample(self.folder, "gcj02")
        told = Run(folder, "--reports", str(folder / "reports_gcj02.csv"), "--reports-datum", "gcj02")
        self.assertEqual(told.placed(), self.main.placed())
        self.assertEqual(told.summary()["balance"], TRUTH["balance"])
        project = (folder / "city.toml").read_text(encoding="utf-8").replace('datum = "wgs84"\n', "")
        (folder / "city.toml").write_text(project, encoding="utf-8")
        untold = Run(folder, "--reports", str(folder / "reports_gcj02.csv"), name="untold")
        self.assertNotEqual(untold.placed(), self.main.placed())
        self.assertIn("datum", " ".join(w["code"] for w in untold.summary()["warnings"]))
        self.assertIn("700 米", (untold.out / "summary.md").read_text(encoding="utf-8"))

    def test_in_chinese_no_english_sentence_is_left(self):
        folder = folder_like_the_sample(self.folder, "chinese")
        project = (folder / "city.toml").read_text(encoding="utf-8").replace('datum = "wgs84"\n', "")
        (folder / "city.toml").write_text(project, encoding="utf-8")
        run = Run(folder, "--lang", "zh", name="zh")
        warnings = [line for line in run.said.splitlines() if line.startswith("提醒：")]
        self.assertEqual(len(warnings), len(run.summary()["warnings"]))
        self.assertTrue(warnings)
        stdout = run.said[run.said.index("\n".join(warnings)):]
        for text in (stdout, (run.out / "summary.md").read_text(encoding="utf-8"), *(w["sentence"] for w in run.summary()["warnings"])):
            self.assertEqual(re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+", re.sub(r"`[^`]*`|--[a-z-]+", "", text)), [])

    def test_gb18030_gives_the_same_numbers(self):
        folder = folder_like_the_sample(self.folder, "gb18030")
        run = Run(folder, "--reports", str(folder / "reports_gb18030.csv"))
        self.assertEqual(run.placed(), self.main.placed())
        for name in ("counts.csv", "layers/hotspots.geojson", "layers/hotspot_areas.geojson", "layers/density.tif"):
            self.assertTrue((run.out / name).read_bytes() == (self.main.out / name).read_bytes(), name)

    def test_open311_gives_the_same_numbers(self):
        folder = folder_like_the_sample(self.folder, "open311")
        run = Run(folder, "--reports", str(folder / "reports_open311.csv"), "--preset", "open311")
        self.assertEqual(run.summary()["balance"], TRUTH["balance"])
        self.assertEqual(run.placed(), self.main.placed())
        self.assertTrue((run.out / "layers/density.tif").read_bytes() == (self.main.out / "layers/density.tif").read_bytes())
        self.assertEqual([c["properties"]["gi_z"] for c in run.layer("hotspots")], [c["properties"]["gi_z"] for c in self.main.layer("hotspots")])

    # -- the same bytes

    def assert_same_bytes(self, one, two, but=()):
        self.assertEqual(one.files(), two.files())
        skipped = {"run.json", "summary.json"} | set(but)
        for name in one.files():
            if name not in skipped:
                self.assertTrue((one.out / name).read_bytes() == (two.out / name).read_bytes(), name)

    def assert_same_summary(self, one, two, but=()):
        """Equal but for the hashes of inputs and of the files in `but`."""
        texts = []
        for run in (one, two):
            summary = run.summary()
            for source in summary["inputs"]["zones"] + summary["inputs"]["reports"]:
                source.pop("sha256")
            summary["files"] = [f for f in summary["files"] if f["name"] not in but]
            texts.append(summary)
        self.assertEqual(*texts)

    def test_one_and_two_threads_give_the_same_bytes(self):
        one = Run(folder_like_the_sample(self.folder, "one"), "--threads", "1")
        two = Run(folder_like_the_sample(self.folder, "two"), "--threads", "2")
        self.assert_same_bytes(one, two)
        self.assertTrue((one.out / "summary.json").read_bytes() == (two.out / "summary.json").read_bytes())

    def test_the_order_of_zones_in_their_files_does_not_matter(self):
        folder = folder_like_the_sample(self.folder, "zones")
        for name in ("districts", "subdistricts", "communities", "blocks", "roads", "sites"):
            head, *features, tail = (folder / f"{name}.geojson").read_text(encoding="utf-8").splitlines()
            features = [f.rstrip(",") for f in features]
            random.Random(7).shuffle(features)
            (folder / f"{name}.geojson").write_text(head + "\n" + ",\n".join(features) + "\n" + tail + "\n", encoding="utf-8")
        run = Run(folder)
        self.assert_same_bytes(run, self.main)
        self.assert_same_summary(run, self.main)

    def test_the_order_of_reports_matters_to_the_order_of_rows_alone(self):
        folder = folder_like_the_sample(self.folder, "rows")
        head, *rows = (folder / "reports.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(7).shuffle(rows)
        (folder / "reports.csv").write_text(head + "".join(rows), encoding="utf-8")
        run = Run(folder)
        self.assert_same_bytes(run, self.main, but=ROW_WISE)
        self.assert_same_summary(run, self.main, but=ROW_WISE)
        self.assertEqual(run.placed(), self.main.placed())

    def test_the_command_line_says_the_same_as_the_project_file(self):
        folder = folder_like_the_sample(self.folder, "words")
        out = folder / "out"
        command = [str(BAILIWICK), "report", "--output", str(out)]
        for level, name in zip(LEVELS, ("districts", "subdistricts", "communities", "blocks", "roads", "sites")):
            command += ["--zones", f"{level}={folder / name}.geojson"]
        command += ["--nest", "district/subdistrict/community/block", "--across", "road,site", "--reports", str(folder / "reports.csv"),
                    "--area", str(folder / "city.geojson"), "--lawful", str(folder / "lawful.csv"), "--preset", "12345", "--cell", "100",
                    "--zones-datum", "wgs84", "--reports-datum", "wgs84", "--lang", "zh"]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8"))
        said = Run.__new__(Run)
        said.out = out
        self.assert_same_bytes(said, self.main)
        self.assertEqual(said.summary()["balance"], self.main.summary()["balance"])

    def test_the_resolved_project_gives_the_same_bytes_again(self):
        folder = folder_like_the_sample(self.folder, "resolved")
        first = Run(folder)
        shutil.copy(first.out / "city.toml", first.out / "kept.toml")  # its paths are relative to the folder it lies in
        command = [str(BAILIWICK), "report", str(first.out / "kept.toml"), "--output", str(folder / "again")]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8"))
        (first.out / "kept.toml").unlink()
        again = Run.__new__(Run)
        again.out = folder / "again"
        self.assert_same_bytes(again, first)

    def test_a_second_run_refuses_to_overwrite(self):
        command = [str(BAILIWICK), "report", str(self.main.out.parent / "city.toml"), "--output", str(self.main.out)]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--overwrite", done.stderr.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
