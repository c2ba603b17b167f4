"""The report of the sample city in Python: its tables, its GeoPackage, its picture. That the numbers are the command line's is told by tests/doors."""
import json
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio

import bailiwick as bw

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sample  # noqa: E402

# Drawn by the generator of the sample (data/truth.json, data/README.md): zones per level.
ZONES = {"district": 3, "subdistrict": 9, "community": 36, "block": 2392, "road": 92, "site": 118}


def square(west, south, size):
    import struct

    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return struct.pack("<BIII", 1, 3, 1, 5) + b"".join(struct.pack("<dd", *c) for c in corners)


def grid_town():
    """Two zones of 1 km2 in a plane of metres; three reports in A, one in B, one outside, one without a place."""
    zones = bw.zones({"ward": pa.table({"zone_id": ["A", "B"], "unit": ["north", "south"], "trees": [5, None], "Name": ["a", "b"], "unit_id": ["x", "y"],
                                        "geometry": [square(0, 0, 1000), square(1000, 0, 1000)]})}, metres_per_unit=1, columns={"ward": {"unit": "unit"}})
    reports = pa.table({"x": [10.0, 20, 30, 1500, 5000, None], "y": [10.0, 20, 30, 500, 500, 5], "kind": ["a", "a", "b", "b", "a", "a"],
                        "at": ["2026-01-31 23:30:00", "2026-02-01 00:30:00", "2026-01-05T10:00:00", None, "2026-01-01 00:00:00", "2026-01-01 00:00:00"]})
    return zones, reports


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.report = sample.report()

    def test_layers_have_the_names_of_the_command_line(self):
        partition = ["district", "subdistrict", "community", "block"]
        expected = {f"zones_{level}" for level in ZONES} | {f"{kind}_{level}" for kind in ("gaps", "overlaps") for level in partition}
        expected |= {f"children_{level}" for level in partition[1:]} | {"hotspots", "hotspot_areas", "reports", "outside"}
        self.assertEqual(set(self.report.layers), expected)
        self.assertEqual({level: self.report.zones[level].num_rows for level in ZONES}, ZONES)

    def test_counts_sum_to_what_was_read_at_every_level(self):
        for line in self.report.balance.to_pylist():
            counts = self.report.counts.filter(pc.equal(self.report.counts["level"], line["level"]))
            self.assertEqual(pc.sum(counts["count"]).as_py(), line["read"], line["level"])
            self.assertEqual(line["read"], line["assigned"] + line["outside"] + line["rejected"])
            zones = self.report.zones[line["level"]]
            self.assertEqual(pc.sum(zones["count"]).as_py(), line["assigned"])
        self.assertEqual(self.report.assignments.num_rows + self.report.rejected.num_rows, 5000)

    def test_a_town_by_hand(self):
        zones, reports = grid_town()
        result = bw.report(zones, reports, category="kind", time="at", cell_m=200)
        ward = result.zones["ward"].to_pydict()
        self.assertEqual((ward["count"], ward["area_km2"], ward["density_per_km2"], ward["rank_density"], ward["count_share"]), ([3, 1], [1.0, 1.0], [3.0, 1.0], [1, 2], [0.6, 0.2]))
        # "unit" was taken as unit_id; the file's own unit_id says something else; "Name" repeats the name that it was not taken for.
        self.assertEqual((ward["unit_id"], ward["source_unit_id"], ward["trees"], ward["source_Name"]), (["north", "south"], ["x", "y"], [5, None], ["a", "b"]))
        self.assertNotIn("unit", ward)
        rows = [tuple(r.values()) for r in result.counts.to_pylist()]
        self.assertEqual(rows, [("ward", "A", "north", "a", "2026-01", 1), ("ward", "A", "north", "a", "2026-02", 1), ("ward", "A", "north", "b", "2026-01", 1),
                                ("ward", "B", "south", "b", None, 1), ("ward", "(outside)", None, "a", "2026-01", 1), ("ward", "(unlocated)", None, None, None, 1)])
        self.assertEqual(result.rejected.to_pylist(), [{"row": 5, "kind": "unlocated"}])
        self.assertEqual(result.layers["outside"]["row"].to_pylist(), [4])
        self.assertEqual(result.layers["outside"]["levels"].to_pylist(), ["ward"])

    def test_months_are_those_of_the_city(self):
        zones, reports = grid_town()
        utc = pa.array(["2026-01-31 23:30:00"] + [None] * 5).cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
        for time, zone, month in ((utc, None, "2026-01"), (utc, "Asia/Shanghai", "2026-02"), (utc.cast(pa.timestamp("ms", "Asia/Shanghai")), None, "2026-02"),
                                  (utc.cast(pa.timestamp("s")), "Asia/Shanghai", "2026-01"), (pa.array(["2026-01-31T23:30:00Z"] + [None] * 5), "Asia/Shanghai", "2026-02"),
                                  (pa.array(["2026-01-31"] + [None] * 5).cast(pa.date32()), None, "2026-01")):
            rows = bw.report(zones, reports.set_column(3, "at", time), time="at", time_zone=zone, cell_m=200).counts.to_pylist()
            self.assertIn(month, [r["month"] for r in rows], (time.type, zone))

    def test_refusals_name_the_column(self):
        zones, reports = grid_town()
        for options, sentence in (({"time": "kind"}, "reports, column 'kind': expected timestamps, dates, or text such as 2024-02-29 21:05:00, found string"),
                                  ({"time": "when"}, "reports: expected a column 'when' for the time, found x, y, kind, at"),
                                  ({"category": "sort"}, "reports: expected a column 'sort' for the category, found x, y, kind, at"),
                                  ({"time": "at", "time_zone": "Mars/Olympus"}, "time_zone: expected the name of a zone such as Asia/Shanghai, found 'Mars/Olympus'")):
            with self.assertRaises(bw.BailiwickError) as caught:
                bw.report(zones, reports, cell_m=200, **options)
            self.assertTrue(str(caught.exception).startswith(sentence), caught.exception)

    def test_the_geopackage_holds_the_layers_and_the_given_zones_bit_for_bit(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "city.gpkg"
            self.report.to_geopackage(path)
            self.assertEqual({name for name, _ in pyogrio.list_layers(path)}, set(self.report.layers))
            for name, table in self.report.layers.items():
                self.assertEqual(pyogrio.read_info(path, layer=name)["features"], table.num_rows, name)
            self.assertEqual(pyogrio.read_info(path, layer="zones_block")["crs"], "EPSG:4490")
            _, blocks = pyogrio.read_arrow(path, layer="zones_block")
            self.assertEqual(blocks["geom"].to_pylist(), self.report.zones["block"]["geometry"].to_pylist())
            with self.assertRaises(bw.BailiwickError) as caught:
                self.report.to_geopackage(path)
            self.assertEqual((str(caught.exception), caught.exception.status), (f"{path}: expected no file there, found one; pass overwrite=True to replace it", "exists"))
            self.report.to_geopackage(path, overwrite=True)
            self.assertEqual(os.listdir(folder), ["city.gpkg"])
            with self.assertRaisesRegex(bw.BailiwickError, "expected a folder to write into, found none"):
                self.report.to_geopackage(pathlib.Path(folder) / "none" / "city.gpkg")

    def test_a_write_that_fails_leaves_the_old_file_or_none(self):
        wrong = sample.report()
        wrong.hotspots = wrong.hotspots.append_column("list", pa.array([[{"a": 1}]] * wrong.hotspots.num_rows))  # GDAL has no field for it
        wrong.hotspots = wrong.hotspots.set_column(0, "cell_id", pa.nulls(wrong.hotspots.num_rows, pa.month_day_nano_interval()))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "city.gpkg"
            with self.assertRaises(Exception):
                wrong.to_geopackage(path)
            self.assertEqual(os.listdir(folder), [])
            path.write_text("old")
            with self.assertRaises(Exception):
                wrong.to_geopackage(path, overwrite=True)
            self.assertEqual((os.listdir(folder), path.read_text()), (["city.gpkg"], "old"))

    def test_geodataframes_on_request(self):
        frame = self.report.to_geopandas("zones_district")
        self.assertEqual((len(frame), str(frame.crs.to_authority()), frame.geometry.is_valid.all()), (3, "('EPSG', '4490')", True))
        with self.assertRaisesRegex(KeyError, "expected one of zones_district, .* found 'zones_ward'"):
            self.report.to_geopandas("zones_ward")

    def test_a_notebook_shows_a_map_and_the_balance(self):
        page = xml.fromstring(self.report._repr_html_())
        svg = page.find("{http://www.w3.org/2000/svg}svg")
        text = " ".join(svg.itertext())
        for words in ("gaps (7)", "overlaps (5)", "hotspot areas (7)", "reports/km²"):
            self.assertIn(words, text)
        colours = {path.get("fill") for path in svg.iter("{http://www.w3.org/2000/svg}path")}
        self.assertLessEqual({"#c2188f", "#5b2a9d", "#993404"}, colours)
        cells = [cell.text for cell in page.iter("td")]
        self.assertIn("4,830", cells)
        self.assertLess(len(self.report.to_svg()), 200_000)

    def test_words_of_others_are_escaped(self):
        zones, reports = grid_town()
        evil = bw.zones({"<b>&": pa.table({"id": ["A"], "unit": ["<script>"], "geometry": [square(0, 0, 1000)]})}, metres_per_unit=1)
        page = bw.report(evil, reports, cell_m=200)._repr_html_()
        self.assertNotIn("<b>", page)
        self.assertNotIn("<script>", page)
        xml.fromstring(page)

    def test_an_empty_table_is_a_report(self):
        zones, reports = grid_town()
        full, empty = (bw.report(zones, rows, category="kind", time="at", cell_m=200) for rows in (reports, reports.slice(0, 0)))
        self.assertEqual([line["read"] for line in empty.balance.to_pylist()], [0])
        self.assertEqual({name: table.schema for name, table in empty.layers.items()}, {name: table.schema for name, table in full.layers.items()})
        self.assertEqual((empty.counts.num_rows, empty.hotspots.num_rows, empty.zones["ward"]["count"].to_pylist()), (0, 0, [0, 0]))
        xml.fromstring(empty._repr_html_())

    def test_clusters_and_hotspots_on_zones(self):
        zones = sample.zones()
        tested, areas = bw.hotspots(zones, sample.reports(), on="community", per="area_km2", **sample.COLUMNS)
        rows = tested.to_arrow()
        self.assertEqual(rows.num_rows, ZONES["community"])
        self.assertEqual(sum(rows["count"].to_pylist()), 4823)  # of the balance
        members, found = bw.clusters(zones, sample.reports(), eps_m=60, min_points=10, **sample.COLUMNS)
        self.assertEqual(len(members), 5000)
        self.assertEqual(len({c for c in members.to_arrow()["cluster"].to_pylist() if c is not None and c >= 0}), len(found))
        hexagons, _ = bw.hotspots(zones, sample.reports(), on="hexagons", cell_m=200, **sample.COLUMNS)
        self.assertEqual(hexagons.cell_m, 200)
        with self.assertRaisesRegex(bw.BailiwickError, "per: expected what the reports of level 'block' are set against, found none"):
            bw.hotspots(zones, sample.reports(), on="block")
        with self.assertRaisesRegex(bw.BailiwickError, "per: expected none for squares, found 'area_km2'"):
            bw.hotspots(zones, sample.reports(), per="area_km2")

    def test_json_of_areas_is_json(self):
        for row in self.report.hotspot_areas.to_pylist():
            units = json.loads(row["units_json"])
            self.assertEqual(sum(u["reports"] for u in units), row["reports"])
            self.assertEqual(units[0]["unit"], row["unit"])


if __name__ == "__main__":
    unittest.main()
