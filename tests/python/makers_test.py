"""What comes in: every maker of Arrow streams that analysts have, and a table of types by layouts, with pyarrow and nanoarrow as oracles."""
import ctypes
import datetime
import pathlib
import struct
import sys
import tempfile
import unittest

import duckdb
import geopandas
import nanoarrow
import polars
import pyarrow as pa
import pyogrio
import shapely

import bailiwick as bw

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sample  # noqa: E402

X, Y = [113.82, 113.85, 113.80, 0.5], [34.02, 34.03, 34.05, 0.5]


def district(result):
    return result.to_arrow()["district_zone"].cast("string").to_pylist()


def multi(frame):
    """GeoArrow has one type of geometry in a column."""
    return frame.set_geometry([shapely.MultiPolygon([g]) if g.geom_type == "Polygon" else g for g in frame.geometry], crs=frame.crs)


class Makers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.zones = sample.zones()
        cls.expected = district(bw.assign(cls.zones, pa.table({"x": X, "y": Y})))
        assert cls.expected[0] is not None and cls.expected[3] is None

    def test_zones_from_every_maker_are_the_same_zones(self):
        files = {level: sample.FOLDER / f"{file}.geojson" for level, file in sample.FILES.items()}
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "zones.gpkg"
            for level, file in files.items():
                geopandas.read_file(file).to_file(package, layer=level, driver="GPKG")
            makers = {"GeoDataFrame": lambda level: geopandas.read_file(files[level]),
                      "to_arrow, WKB": lambda level: geopandas.read_file(files[level]).to_arrow(geometry_encoding="WKB"),
                      "to_arrow, GeoArrow": lambda level: multi(geopandas.read_file(files[level])).to_arrow(geometry_encoding="geoarrow"),
                      "pyogrio, GeoPackage": lambda level: pyogrio.open_arrow(package, layer=level),
                      "pyogrio, read_arrow": lambda level: pyogrio.read_arrow(files[level])}
            for name, maker in makers.items():
                with self.subTest(name):
                    zones = bw.zones({level: maker(level) for level in files}, parents=sample.PARENTS, across=["road", "site"])
                    self.assertEqual(zones.version, self.zones.version)

    def test_an_open_stream_is_read_once_and_closed(self):
        with sample.layer("districts") as opened:
            zones = bw.zones({"district": opened})
        self.assertEqual(zones.levels, {"district": 3})

    def test_reports_from_every_maker(self):
        frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(X, Y), crs="EPSG:4490")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "reports.gpkg"
            frame.to_file(file, driver="GPKG")
            query = "select * from (values " + ", ".join(f"({x}::double, {y}::double)" for x, y in zip(X, Y)) + ") t(lon, lat)"
            makers = {"GeoDataFrame": frame, "to_arrow, GeoArrow": frame.to_arrow(geometry_encoding="geoarrow"),
                      "interleaved": frame.to_arrow(geometry_encoding="geoarrow", interleaved=True), "separated": frame.to_arrow(geometry_encoding="geoarrow", interleaved=False),
                      "pyogrio": pyogrio.open_arrow(file), "duckdb": duckdb.sql(query), "polars": polars.DataFrame({"lon": X, "lat": Y}),
                      "nanoarrow": nanoarrow.ArrayStream(pa.table({"lon": X, "lat": Y}))}
            for name, reports in makers.items():
                with self.subTest(name):
                    self.assertEqual(district(bw.assign(self.zones, reports)), self.expected)

    def test_a_report_from_every_maker(self):
        frame = geopandas.GeoDataFrame({"kind": ["a", "b", "a", "a"]}, geometry=geopandas.points_from_xy(X, Y), crs="EPSG:4490")
        counts = []
        for reports in (frame, frame.to_arrow(geometry_encoding="geoarrow", interleaved=False), frame.to_arrow(geometry_encoding="geoarrow"),
                        polars.DataFrame({"x": X, "y": Y, "kind": ["a", "b", "a", "a"]}), pa.table({"x": X, "y": Y, "kind": pa.array(["a", "b", "a", "a"]).dictionary_encode()})):
            result = bw.report(self.zones, reports, category="kind", area=sample.layer("city"), cell_m=100)
            counts.append(result.counts.to_pylist())
            self.assertEqual((result.assignments["x"].to_pylist(), result.assignments["y"].to_pylist()), (X, Y))
        for other in counts[1:]:
            self.assertEqual(other, counts[0])

    def test_results_as_geodataframes(self):
        found = bw.audit(self.zones).to_geopandas()
        self.assertEqual((str(found.crs.to_authority()), len(found) > 0), ("('EPSG', '4490')", True))
        with self.assertRaisesRegex(bw.BailiwickError, "result: expected a geometry, found none; it has the rows of the reports in order"):
            bw.assign(self.zones, pa.table({"x": X, "y": Y})).to_geopandas()

    def test_another_system_is_refused(self):
        frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(X, Y), crs="EPSG:4490").to_crs("EPSG:3857")
        with self.assertRaisesRegex(bw.BailiwickError, "reports: expected positions in EPSG:4490 like the zones, found EPSG:3857; bring them there first"):
            bw.assign(self.zones, frame)


# ---- types by layouts: what is asked is one column, read by pyarrow and nanoarrow alike ----

WORDS = ["a", "a word too long for a view", None, "", "a", "区"]
TEXTS = {"string": pa.string(), "large_string": pa.large_string(), "string_view": pa.string_view(), "dictionary": pa.dictionary(pa.int8(), pa.string()),
         "dictionary of large": pa.dictionary(pa.uint32(), pa.large_string())}
TIMES = [datetime.datetime(2026, 1, 31, 23, 30), datetime.datetime(1969, 12, 31, 23, 59, 59), None, datetime.datetime(2026, 2, 1), datetime.datetime(2026, 1, 1), None]
TIME_TYPES = {f"timestamp {unit} {zone}": pa.timestamp(unit, zone) for unit in ("s", "ms", "us", "ns") for zone in (None, "UTC", "Asia/Shanghai", "+05:30")}
NUMBERS = {str(kind): kind for kind in (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64(), pa.float32(), pa.float64())}
REFUSED = {"bool": pa.array([True] * 6), "decimal": pa.array([1] * 6).cast(pa.decimal128(21, 2)), "list": pa.array([[1.0]] * 6), "struct": pa.array([{"a": 1}] * 6),
           "duration": pa.array([1] * 6, pa.duration("s")), "time": pa.array([1] * 6, pa.time32("s")), "binary": pa.array([b"a"] * 6),
           "half": pa.array([1.0] * 6).cast(pa.float16())}


def layouts(array):
    """The same six entries: whole, sliced out of more, in chunks, with an empty chunk; and as nanoarrow reads and hands them on."""
    longer = pa.concat_arrays([array, array, array])
    yield "whole", pa.chunked_array([array])
    yield "sliced", pa.chunked_array([longer.slice(6, 6)])
    yield "sliced at a bit", pa.chunked_array([pa.concat_arrays([array.slice(3, 3), array]).slice(3, 6)])
    yield "chunked", pa.chunked_array([array.slice(0, 1), array.slice(1, 4), array.slice(5)])
    yield "with empty chunks", pa.chunked_array([array.slice(0, 0), array.slice(0, 6), array.slice(0, 0)])


def square(west, south, size):
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return struct.pack("<BIII", 1, 3, 1, 5) + b"".join(struct.pack("<dd", *c) for c in corners)


def streams(table):
    """As pyarrow hands it out, and as nanoarrow does after it has read it."""
    yield "pyarrow", table
    yield "nanoarrow", nanoarrow.ArrayStream(table)


class TypesByLayouts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.zones = bw.zones({"z": pa.table({"id": ["a"], "geometry": [square(0, 0, 1000)]})}, metres_per_unit=1)

    def areas(self, category=None, time=None):
        """The one area of six reports spread over four cells, with what it says of the column."""
        columns = {"x": [150.0, 250, 160, 260, 170, 270], "y": [150.0, 160, 250, 260, 170, 270]}
        many = {name: pa.chunked_array([pa.array(values * 5)]) for name, values in columns.items()}
        for name, column in (("category", category), ("time", time)):
            if column is not None:
                many[name] = pa.chunked_array([chunk for _ in range(5) for chunk in column.chunks], column.type)
        for maker, stream in streams(pa.table(many)):
            _, areas = bw.hotspots(self.zones, stream, cell_m=100, category=None if category is None else "category", time=None if time is None else "time")
            yield maker, areas.to_arrow()

    def test_texts(self):
        for name, kind in TEXTS.items():
            array = pa.array(WORDS, pa.string()).cast(kind) if "dictionary" not in name else pa.array(WORDS).cast(kind.value_type).dictionary_encode().cast(kind)
            for layout, column in layouts(array):
                for maker, areas in self.areas(category=column):
                    self.assertEqual((areas["top_category"][0].as_py(), areas["top_category_share"][0].as_py()), ("a", 1 / 3), (name, layout, maker))

    def test_times(self):
        for name, kind in TIME_TYPES.items():
            array = pa.array(TIMES, pa.timestamp("us")).cast(pa.timestamp(kind.unit)).cast(kind)
            expected = [t.timestamp() for t in pa.array(TIMES, pa.timestamp("us")).cast(pa.timestamp("us", "UTC")).to_pylist() if t is not None]
            for layout, column in layouts(array):
                for maker, areas in self.areas(time=column):
                    found = [areas[c][0].as_py().timestamp() for c in ("first_report", "last_report")]
                    self.assertEqual(found, [min(expected), max(expected)], (name, layout, maker))

    def test_dates(self):
        for kind, scale in ((pa.date32(), 1), (pa.date64(), 1)):
            array = pa.array([datetime.date(2026, 1, 31), None, datetime.date(1969, 12, 31), None, datetime.date(2026, 1, 1), None], kind)
            for layout, column in layouts(array):
                for maker, areas in self.areas(time=column):
                    self.assertEqual(areas["first_report"][0].as_py().isoformat(), "1969-12-31T00:00:00+00:00", (str(kind), layout, maker))

    def test_numbers(self):
        values = [5, 120, None, 7, 0, 99]
        for name, kind in NUMBERS.items():
            for layout, column in layouts(pa.array(values, kind)):
                for maker, stream in streams(pa.table({"x": column, "y": column})):
                    got = bw.assign(self.zones, stream).to_arrow()
                    self.assertEqual(got["z_zone"].is_valid().to_pylist(), [v is not None for v in values], (name, layout, maker))

    def test_empty_columns(self):
        for kind in (pa.float64(), pa.int32(), pa.null()):
            for column in (pa.chunked_array([], kind), pa.chunked_array([pa.array([], kind)], kind)):
                self.assertEqual(len(bw.assign(self.zones, pa.table({"x": column, "y": column}))), 0)

    def test_a_column_of_nulls_has_no_position(self):
        got = bw.assign(self.zones, pa.table({"x": pa.nulls(3), "y": pa.nulls(3)})).to_arrow()
        self.assertEqual(got["rejected"].cast("string").to_pylist(), ["unlocated"] * 3)

    def test_what_is_refused_is_named(self):
        x = pa.array([150.0] * 6)
        for name, array in REFUSED.items():
            for role, expected in (("x", "numbers"), ("category", "text or whole numbers"), ("time", "timestamps, dates or whole milliseconds")):
                table = pa.table({"x": array if role == "x" else x, "y": x, "c": array})
                with self.assertRaises(bw.BailiwickError) as caught:
                    if role == "x":
                        bw.assign(self.zones, table).to_arrow()
                    else:
                        bw.hotspots(self.zones, table, cell_m=100, **{role: "c"})
                column = "x" if role == "x" else "c"
                self.assertTrue(str(caught.exception).startswith(f"reports, column '{column}': expected {expected}, found type '"), (name, role, caught.exception))
                self.assertEqual(caught.exception.field, column)

    def test_zones_that_bear_nulls(self):
        cases = [({"id": ["a", None]}, "zones of level 'z', column 'id', row 1: expected an id that is not empty, found null"),
                 ({"id": ["a", ""]}, "zones of level 'z', column 'id', row 1: expected an id that is not empty, found an empty one"),
                 ({"geometry": [square(0, 0, 1), None]}, "zones of level 'z', column 'geometry', row 1: expected "),
                 ({"geometry": [square(0, 0, 1), b"\x01\x02"]}, "zones of level 'z', column 'geometry', row 1: expected ")]
        for columns, sentence in cases:
            with self.assertRaises(bw.BailiwickError) as caught:
                bw.zones({"z": pa.table({"id": ["a", "b"], "geometry": [square(0, 0, 1), square(1, 0, 1)], **columns})}, metres_per_unit=1)
            self.assertTrue(str(caught.exception).startswith(sentence), caught.exception)
        fine = bw.zones({"z": pa.table({"id": ["a", "b"], "unit": ["u", None], "name": pa.nulls(2), "geometry": [square(0, 0, 1), square(1, 0, 1)]})}, metres_per_unit=1)
        self.assertEqual(bw.explain(fine, 1.5, 0.5)["unit"], None)

    def test_polygons_in_every_encoding(self):
        shape = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
        both = geopandas.GeoDataFrame({"id": ["a", "b"]}, geometry=[shape, shapely.MultiPolygon([shapely.box(2, 0, 3, 1), shapely.box(4, 0, 5, 1)])])
        single = both.iloc[:1]
        versions = set()
        for frame in (both, single):
            for options in ({"geometry_encoding": "WKB"}, {"geometry_encoding": "geoarrow", "interleaved": True}, {"geometry_encoding": "geoarrow", "interleaved": False}):
                zones = bw.zones({"z": frame.to_arrow(**options)}, metres_per_unit=1)
                versions.add((len(frame), zones.version))
                self.assertEqual([bw.explain(zones, x, 0.5)["levels"][0]["zone"] for x in (0.2, 0.5)], ["a", None])
        self.assertEqual(len(versions), 2)


if __name__ == "__main__":
    unittest.main()
