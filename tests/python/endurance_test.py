"""Ten million reports in without a copy, Ctrl-C, threads, and who keeps whom alive."""
import gc
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
import unittest
import weakref

import pyarrow as pa
import pyarrow.compute as pc

import bailiwick as bw


def square(west, south, size):
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return struct.pack("<BIII", 1, 3, 1, 5) + b"".join(struct.pack("<dd", *c) for c in corners)


def town():
    ids, shapes = zip(*[(f"{i}-{j}", square(i / 10, j / 10, 0.1)) for i in range(10) for j in range(10)])
    return bw.zones({"block": pa.table({"id": list(ids), "geometry": list(shapes)})}, metres_per_unit=1000)


def many(count):
    return pa.table({"x": pc.random(count, initializer=1), "y": pc.random(count, initializer=2)})


def ten_million():
    """Prints the MiB by which memory grew over the columns themselves, and the peak of Python's own objects."""
    zones, reports = town(), many(10_000_000)
    pa.RecordBatchReader.from_stream(bw.assign(zones, reports.slice(0, 65_536))).read_all()  # whatever is loaded once
    tracemalloc.start()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    placed = 0
    for batch in pa.RecordBatchReader.from_stream(bw.assign(zones, reports.to_reader(max_chunksize=65_536))):
        placed += len(batch) - batch["block_zone"].null_count
    print(placed, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, tracemalloc.get_traced_memory()[1] // 1024 // 1024)


class Endurance(unittest.TestCase):
    def test_ten_million_reports_come_in_without_a_copy(self):
        said = subprocess.run([sys.executable, __file__, "ten_million"], check=True, capture_output=True, text=True, timeout=300).stdout.split()
        placed, grown, python = map(int, said)
        print(f"10 M reports: memory grew by {grown} MiB over their 153 MiB, Python's own objects by {python} MiB", file=sys.stderr)
        self.assertEqual(placed, 10_000_000)
        self.assertLess(grown, 40)  # a copy of one column would be 76; one batch of answers is some 5
        self.assertLess(python, 2)

    def test_ctrl_c_ends_a_call(self):
        zones, reports = town(), many(2_000_000)
        for work in (lambda: bw.density(zones, reports, bandwidth_m=300, cell_m=1), lambda: bw.assign(zones, pa.concat_tables([reports] * 40).to_reader(max_chunksize=20_000)).to_arrow()):
            timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
            begin = time.monotonic()
            timer.start()
            with self.assertRaises(KeyboardInterrupt):
                work()
                self.fail("the call ended before it was interrupted: make it longer")
            timer.join()
            self.assertLess(time.monotonic() - begin, 5)

    def test_threads_share_zones(self):
        zones, reports = town(), many(100_000)
        expected = bw.assign(zones, reports).to_arrow()
        found = [None] * 8

        def work(i):
            found[i] = bw.assign(zones, reports, threads=1).to_arrow()

        threads = [threading.Thread(target=work, args=(i,)) for i in range(len(found))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for table in found:
            self.assertTrue(table.equals(expected))

    def test_results_outlive_zones_and_reports(self):
        zones, reports = town(), many(1000)
        expected = bw.assign(zones, reports).to_arrow()
        streams = [bw.assign(zones, reports), bw.audit(zones), bw.density(zones, reports, bandwidth_m=20_000, cell_m=5000), *bw.hotspots(zones, reports, cell_m=5000)]
        gone = weakref.ref(zones)
        del zones, reports
        gc.collect()
        self.assertIsNone(gone())
        tables = [stream.to_arrow() for stream in streams]
        self.assertTrue(tables[0].equals(expected))
        columns = [table.column(0) for table in tables]
        del streams, tables
        gc.collect()
        for column in columns:
            column.validate(full=True)

    def test_what_is_never_read_is_given_back(self):
        zones, reports = town(), many(1000)
        bw.assign(zones, reports).__arrow_c_stream__()
        capsule = bw.assign(zones, reports).__arrow_c_stream__()
        gc.collect()
        before = pa.total_allocated_bytes()
        for _ in range(1000):
            bw.assign(zones, reports)
            bw.assign(zones, reports).__arrow_c_stream__()
        del capsule
        gc.collect()
        self.assertEqual(pa.total_allocated_bytes(), before)
        from bailiwick import _arrow

        self.assertEqual(_arrow._kept, {})

    def test_a_maker_that_fails_is_told(self):
        def batches():
            yield pa.record_batch({"x": [0.5], "y": [0.5]})
            raise ValueError("the maker broke")

        reader = pa.RecordBatchReader.from_batches(pa.schema([("x", pa.float64()), ("y", pa.float64())]), batches())
        with self.assertRaisesRegex(Exception, "the maker broke"):
            bw.assign(town(), reader).to_arrow()

    def test_reports_are_flat_over_rounds(self):
        zones, reports = town(), many(200)

        def once():
            bw.report(zones, reports, cell_m=10_000)._repr_html_()

        for _ in range(20):
            once()
        gc.collect()
        before, memory = [sys.getrefcount(o) for o in (zones, reports)], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(200):
            once()
        gc.collect()
        self.assertLess(max(abs(a - b) for a, b in zip([sys.getrefcount(o) for o in (zones, reports)], before)), 5)
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory, 60_000)  # KiB; the heap may still settle


if __name__ == "__main__":
    if sys.argv[1:] == ["ten_million"]:
        ten_million()
    else:
        unittest.main()
