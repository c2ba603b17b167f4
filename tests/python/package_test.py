"""The Python package against towns drawn by hand, with pyarrow, polars, pandas and nanoarrow as makers and readers of streams.

Run: BAILIWICK_LIBRARY=libbailiwick.so.0 PYTHONPATH=bindings/python python package_test.py. Needs pyarrow, nanoarrow, polars, pandas.
"""
import ctypes
import datetime
import gc
import json
import math
import struct
import sys
import threading
import unittest

import nanoarrow
import pandas
import polars
import pyarrow as pa

import bailiwick as bw

GEO = {b"ARROW:extension:name": b"geoarrow.wkb"}


def square(west, south, east, north):
    """A polygon as well-known binary."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return struct.pack("<BIII", 1, 3, 1, 5) + b"".join(struct.pack("<dd", *c) for c in corners)


def point(x, y):
    return struct.pack("<BIdd", 1, 1, x, y)


# Two districts side by side, each 0.1 degree wide; a block in the western one; a road over both.
DISTRICTS = {"id": ["W", "E"], "unit": ["office west", "office east"], "geometry": [square(10, 50, 10.1, 50.1), square(10.1, 50, 10.2, 50.1)]}
BLOCKS = {"id": ["w1"], "parent": ["W"], "geometry": [square(10.02, 50.02, 10.05, 50.05)]}
#                in the block        in W beside it    on the line: right   in E             nowhere         no position   no number
X, Y = [10.03, 10.07, 10.1, 10.15, 10.25, None, math.nan], [50.03, 50.07, 50.05, 50.05, 50.05, 50.0, 50.0]
DISTRICT = ["W", "W", "E", "E", None, None, None]
UNIT = ["block/w1", "office west", "office east", "office east", None, None, None]
REJECTED = [None, None, None, None, None, "unlocated", "malformed"]


def table(columns):
    fields = [pa.field(n, pa.binary(), metadata=GEO) if n == "geometry" else pa.field(n, pa.string()) for n in columns]
    return pa.table([pa.array(v, f.type) for v, f in zip(columns.values(), fields)], schema=pa.schema(fields))


def town(**options):
    return bw.zones({"district": table(DISTRICTS), "block": table(BLOCKS)}, parents={"block": "district"}, crs="EPSG:4326", **options)


def answers(result):
    got = result.to_arrow()
    return [got[c].cast("string").to_pylist() for c in ("district_zone", "unit", "rejected")]


class Package(unittest.TestCase):
    def test_zones_tell_what_they_are(self):
        zones = town(label="2026Q1")
        self.assertEqual(zones.levels, {"district": 2, "block": 1})
        self.assertEqual((len(zones), zones.crs, zones.metric_crs, zones.label), (3, "EPSG:4326", "LAEA:50.0,10.1", "2026Q1"))
        self.assertEqual(zones.bounds, (10, 50, 10.2, 50.1))
        again = bw.read_index(zones.to_bytes())
        self.assertEqual(again.version, zones.version)
        self.assertGreater(zones.nbytes, again.nbytes)
        self.assertIn("2 district, 1 block; EPSG:4326", repr(zones))

    def test_reports_from_every_maker_get_the_drawn_answers(self):
        zones = town()
        arrow = pa.table({"lon": X, "lat": Y})
        makers = {"pyarrow": arrow, "polars": polars.DataFrame({"lon": X, "lat": Y}), "nanoarrow": nanoarrow.ArrayStream(arrow), "reader": arrow.to_reader(max_chunksize=2),
                  "chunked": pa.concat_tables([arrow.slice(0, 3), arrow.slice(3)]), "sliced": pa.concat_tables([arrow, arrow, arrow]).combine_chunks().slice(7, 7)}
        for name, reports in makers.items():
            with self.subTest(name):
                self.assertEqual(answers(bw.assign(zones, reports, x="lon", y="lat", crs="EPSG:4326")), [DISTRICT, UNIT, REJECTED])

    def test_number_types(self):
        zones = bw.zones({"z": table({"id": ["a"], "geometry": [square(0, 0, 100, 100)]})}, metres_per_unit=1)
        for kind in (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64(), pa.float32(), pa.float64()):
            for nulls in (False, True):
                values = pa.array([5, None if nulls else 7, 9, 120], kind)
                for array in (values, pa.array([99, 99], kind).take(pa.array([], pa.int64())), pa.concat_arrays([pa.array([1], kind), values]).slice(1)):
                    got = bw.assign(zones, pa.table({"x": array, "y": array})).to_arrow()["z_zone"].cast("string").to_pylist()
                    self.assertEqual(got, (["a", None if nulls else "a", "a", None])[:len(array)], (kind, nulls))
        dictionary = pa.array([5.0, 7.0, 5.0]).dictionary_encode()
        self.assertEqual(bw.assign(zones, pa.table({"x": dictionary, "y": dictionary})).to_arrow()["z_zone"].null_count, 0)

    def test_id_types(self):
        long = "a long name that does not fit into a view"
        for ids in (pa.array(["a", long]), pa.array(["a", long], pa.large_string()), pa.array(["a", long], pa.string_view()), pa.array(["a", long]).dictionary_encode(),
                    pa.array(["x", "a", long]).slice(1), pa.array([1, 2])):
            for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
                zones = bw.zones({"z": pa.table({"id": ids, "geometry": pa.array([square(0, 0, 1, 1), square(1, 0, 2, 1)], kind)})}, metres_per_unit=1)
                got = bw.assign(zones, pa.table({"x": [0.5, 1.5], "y": [0.5, 0.5]})).to_arrow()["z_zone"].cast("string").to_pylist()
                self.assertEqual(got, ["1", "2"] if pa.types.is_integer(ids.type) else ["a", long], (ids.type, kind))

    def test_geometry_types_of_points(self):
        zones = town()
        x, y = X[:5], Y[:5]
        separated = pa.StructArray.from_arrays([pa.array(x), pa.array(y)], ["x", "y"])
        interleaved = pa.FixedSizeListArray.from_arrays(pa.array([v for xy in zip(x, y) for v in xy]), 2)
        for name, array in (("geoarrow.point", separated), ("geoarrow.point", interleaved), ("geoarrow.wkb", pa.array([point(*p) for p in zip(x, y)])),
                            ("ogc.wkb", pa.array([point(*p) for p in zip(x, y)], pa.large_binary()))):
            field = pa.field("where", array.type, metadata={"ARROW:extension:name": name})
            got = bw.assign(zones, pa.table([array], schema=pa.schema([field])))
            self.assertEqual(answers(got)[0], DISTRICT[:5], name)

    def test_geometry_types_of_polygons(self):
        ring = pa.array([[[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]], pa.list_(pa.list_(pa.list_(pa.float64(), 2))))
        multi = pa.array([[ring[0].as_py()]], pa.list_(pa.list_(pa.list_(pa.list_(pa.float64(), 2)))))
        for name, array in (("geoarrow.polygon", ring), ("geoarrow.multipolygon", multi)):
            fields = [pa.field("id", pa.string()), pa.field("shape", array.type, metadata={"ARROW:extension:name": name})]
            zones = bw.zones({"z": pa.table([pa.array(["a"]), array], schema=pa.schema(fields))}, metres_per_unit=1)
            self.assertEqual(bw.explain(zones, 0.5, 0.5)["levels"][0]["zone"], "a", name)

    def test_what_cannot_be_taken_is_refused_by_its_column(self):
        zones = town()
        cases = [({"lon": ["a"], "lat": [1.0]}, "reports, column 'lon': expected numbers, found type 'u'"),
                 ({"lon": [True], "lat": [1.0]}, "reports, column 'lon': expected numbers, found type 'b'"),
                 ({"lon": pa.array([1], pa.timestamp("us", "UTC")), "lat": [1.0]}, "reports, column 'lon': expected numbers, found type 'tsu:UTC'"),
                 ({"lon": pa.array([1], pa.decimal128(5, 2)), "lat": [1.0]}, "reports, column 'lon': expected numbers, found type 'd:5,2'"),
                 ({"lon": pa.array([[1.0]]), "lat": [1.0]}, "reports, column 'lon': expected numbers, found type '+l'")]
        for columns, sentence in cases:
            with self.assertRaises(Exception) as caught:
                bw.assign(zones, pa.table(columns), x="lon", y="lat").to_arrow()
            self.assertIn(sentence, str(caught.exception))
        with self.assertRaises(bw.BailiwickError) as caught:
            bw.assign(zones, pa.table({"lon": [1.0], "lat": [1.0]}), x="east", y="lat")
        self.assertEqual((str(caught.exception), caught.exception.status, caught.exception.field), ("reports: expected a column 'east', found lon, lat", "missing_column", "east"))
        with self.assertRaisesRegex(bw.BailiwickError, "expected something that speaks __arrow_c_stream__ .* found list"):
            bw.assign(zones, [1, 2])
        with self.assertRaisesRegex(bw.BailiwickError, "datum: expected one of wgs84, gcj02, bd09, found 'mars'"):
            bw.explain(zones, 1, 1, datum="mars")

    def test_one_place_tells_everything(self):
        got = bw.explain(town(), 10.03, 50.03, border_within_m=5000)
        self.assertEqual((got["unit"], got["unit_level"], got["unit_rule"]), ("block/w1", "block", "inside"))
        # PROJ 9.1.1: echo "50.03 10.02 50.03 10.03" | geod +ellps=WGS84 -I gives 716.5113 m; the plane is some 1e-6 wider there.
        self.assertAlmostEqual(got["levels"][1]["border_m"], 716.5113, delta=0.001)
        self.assertEqual(json.loads(got["line"])["levels"], got["levels"])

    def test_results_go_to_every_reader(self):
        zones = town()
        reports = pa.table({"x": X[:5], "y": Y[:5]})
        self.assertEqual(polars.DataFrame(bw.assign(zones, reports))["unit"].cast(polars.String).to_list(), UNIT[:5])
        self.assertEqual(list(bw.assign(zones, reports).to_pandas()["unit"].astype(object).where(lambda s: s.notna(), None)), UNIT[:5])
        result = bw.assign(zones, reports)
        self.assertEqual(len(result), 5)
        self.assertEqual(pa.table(result)["unit"].cast("string").to_pylist(), pa.table(result)["unit"].cast("string").to_pylist())
        once = bw.assign(zones, reports)
        pa.table(once)
        with self.assertRaisesRegex(bw.BailiwickError, "call to_arrow"):
            pa.table(once)

    def test_a_stream_outlives_everything_it_came_from(self):
        reader = pa.RecordBatchReader.from_stream(bw.assign(town(), pa.table({"x": X, "y": Y}).to_reader(max_chunksize=3)))
        gc.collect()
        self.assertEqual(reader.read_all()["unit"].cast("string").to_pylist(), UNIT)

    def test_audit_density_and_hotspots(self):
        zones = town()
        reports = pa.table({"x": [10.03 + i * 1e-4 for i in range(200)], "y": [50.03 + (i * 7 % 200) * 1e-4 for i in range(200)]})
        findings = bw.audit(zones, reports=reports).to_arrow()
        self.assertEqual(findings["kind"].to_pylist()[0], "inlet" if "inlet" in findings["kind"].to_pylist() else "enclosed")
        grid = bw.density(zones, reports, bandwidth_m=500, cell_m=100)
        self.assertEqual((grid.bandwidth_m, grid.cell_m), (500, 100))
        cells = grid.to_arrow()["per_km2"].to_numpy()
        self.assertAlmostEqual(cells.sum() * 0.01, 200, delta=2)  # the kernels of 200 reports, cells of 0.01 km2
        weighed = reports.append_column("w", pa.array([2.5] * 100 + [None] * 100))
        heavy = bw.density(zones, weighed, bandwidth_m=500, cell_m=100, weight="w").to_arrow()["per_km2"].to_numpy()
        self.assertAlmostEqual(heavy.sum() * 0.01, 250, delta=2.5)
        self.assertGreater(bw.density(zones, reports, rule="scott", adaptive=True, edge="diggle", cell_m=100).bandwidth_m, 0)
        lattice, areas = bw.hotspots(zones, reports, cell_m=500)
        self.assertEqual(sum(lattice.to_arrow()["count"].to_pylist()), 200)
        self.assertGreaterEqual(len(areas), 1)

    def test_a_patch_that_is_hot_in_the_last_week_alone_is_new(self):
        """Ten patches of 100 m in a row, a report in each of them every Wednesday for twelve weeks, thirty more in each of the first three in the last week.

        By hand, as in tests/capi: of the 119 other patches and weeks two hold 31 reports, all others 1; both lie among the five neighbours of patch 1, so its p is
        twice C(5, 2) / C(119, 2)."""
        monday = datetime.datetime(2026, 1, 5)
        happened = [(patch, week, "lamp") for week in range(12) for patch in range(10)] + [(i % 3, 11, "waste") for i in range(90)] + [(5, 20, "lamp")]
        reports = pa.table({"x": [100.0 * patch + 50 for patch, _, _ in happened], "y": [50.0] * len(happened), "what": [what for _, _, what in happened],
                            "when": pa.array([monday + datetime.timedelta(days=7 * week + 2) for _, week, _ in happened], pa.timestamp("ms"))})
        patches = bw.zones({"patch": table({"id": [f"P{i}" for i in range(10)], "geometry": [square(100 * i, 0, 100 * i + 100, 100) for i in range(10)]})}, metres_per_unit=1)
        year = {"begin": monday.date(), "end": monday + datetime.timedelta(weeks=12)}
        for place in ({"on": "patch"}, {"on": "squares", "cell_m": 100}):
            found, weeks = bw.emerging(patches, reports, period="week", time="when", fdr="none", **year, **place)
            rows = found.to_arrow().to_pylist()
            self.assertEqual([rows[1][name] for name in ("kind", "kind_code", "hot_periods", "reports", "counts")], ["new hot spot", 1, 1, 42, "1;1;1;1;1;1;1;1;1;1;1;31"])
            self.assertAlmostEqual(rows[1]["gi_p"], 2 * math.comb(5, 2) / math.comb(119, 2), delta=1e-12)
            self.assertEqual((rows[9]["kind"], len(rows)), ("no pattern", 10))
            self.assertEqual([weeks.to_arrow()["period"].to_pylist()[i] for i in (0, -1)], ["2026-W02", "2026-W13"])
        kinds = bw.emerging(patches, reports, period=None, on="patch", category="what")[0].to_arrow().to_pylist()
        self.assertEqual([row["counts"] for row in kinds if row["category"] == "lamp"], ["12"] * 5 + ["13"] + ["12"] * 4)  # without times the stray one counts too
        whole = bw.emerging(patches, reports, period="week", time="when", on="patch")[1].to_arrow()  # from the first report to the last: begun and broken weeks are left out
        self.assertEqual(whole["period"].to_pylist(), [f"2026-W{week:02}" for week in range(3, 22)])
        for wrong, sentence in (({"period": "week"}, "reports: expected a column of times for periods, found none; name it in report_options"),
                                ({"period": "day"}, "period: expected one of week, month, two_months, quarter, found 'day'"),
                                ({"period": "week", "time": "when", "begin": monday}, "begin, end: expected both or none, found one; pass both")):
            with self.assertRaises(bw.BailiwickError) as caught:
                bw.emerging(patches, reports, on="patch", **wrong)
            self.assertEqual(str(caught.exception), sentence)

    def test_a_report_adds_up(self):
        reports = pa.table({"x": X, "y": Y, "kind": ["a", "b", "a", "a", "b", "a", "a"]})
        result = bw.report(town(), reports, category="kind")
        self.assertEqual(result.balance.to_pylist()[0], {"level": "district", "zones": 2, "read": 7, "assigned": 4, "outside": 1, "rejected": 2, "unlocated": 1, "malformed": 1})
        rows = [r for r in result.counts.to_pylist() if r["level"] == "district"]
        self.assertIn({"level": "district", "zone": "E", "unit": "office east", "category": "a", "month": None, "count": 2}, rows)
        self.assertEqual(sum(r["count"] for r in rows), 7)  # with what came to no zone
        self.assertIn("<td>district</td>", result._repr_html_())

    def test_progress_is_told_and_can_stop(self):
        told = []
        bw.audit(town(), progress=lambda stage, share: told.append((stage, share)))
        self.assertTrue(all(0 <= share <= 1 for _, share in told))
        with self.assertRaises(bw.Cancelled):
            bw.density(town(), pa.table({"x": X[:5], "y": Y[:5]}), bandwidth_m=100, progress=lambda *_: False)

        def interrupt(*_):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            bw.density(town(), pa.table({"x": X[:5], "y": Y[:5]}), bandwidth_m=100, progress=interrupt)

    def test_nothing_is_kept_over_ten_thousand_rounds(self):
        zones, reports = town(), pa.table({"x": X[:5], "y": Y[:5]})

        def round_trip():
            pa.table(bw.assign(zones, reports))
            bw.explain(zones, 10.03, 50.03)

        for _ in range(100):
            round_trip()
        gc.collect()
        before, memory = [sys.getrefcount(o) for o in (zones, reports, None)], pa.total_allocated_bytes()
        for _ in range(10_000):
            round_trip()
        gc.collect()
        after = [sys.getrefcount(o) for o in (zones, reports, None)]
        self.assertLess(max(abs(a - b) for a, b in zip(after, before)), 50)
        self.assertEqual(pa.total_allocated_bytes(), memory)

    def test_other_threads_work_during_a_call(self):
        zones = town()
        reports = pa.table({"x": pa.array([10.03] * 1_000_000), "y": pa.array([50.03] * 1_000_000)})
        ticks, done = [0], threading.Event()

        def count():
            while not done.is_set():
                ticks[0] += 1

        thread = threading.Thread(target=count)
        thread.start()
        bw.density(zones, reports, bandwidth_m=300)
        done.set()
        thread.join()
        self.assertGreater(ticks[0], 1000)


if __name__ == "__main__":
    unittest.main()
