"""The algorithms in qgis_process against the command line on the sample city.

usage: algorithms_test.py BAILIWICK LIBBAILIWICK PROJECT_FOLDER
"""
import collections
import csv
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import unittest

import processing_session
from processing_session import LEVELS, Session, features, rows, write_points, zone_parameters

BAILIWICK, LIBRARY, SOURCE = sys.argv.pop(1), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
SAMPLE = SOURCE / "data/sample"
UNLOCATED = 7


def from_source(**more):
    return Session(SOURCE / "bindings/qgis", SOURCE / "bindings/python", LIBRARY, **more)


class Algorithms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = from_source()
        cls.home = cls.session.home
        cls.cli = {}
        cls.command("report")
        cls.placed = rows(cls.home / "report/assignments.csv")
        assert len(cls.placed) > 4000
        cls.reports = cls.home / "reports.gpkg"
        write_points(cls.reports, cls.placed, UNLOCATED)
        cls.zones = zone_parameters(SAMPLE)

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    @classmethod
    def command(cls, name, *options):
        subprocess.run([BAILIWICK, name, str(SAMPLE / "city.toml"), "--output", str(cls.home / name), "--quiet", *options], check=True, stdout=subprocess.DEVNULL)
        return cls.home / name

    def test_assign_answers_for_every_report_as_the_command_line(self):
        said = self.session.run("bailiwick:assign", **self.zones, REPORTS=self.reports, OUTPUT=self.home / "placed.gpkg", COUNTS=self.home / "counts.csv")
        got = features(self.home / "placed.gpkg")
        self.assertEqual(len(got), len(self.placed) + UNLOCATED)
        self.assertEqual((said["results"]["READ"], said["results"]["UNLOCATED"], said["results"]["MALFORMED"]), (len(got), UNLOCATED, 0))
        self.assertEqual(said["results"]["WITHOUT_UNIT"], sum(not row["unit"] for row in self.placed))
        parts = [f"{level}_{part}" for level in LEVELS for part in ("zone", "unit", "rule", "also")] + ["unit", "unit_level", "unit_rule"]
        for ours, theirs in zip(got, self.placed):
            self.assertEqual({name: ours[name] or "" for name in parts}, {name: theirs[name] for name in parts})
            self.assertEqual((ours["id"], ours["source_unit"], ours["rejected"]), (theirs["id"], "as given", None))
            self.assertEqual((ours["geometry"].GetX(), ours["geometry"].GetY()), (float(theirs["x"]), float(theirs["y"])))
        self.assertEqual({(row["rejected"], row["unit_rule"]) for row in got[len(self.placed):]}, {("unlocated", None)})
        expected = collections.Counter()
        for row in rows(self.home / "report/counts.csv"):
            if not row["zone"].startswith("("):
                expected[row["level"], row["zone"]] += int(row["count"])
        counted = {(row["level"], row["zone_id"]): int(row["count"]) for row in rows(self.home / "counts.csv")}
        self.assertEqual({key: count for key, count in counted.items() if count and not key[1].startswith("(")}, dict(expected))
        for level in LEVELS:
            self.assertEqual(sum(count for (name, _), count in counted.items() if name == level), len(got))

    def near(self, ours, theirs, share=1e-9):
        """Equal as sentences, flags and counts, numbers to a share of them."""
        for name, value in theirs.items():
            if isinstance(value, float):
                self.assertAlmostEqual(ours[name], value, delta=share * max(1.0, abs(value)), msg=name)
            else:
                self.assertEqual(ours[name], value, name)

    def layer(self, folder, name):
        """A layer of the command line, as it stands in its GeoJSON."""
        return [feature["properties"] for feature in json.loads((self.home / folder / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]]

    def check_findings(self, gaps, overlaps, children):
        for kind, file in (("gaps", gaps), ("overlaps", overlaps), ("children", children)):
            ours = {row["id"]: row for row in features(file)}
            theirs = {}
            for path in (self.home / "report/layers").glob(f"{kind}_*.geojson"):
                theirs.update((row["id"], row) for row in self.layer("report", path.stem))
            self.assertEqual(ours.keys(), theirs.keys())
            self.assertTrue(theirs)
            for key, row in theirs.items():
                self.near({**ours[key], **{name: bool(ours[key][name]) for name in ("sliver", "lawful", "exempt")}}, row, 1e-6)

    def check_hotspots(self, cells, areas):
        ours, theirs = ({row["cell_id"]: row for row in rows_of} for rows_of in (features(cells), self.layer("report", "hotspots")))
        self.assertEqual(ours.keys(), theirs.keys())
        for key, row in theirs.items():
            self.near(ours[key], {name: row[name] for name in ("count", "gi_z", "gi_p", "gi_p_normal", "gi_q", "gi_bin")})
        joined = features(areas)
        self.assertGreater(len(joined), 3)
        for ours, theirs in zip(joined, self.layer("report", "hotspot_areas"), strict=True):
            self.near(ours, {name: theirs[name] for name in ("id", "rank", "reports", "distinct_places", "share", "expected", "peak_z", "min_q", "rate_per_km2", "pile_share", "unit",
                                                             "unit_name", "unit_share", "coordinator_unit", "coordinator_name")})
            self.near(ours, {"area_km2": theirs["area_km2"]}, 1e-6)
            self.assertEqual(bool(ours["is_pile"]), theirs["is_pile"])

    def check_surface(self, file, folder="report", least=50000):
        from osgeo import gdal

        values = []
        for path in (file, self.home / folder / "layers/density.tif"):
            raster = gdal.Open(str(path))
            west, size, _, north, _, _ = raster.GetGeoTransform()
            band = raster.GetRasterBand(1)
            wide, high = raster.RasterXSize, raster.RasterYSize
            numbers = struct.unpack(f"{wide * high}f", band.ReadRaster(0, 0, wide, high, buf_type=gdal.GDT_Float32))
            self.assertEqual((band.GetNoDataValue(), band.GetUnitType(), band.GetDescription()), (-9999, "1/km2", "density_per_km2"))
            values.append({(round(west / size) + at % wide, round(north / size) - at // wide): number for at, number in enumerate(numbers) if number != -9999})
            self.assertIn("METHOD[\"Lambert Azimuthal Equal Area\"", raster.GetSpatialRef().ExportToWkt(["FORMAT=WKT2_2018"]))
            self.assertEqual(raster.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG")
        self.assertEqual(values[0].keys(), values[1].keys())
        self.assertGreater(len(values[0]), least)
        worst = max(abs(number - values[1][at]) / max(1, abs(number)) for at, number in values[0].items())
        self.assertLess(worst, 1e-6)  # floats of 24 bits

    def test_audit_finds_what_the_command_line_finds(self):
        out = {name: self.home / f"{name}.gpkg" for name in ("GAPS", "OVERLAPS", "CHILDREN")}
        said = self.session.run("bailiwick:audit", **self.zones, AREA=SAMPLE / "city.geojson", LAWFUL=SAMPLE / "lawful.csv", REPORTS=self.reports, **out)
        self.assertEqual(said["results"]["FINDINGS"], sum(len(features(file)) for file in out.values()))
        self.check_findings(*out.values())

    def test_hotspots_are_those_of_the_command_line(self):
        out = {"OUTPUT": self.home / "cells.gpkg", "HOTSPOT_AREAS": self.home / "areas.gpkg"}
        said = self.session.run("bailiwick:hotspots", **self.zones, AREA=SAMPLE / "city.geojson", REPORTS=self.reports, CELL=100, **out)
        self.assertEqual(said["results"]["CELL_USED"], 100)
        self.check_hotspots(*out.values())

    def test_hexagons_and_zones_are_tested_like_the_command_line_does(self):
        same = {**self.zones, "AREA": SAMPLE / "city.geojson", "REPORTS": self.reports}
        for name, parameters, options, layer, key in (("hexagons", {"CELLS": 1, "CELL": 150}, ("--cells", "hexagon", "--cell", "150"), "hotspots", "cell_id"),
                                                      ("zones", {"ON": "community"}, ("--on", "community", "--per", "area_km2"), "hotspots_community", "zone_id"),
                                                      ("field", {"ON": "road", "PER": "priority"}, ("--on", "road", "--per", "priority"), "hotspots_road", "zone_id")):
            with self.subTest(name):
                folder, out = self.home / name, self.home / f"{name}.gpkg"
                subprocess.run([BAILIWICK, "hotspots", str(SAMPLE / "city.toml"), *options, "--output", str(folder), "--quiet"], check=True, stdout=subprocess.DEVNULL)
                self.session.run("bailiwick:hotspots", **same, **parameters, OUTPUT=out)
                ours, theirs = ({row[key]: row for row in rows_of} for rows_of in (features(out), self.layer(name, layer)))
                self.assertEqual(ours.keys(), theirs.keys())
                self.assertGreater(len(theirs), 30)
                for place, row in theirs.items():
                    self.near(ours[place], {name: value for name, value in row.items() if name in ours[place] and value is not None}, 1e-6)

    def test_areas_tell_their_first_and_last_report(self):
        file, theirs = self.home / "timed.gpkg", self.layer("report", "hotspot_areas")
        with open(SAMPLE / "reports.csv", encoding="utf-8", newline="") as text:
            when = {row["案卷号"]: row["上报时间"] for row in csv.DictReader(text)}
        write_points(file, [{**row, "when": when[row["id"]].replace("-", "/") + ":00"} for row in self.placed])
        same = {**self.zones, "AREA": SAMPLE / "city.geojson", "REPORTS": file, "CELL": 100, "OUTPUT": self.home / "timed_cells.gpkg"}
        self.session.run("bailiwick:hotspots", **same, TIME_FIELD="when", HOTSPOT_AREAS=self.home / "timed_areas.gpkg")
        for ours, expected in zip(features(self.home / "timed_areas.gpkg"), theirs, strict=True):
            for name in ("first_report", "last_report"):  # the city's own clock on both sides
                self.assertEqual(ours[name][:19].replace("/", "-").replace(" ", "T"), expected[name][:19])
        self.assertIn("Layer timed, field id: expected dates or times, found String", self.session.refused("bailiwick:hotspots", **same, TIME_FIELD="id"))

    def test_density_is_that_of_the_command_line(self):
        said = self.session.run("bailiwick:density", **self.zones, AREA=SAMPLE / "city.geojson", REPORTS=self.reports, OUTPUT=self.home / "density.tif")
        summary = json.loads((self.home / "report/summary.json").read_text(encoding="utf-8"))["density"]
        self.assertAlmostEqual(said["results"]["BANDWIDTH_USED"], summary["bandwidth_m"], delta=1e-9 * summary["bandwidth_m"])
        self.check_surface(self.home / "density.tif")

    def test_rules_adaptive_kernels_and_weights_are_those_of_the_command_line(self):
        weights = {row["id"]: str(number % 7 / 2) if number % 5 else "" for number, row in enumerate(self.placed)}  # 0 to 3, every fifth none
        city, heavy = self.home / "weighed", self.home / "weighed.gpkg"
        shutil.copytree(SAMPLE, city)
        lines = (SAMPLE / "reports.csv").read_text(encoding="utf-8").splitlines()
        (city / "reports.csv").write_text("\n".join([lines[0] + ",权重", *(f"{line},{weights.get(line.split(',')[0], '')}" for line in lines[1:])]) + "\n", encoding="utf-8")
        write_points(heavy, [{**row, "weight": weights[row["id"]]} for row in self.placed])
        for name, parameters, options in (("silverman", {"RULE": 1}, ["--bandwidth", "auto:silverman"]), ("scott", {"RULE": 2, "KERNEL": 5}, ["--bandwidth", "auto:scott", "--kernel", "gaussian"]),
                                          ("likelihood", {"RULE": 3, "ADAPTIVE": "true", "EDGE": 2}, ["--bandwidth", "auto:likelihood", "--adaptive", "--edge", "diggle"]),
                                          ("given", {"RULE": 3, "BANDWIDTH": 400, "CELL": 50, "KERNEL": 1, "EDGE": 1, "WEIGHT_FIELD": "weight"},
                                           ["--bandwidth", "400", "--cell", "50", "--kernel", "epanechnikov", "--edge", "uniform", "--weight", "权重"])):
            with self.subTest(name):
                folder, out = self.home / f"density_{name}", self.home / f"{name}.tif"
                subprocess.run([BAILIWICK, "density", str(city / "city.toml"), *options, "--output", str(folder), "--quiet"], check=True, stdout=subprocess.DEVNULL)
                said = self.session.run("bailiwick:density", **self.zones, AREA=SAMPLE / "city.geojson", REPORTS=heavy, OUTPUT=out, **parameters)
                summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["density"]
                self.assertAlmostEqual(said["results"]["BANDWIDTH_USED"], summary["bandwidth_m"], delta=1e-9 * summary["bandwidth_m"])
                self.check_surface(out, folder.name, 9000)
        for field, sentence in (("unit", "Layer weighed, field unit: expected numbers, found String; choose a field of numbers."), ("none", "Layer weighed: expected field none, found fid, id, unit, weight; choose one of these.")):
            self.assertIn(sentence, self.session.refused("bailiwick:density", **self.zones, REPORTS=heavy, WEIGHT_FIELD=field, OUTPUT=self.home / "never.tif"))

    def test_clusters_are_those_of_the_command_line(self):
        theirs, out = self.command("clusters"), {"OUTPUT": self.home / "clusters.gpkg", "CLUSTERED": self.home / "clustered.gpkg"}
        said = self.session.run("bailiwick:clusters", **self.zones, REPORTS=self.reports, RADIUS=50, LEAST=20, **out)
        expected = [feature["properties"] for feature in json.loads((theirs / "layers/clusters.geojson").read_text(encoding="utf-8"))["features"]]
        self.assertTrue(expected)
        for ours, row in zip(features(out["OUTPUT"]), expected, strict=True):
            self.near(ours, {name: row[name] for name in ("id", "rank", "reports", "distinct_places", "share", "rate_per_km2", "pile_share", "unit", "unit_name", "unit_share",
                                                          "unit_area_share", "coordinator_unit", "coordinator_name")})
            self.assertEqual(bool(ours["is_pile"]), row["is_pile"])
        members = features(out["CLUSTERED"])
        self.assertEqual([(row["id"], row["cluster"], row["cluster_id"] or "", bool(row["core"])) for row in members[:len(self.placed)]],
                         [(row["id"], int(row["label"]), row["cluster"], row["core"] == "true") for row in rows(theirs / "clusters.csv")])
        self.assertEqual({row["cluster"] for row in members[len(self.placed):]}, {None})
        self.assertIn(f"clusters of {sum(row['cluster'] not in (None, -1) for row in members)} reports", "\n".join(said["log"]["info"]))

    def test_the_report_is_all_of_it(self):
        out = {name: self.home / f"all_{name}.gpkg" for name in ("OUTPUT", "OUTSIDE", "GAPS", "OVERLAPS", "CHILDREN", "HOTSPOTS", "HOTSPOT_AREAS")}
        zones = {"ZONES_COUNTED" + ("" if slot == 1 else f"_{slot}"): self.home / f"all_{level}.gpkg" for slot, level in enumerate(LEVELS, 1)}
        said = self.session.run("bailiwick:report", **self.zones, AREA=SAMPLE / "city.geojson", LAWFUL=SAMPLE / "lawful.csv", REPORTS=self.reports, CELL=100, DENSITY=self.home / "all.tif", **out, **zones)
        self.check_findings(out["GAPS"], out["OVERLAPS"], out["CHILDREN"])
        self.check_hotspots(out["HOTSPOTS"], out["HOTSPOT_AREAS"])
        self.check_surface(self.home / "all.tif")
        self.assertEqual((said["results"]["READ"], len(features(out["OUTPUT"]))), (len(self.placed) + UNLOCATED,) * 2)
        self.assertEqual([(row["id"], row["levels"]) for row in features(out["OUTSIDE"])], [(row["id"], row["levels"]) for row in self.layer("report", "outside")])
        for level, file in zip(LEVELS, zones.values()):
            ours, theirs = ({row["zone_id"]: row for row in rows_of} for rows_of in (features(file), self.layer("report", f"zones_{level}")))
            self.assertEqual(ours.keys(), theirs.keys())
            for key, row in theirs.items():
                self.near(ours[key], {name: row[name] for name in ("unit_id", "unit_name", "person", "name", "level", "parent_id", "count")})
                self.near(ours[key], {name: row[name] for name in ("area_km2", "count_share", "density_per_km2")}, 1e-6)

    def carried(self, name, crs, source):
        file = self.home / f"{name}.gpkg"
        subprocess.run(["ogr2ogr", "-t_srs", crs, str(file), str(source)], check=True)
        return file

    def test_layers_in_another_system_are_brought_over_and_that_is_said(self):
        utm = self.carried("utm", "EPSG:32649", self.reports)
        said = self.session.run("bailiwick:assign", ZONES=SAMPLE / "districts.geojson", REPORTS=utm, OUTPUT=self.home / "utm_placed.gpkg")
        self.assertIn("Layer utm is brought from EPSG:32649 to EPSG:4490, the system of the zones.", said["log"]["info"])
        got = features(self.home / "utm_placed.gpkg")
        self.assertEqual([row["districts_zone"] or "" for row in got[:len(self.placed)]], [row["district_zone"] for row in self.placed])
        self.assertAlmostEqual(got[0]["geometry"].GetX(), features(utm)[0]["geometry"].GetX(), delta=1e-9)  # the result stays where the reports were

    def test_positions_of_chinese_web_maps_are_brought_back(self):
        with open(SAMPLE / "reports_gcj02.csv", encoding="gb18030", newline="") as file:
            shifted = {row["案卷号"]: row for row in csv.DictReader(file)}
        write_points(self.home / "gcj.gpkg", [{"id": row["id"], "x": shifted[row["id"]]["经度"], "y": shifted[row["id"]]["纬度"]} for row in self.placed])
        zones = {name: value for name, value in self.zones.items() if name != "NEST"}
        self.session.run("bailiwick:assign", **zones, REPORTS=self.home / "gcj.gpkg", REPORTS_DATUM=1, OUTPUT=self.home / "gcj_placed.gpkg")
        self.assertEqual([row["unit"] or "" for row in features(self.home / "gcj_placed.gpkg")], [row["unit"] for row in self.placed])  # no report lies within 0.3 m of a border
        web = self.carried("gcj_web", "EPSG:3857", self.home / "gcj.gpkg")
        self.assertIn("Layer gcj_web: expected longitude and latitude like the zones (EPSG:4490) for gcj02, found EPSG:3857",
                      self.session.refused("bailiwick:assign", ZONES=SAMPLE / "districts.geojson", REPORTS=web, REPORTS_DATUM=1, OUTPUT=self.home / "never.gpkg"))

    def test_a_true_plane_is_kept_and_a_web_map_is_not(self):
        expected = {row["zone_id"]: row for row in self.layer("report", "zones_district")}
        for name, crs, note in (("true", "EPSG:32649", "Layer reports is brought from EPSG:4490 to EPSG:32649, the system of the zones."),
                                ("web", "EPSG:3857", "Layer web is in EPSG:3857, whose metres are not true here: zones and reports are judged in EPSG:4326.")):
            with self.subTest(name):
                zones, out = self.carried(name, crs, SAMPLE / "districts.geojson"), self.home / f"{name}_zones.gpkg"
                said = self.session.run("bailiwick:report", ZONES=zones, REPORTS=self.reports, CELL=100, ZONES_COUNTED=out)
                self.assertIn(note, said["log"]["info"])
                for row in features(out):
                    self.assertEqual(row["count"], expected[row["zone_id"]]["count"])
                    self.assertAlmostEqual(row["area_km2"], expected[row["zone_id"]]["area_km2"], delta=1e-6 * row["area_km2"])

    def test_wrong_input_ends_in_one_sentence(self):
        write_points(self.home / "none.gpkg", [])
        districts = SAMPLE / "districts.geojson"
        out = {"OUTPUT": self.home / "never.gpkg"}
        for parameters, sentence in (
            ({"ZONES": districts, "REPORTS": self.home / "none.gpkg"}, "Layer none: expected at least one report, found none; clear its filter or selection, or choose another layer."),
            ({"ZONES": self.reports, "REPORTS": self.reports}, "Layer reports: expected zones as polygons, found another geometry; make roads polygons first (Buffer with flat ends)."),
            ({"ZONES": districts, "REPORTS": districts}, "Layer districts: expected reports as points, found another geometry; take a point layer, or Centroids of this one."),
            ({"ZONES": districts, "REPORTS": self.reports, "ID_FIELD": "nr"}, "Layer districts: expected field nr, found zone_id, name, unit_id, unit_name, person; choose one of these."),
            ({"ZONES": districts, "REPORTS": self.reports, "ACROSS": "street"}, "ACROSS: expected names of levels (districts), found street; name a level as its layer or its LEVEL says."),
            ({"ZONES": districts, "ZONES_2": districts, "REPORTS": self.reports}, "LEVEL_2: expected a name of its own for every level, found districts twice; name the levels apart."),
        ):
            with self.subTest(sentence):
                said = self.session.refused("bailiwick:assign", **parameters, **out)
                self.assertIn(sentence, said)
                self.assertNotIn("Traceback", said)
        self.assertFalse((self.home / "never.gpkg").exists())


if __name__ == "__main__":
    unittest.main()
