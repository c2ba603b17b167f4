"""A city in which nothing was planted: enclaves, wiggly borders at every level, roads across, and not one finding.

Run: sample_clean_city_test.py BAILIWICK GENERATOR. Standard library only.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

BAILIWICK, GENERATOR = (str(pathlib.Path(sys.argv.pop(1)).resolve()) for _ in range(2))


class CleanCity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="bailiwick_clean_")
        folder = pathlib.Path(cls.temporary.name)
        sizes = {"blocks": 900, "districts": 4, "streets": 20, "enclaves": 15, "roads": 30, "reports": 6000, "seed": 3}
        subprocess.run([GENERATOR, "large", str(folder), *(w for k, v in sizes.items() for w in (f"--{k}", str(v)))], check=True, timeout=300)
        done = subprocess.run([BAILIWICK, "report", str(folder / "city.toml"), "--output", str(folder / "out"), "--quiet"], capture_output=True, timeout=300, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode("utf-8"))
        cls.summary = json.loads((folder / "out/summary.json").read_text(encoding="utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_perfect_borders_and_a_perfect_rim_give_no_finding(self):
        self.assertEqual({k: v["count"] for k, v in self.summary["findings"].items()}, {"gaps": 0, "overlaps": 0, "children": 0, "invalid_zones": 0})

    def test_every_partition_level_holds_the_same_reports(self):
        levels = {line["level"]: (line["assigned"], line["outside"], line["rejected"]) for line in self.summary["balance"]}
        self.assertEqual(levels["district"], levels["block"])
        self.assertEqual(levels["subdistrict"], levels["block"])
        self.assertEqual(sum(levels["block"]), 6000)
        self.assertEqual(levels["block"][2], 0)

    def test_every_partition_level_covers_the_study_area(self):
        for level in self.summary["levels"]:
            if level["role"] == "partition":
                self.assertAlmostEqual(level["covered_share"], 1, delta=1e-12)


if __name__ == "__main__":
    unittest.main()
