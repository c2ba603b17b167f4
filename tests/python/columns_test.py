"""Columns of plain Python in, lists out: no package but ours.

Run: columns_test.py LIBBAILIWICK SOURCE_FOLDER
"""
import array
import ctypes
import datetime
import os
import pathlib
import struct
import sys
import unittest

os.environ["BAILIWICK_LIBRARY"], source = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(source / "bindings/python"))
import bailiwick as bw  # noqa: E402
from bailiwick import columns  # noqa: E402
from bailiwick._arrow import ArrowArrayStream, _get_pointer  # noqa: E402
from bailiwick.columns import Columns, numbers, read, texts, times, wkb  # noqa: E402


def square(west, south, east, north):
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return struct.pack("<BIII", 1, 3, 1, 5) + b"".join(struct.pack("<dd", *corner) for corner in corners)


def two_districts(crs="EPSG:4326"):
    shapes = [square(10, 50, 10.1, 50.1), square(10.1, 50, 10.2, 50.1)]
    return bw.zones({"district": Columns({"id": texts(["W", "东"]), "unit": texts(["office west", "办公室"]), "geometry": wkb(shapes, crs)})})


def through(table):
    """What read() makes of the stream of `table`, without the library between."""
    capsule = table.__arrow_c_stream__()
    return read(ArrowArrayStream.from_address(_get_pointer(capsule, b"arrow_array_stream")))


class PlainColumns(unittest.TestCase):
    def test_what_goes_in_comes_out(self):
        given = {"number": [1.5, None, -3.0, 0.0, 7.0, None, 1e300, 2.0, 9.0], "text": ["a", None, "", "边界", "e", "f", "g", "h", None],
                 "shape": [b"\x01\x00", b"", None, b"\xff", b"5", b"6", b"7", b"8", b"9"]}
        table = Columns({"number": numbers(given["number"]), "text": texts(given["text"]), "shape": wkb(given["shape"])})
        self.assertEqual(len(table), 9)
        for _ in range(2):  # as often as asked
            self.assertEqual(through(table), given)

    def test_times_come_out_as_they_went_in_and_are_read_by_the_engine(self):
        given = [datetime.datetime(2026, 1, 5, 8, 30, 0, 250000), None, datetime.datetime(1969, 12, 31, 23, 59, 59)]
        self.assertEqual(through(Columns({"t": times(given)})), {"t": given})
        self.assertEqual(through(Columns({"t": times([])})), {"t": []})
        pile = Columns({"x": numbers([10.05] * 20), "y": numbers([50.05] * 20), "t": times([given[0] + datetime.timedelta(days=day) for day in range(20)])})
        areas = bw.clusters(two_districts(), pile, time="t", eps_m=10, min_points=5)[1].to_columns()
        utc = datetime.timezone.utc
        self.assertEqual((areas["first_report"], areas["last_report"]), ([given[0].replace(tzinfo=utc)], [given[0].replace(day=24, tzinfo=utc)]))

    def test_no_rows_are_no_rows(self):
        self.assertEqual(through(Columns({"n": numbers([]), "t": texts([]), "g": wkb([])})), {"n": [], "t": [], "g": []})
        self.assertEqual(through(Columns({"n": numbers(array.array("d"))})), {"n": []})

    def test_columns_of_two_lengths_are_refused(self):
        with self.assertRaisesRegex(bw.BailiwickError, "expected one length, found {'a': 1, 'b': 2}"):
            Columns({"a": numbers([1]), "b": numbers([1, 2])})

    def test_the_half_open_rule_through_it(self):
        # the third lies on the line between both and belongs to the east; the last is on the outer rim, which counts in the west and south only
        reports = Columns({"x": numbers([10.05, 10.15, 10.1, 10.3, None, 10.2]), "y": numbers(array.array("d", [50.05] * 6))})
        placed = bw.assign(two_districts(), reports, x="x", y="y").to_columns()
        self.assertEqual(placed["unit"], ["office west", "办公室", "办公室", None, None, None])
        self.assertEqual(placed["district_rule"], ["inside", "inside", "border", "outside", None, "outside"])
        self.assertEqual(placed["rejected"], [None, None, None, None, "unlocated", None])

    def test_findings_come_as_numbers_flags_and_shapes(self):
        shapes = [square(0, 0, 100, 100), square(90, 0, 200, 100)]  # metres; they share 10 x 100
        zones = bw.zones({"block": Columns({"id": texts("ab"), "geometry": wkb(shapes)})}, metres_per_unit=1)
        found = bw.audit(zones).to_columns()
        self.assertEqual((found["kind"], found["zones"], found["sliver"]), (["overlap"], ["a;b"], [False]))
        self.assertAlmostEqual(found["area_m2"][0], 1000, places=6)
        self.assertEqual(found["geometry"][0][:5], struct.pack("<BI", 1, 6))

    def test_a_result_is_read_once(self):
        result = bw.audit(two_districts())
        self.assertEqual(result.to_columns()["id"], [])
        with self.assertRaisesRegex(bw.BailiwickError, "found them read"):
            result.to_columns()

    def test_a_system_that_is_not_the_zones_is_refused(self):
        with self.assertRaisesRegex(bw.BailiwickError, "EPSG:32632"):
            bw.assign(two_districts(), Columns({"geometry": wkb([struct.pack("<BIdd", 1, 1, 10.05, 50.05)], "EPSG:32632")})).to_columns()

    def test_nothing_stays_behind(self):
        zones, reports = two_districts(), Columns({"x": numbers([10.05]), "y": numbers([50.05])})
        for _ in range(300):
            bw.assign(zones, reports, x="x", y="y").to_columns()
            reports.__arrow_c_stream__()  # dropped unread
        self.assertEqual(columns._held, {})

    def test_structs_are_as_long_as_the_interface_says(self):
        # eight bytes a member on 64 bits: https://arrow.apache.org/docs/format/CDataInterface.html
        self.assertEqual([ctypes.sizeof(kind) for kind in (columns._Schema, columns._Array, columns._Stream)], [72, 80, 40])


if __name__ == "__main__":
    unittest.main()
