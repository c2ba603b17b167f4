"""Real layers of New York, faults and all, through the plug-in against the command line.

usage: nyc_test.py BAILIWICK LIBBAILIWICK PROJECT_FOLDER      skipped (77) where the shared data is absent
"""
import gzip
import json
import pathlib
import subprocess
import sys
import unittest

from processing_session import Session, features, rows, write_points

BAILIWICK, LIBRARY, SOURCE = sys.argv.pop(1), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
NYC = SOURCE.parent / "shared/data/nyc"
LEVELS = {"precinct": ("police_precincts.geojson.gz", "precinct"), "council": ("council_districts.geojson.gz", "CounDist"), "nta": ("nta_2010.geojson", "NTACode")}


class NewYork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session(SOURCE / "bindings/qgis", SOURCE / "bindings/python", LIBRARY)
        cls.home = cls.session.home
        asked, cls.zones = [], {}
        for slot, (level, (file, field)) in enumerate(LEVELS.items(), 1):
            asked += ["--zones", f"{level}={NYC / file}", "--zone-option", f"{level}.id={field}"]
            end = "" if slot == 1 else f"_{slot}"
            plain = cls.home / f"{level}.geojson"  # qgis_process opens no .gz
            packed = file.endswith(".gz")
            plain.write_bytes(gzip.decompress((NYC / file).read_bytes()) if packed else (NYC / file).read_bytes())
            cls.zones.update({"ZONES" + end: plain, "LEVEL" + end: level, "ID_FIELD" + end: field})
        asked += ["--reports", str(NYC / "nyc311_animal_complaints_2010_2025.csv.gz"), "--lang", "en", "--quiet"]
        subprocess.run([BAILIWICK, "report", *asked, "--output", str(cls.home / "cli")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.placed = rows(cls.home / "cli/assignments.csv")
        assert len(cls.placed) > 5000
        cls.reports = cls.home / "reports.gpkg"
        write_points(cls.reports, cls.placed, crs=4326)

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    def layer(self, name):
        return [feature["properties"] for feature in json.loads((self.home / "cli/layers" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]]

    def test_every_report_has_the_same_answer(self):
        self.session.run("bailiwick:assign", **self.zones, REPORTS=self.reports, OUTPUT=self.home / "placed.gpkg")
        parts = [f"{level}_{part}" for level in LEVELS for part in ("zone", "unit", "rule", "also")] + ["unit", "unit_level", "unit_rule"]
        for ours, theirs in zip(features(self.home / "placed.gpkg"), self.placed, strict=True):
            self.assertEqual({name: ours[name] or "" for name in parts}, {name: theirs[name] for name in parts})

    def test_the_same_faults_are_found(self):
        out = {name: self.home / f"{name}.gpkg" for name in ("GAPS", "OVERLAPS")}
        self.session.run("bailiwick:audit", **self.zones, REPORTS=self.reports, **out)
        for kind, file in (("gaps", out["GAPS"]), ("overlaps", out["OVERLAPS"])):
            theirs = {row["id"]: row for path in (self.home / "cli/layers").glob(f"{kind}_*.geojson") for row in self.layer(path.stem)}
            ours = {row["id"]: row for row in features(file)}
            self.assertEqual(ours.keys(), theirs.keys())
            for key, row in theirs.items():
                self.assertEqual((ours[key]["kind"], ours[key]["zones"], ours[key]["reports"]), (row["kind"], row["zones"], row["reports"]))
                self.assertAlmostEqual(ours[key]["area_m2"], row["area_m2"], delta=1e-3 + 1e-6 * row["area_m2"])  # a square millimetre of each square metre

    def test_the_same_cells_are_hot(self):
        self.session.run("bailiwick:hotspots", **self.zones, REPORTS=self.reports, OUTPUT=self.home / "cells.gpkg")
        theirs, ours = ({row["cell_id"]: (row["count"], row["gi_bin"]) for row in rows_of} for rows_of in (self.layer("hotspots"), features(self.home / "cells.gpkg")))
        self.assertEqual(ours, theirs)
        self.assertGreater(sum(hot >= 2 for _, hot in theirs.values()), 20)


if __name__ == "__main__":
    if not NYC.is_dir():
        print("skipped: no shared data")
        sys.exit(77)
    unittest.main()
