"""A density in one file is made strip by strip: the file of the whole grid, in memory that does not grow with the grid, and nothing left beside it.

Run: density_rows_test.py PROGRAM SOURCE_FOLDER. The whole grid is what the same command writes into a folder.
"""
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import tempfile
import unittest

from program import PROGRAM

CRS = "EPSG:32650"
WEST, SOUTH, WIDE, HIGH = 400_000.0, 3_700_000.0, 4000, 3000
AREA = [[WEST, SOUTH], [WEST + WIDE, SOUTH], [WEST + WIDE, SOUTH + 2100], [WEST + 2500, SOUTH + HIGH], [WEST, SOUTH + HIGH], [WEST, SOUTH]]  # a corner is cut off
MIB = 1 << 20


class ByRows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        area = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [AREA]}}
        crs = {"type": "name", "properties": {"name": CRS}}
        (cls.folder / "area.geojson").write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [area]}))
        chance = random.Random(5)
        with open(cls.folder / "reports.csv", "w", encoding="utf-8") as out:
            out.write("id,x,y,weight\n")
            for i in range(3000):
                x, y = chance.uniform(-100, WIDE + 100), chance.gauss(1500, 600)  # some lie outside
                if i % 20 == 0:
                    x, y = 777.5, 1234.25
                out.write(f"{i},{WEST + x:.2f},{SOUTH + y:.2f},{chance.choice(['0.1', '0.7', '3', ''])}\n")

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def command(self, output, *arguments):
        return [str(c) for c in [PROGRAM, "density", *([] if "--reports" in arguments else ["--reports", "reports.csv"]), "--reports-crs", CRS, "--crs", CRS, "--x", "x", "--y", "y", "--area", "area.geojson",
                                 "--output", output, "--overwrite", *arguments]]

    def density(self, output, *arguments, status=0):
        """Words on stderr and the peak of memory of the run, in bytes."""
        running = subprocess.Popen(self.command(output, *arguments), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said = running.stderr.read()
        running.stderr.close()
        _, ended, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(ended)
        self.assertEqual(running.returncode, status, said)
        return said, usage.ru_maxrss * 1024

    def files(self):
        return sorted(p.name for p in self.folder.iterdir() if p.is_file())

    def test_strips_give_the_file_of_the_whole_grid(self):
        # 400,000 cells; 100 MiB allow 131,072 of them in a strip (density_rows.cpp), 4 GiB all.
        for arguments in (["--kernel", "quartic"], ["--kernel", "triangular", "--weight", "weight"], ["--kernel", "uniform", "--edge", "diggle", "--weight", "weight"],
                          ["--kernel", "epanechnikov", "--without-piles"]):
            arguments = ["--bandwidth", "150m", "--cell", "5m", *arguments]
            with self.subTest(" ".join(arguments)):
                self.density("whole", *arguments)
                whole = (self.folder / "whole/layers/density.tif").read_bytes()
                for memory in ("100MiB", "4GiB"):
                    self.density("strips.tif", *arguments, "--max-memory", memory)
                    self.assertTrue((self.folder / "strips.tif").read_bytes() == whole, memory)
        self.assertIn("density up to", subprocess.run(self.command("strips.tif", "--bandwidth", "150m", "--cell", "50m"), cwd=self.folder, capture_output=True, text=True).stdout)

    def test_what_is_missing_is_said(self):
        (self.folder / "one.csv").write_text(f"id,x,y\n1,{WEST + 512.5},{SOUTH + 512.5}\n2,{WEST + 512.5},{SOUTH + 512.5}\n")
        self.assertIn("expected reports in two places or more", self.density("one.tif", "--reports", "one.csv", status=2)[0])
        self.assertNotIn("one.tif", self.files())
        (self.folder / "one.csv").write_text(f"id,x,y\n1,{WEST + 512.5},{SOUTH + 512.5}\n2,{WEST + 640.5},{SOUTH + 512.5}\n")
        for output in ("one.tif", "one"):  # cells of 50 m have no centre within a metre of the reports
            self.assertIn("the density is 0 in every cell", self.density(output, "--reports", "one.csv", "--bandwidth", "1m", "--cell", "50m")[0])

    def test_a_gaussian_over_a_mesh_is_made_whole(self):
        arguments = ["--bandwidth", "100m", "--cell", "4m", "--kernel", "gaussian"]
        self.density("mesh", *arguments)
        self.density("mesh.tif", *arguments)
        self.assertEqual((self.folder / "mesh.tif").read_bytes(), (self.folder / "mesh/layers/density.tif").read_bytes())

    def test_memory_does_not_grow_with_the_grid(self):
        # 48 million cells: a mask, a sum and a value of each would be 624 MB, and 12 MB of cells stand in a strip at a time.
        _, small = self.density("small.tif", "--bandwidth", "20m", "--cell", "20m", "--max-memory", "150MiB")
        _, large = self.density("large.tif", "--bandwidth", "20m", "--cell", "0.5m", "--max-memory", "150MiB")
        self.assertLess(large - small, 64 * MIB)
        self.assertEqual([name for name in self.files() if name.startswith(".")], [])

    def test_a_report_takes_few_bytes(self):
        # Read, a report takes 27 bytes and 28 more in its columns; located 45. With texts, times and answers they were more than 200.
        chance, peaks, counts = random.Random(6), [], (60_000, 600_000)
        for count in counts:
            with open(self.folder / "many.csv", "w", encoding="utf-8") as out:
                out.write("id,x,y,created,status,kind\n")
                for i in range(count):
                    out.write(f"A-2026-{i:012d},{WEST + chance.uniform(0, WIDE):.2f},{SOUTH + chance.uniform(0, HIGH):.2f},2026-03-04 05:06:07,closed,lamp {i % 9}\n")
            peaks.append(self.density("many.tif", "--bandwidth", "100m", "--cell", "50m", "--max-memory", "200MiB", "--reports", "many.csv")[1])
        self.assertLess((peaks[1] - peaks[0]) / (counts[1] - counts[0]), 110)

    def test_the_same_is_said_of_reports_as_for_a_folder(self):
        rows = ["id,x,y,created", f"4.1E+14,{WEST + 5},{SOUTH + 5},2026-02-03 10:00", f"1,{SOUTH + 500},{WEST + 500},2026-02-03 10:00", "2,,,2026-02-03 10:00", "3,4x,5,2026-02-03 10:00",
                f"4,{WEST + 700},{SOUTH + 700},soon", f"5.2E+14,{WEST + 700},{SOUTH + 700},2026-05-01 10:00", "6,7", "", f"8,{WEST - 9000},{SOUTH + 5},2026-02-04 10:00",
                *(f"{i},{WEST + 111.5},{SOUTH + 222.5},2026-02-0{i % 9 + 1} 08:00" for i in range(10, 60))]
        (self.folder / "odd.csv").write_text("\n".join(rows) + "\n")
        for arguments in ([], ["--from", "2026-02-01", "--to", "2026-03-01"], ["--where", "id=8"], ["--without-piles"]):
            arguments = ["--reports", "odd.csv", "--bandwidth", "100m", "--cell", "50m", *arguments]
            with self.subTest(" ".join(arguments)):
                status = 1 if "id=8" in arguments else 3
                if status == 1:  # only a report outside the city
                    self.assertIn("no density: expected reports in the study area", self.density("odd.tif", *arguments, status=2)[0])
                    continue
                file, folder = (self.density(output, *arguments, status=status)[0].splitlines() for output in ("odd.tif", "odd"))
                self.assertEqual(file[:-1], folder[:-1])
                self.assertEqual(file[-1].split(";")[0], folder[-1].split(";")[0])  # how many were malformed; a folder has rejected.csv to name
                self.assertTrue((self.folder / "odd.tif").read_bytes() == (self.folder / "odd/layers/density.tif").read_bytes())

    def test_what_is_too_large_is_refused_at_once_with_what_would_work(self):
        # 4 x 3 km: 12 million cells of 1 m, some 50 bytes each in a folder. 0.1 s of the processor beyond a run that is refused for its options alone.
        def seconds(*arguments, status):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            said, memory = self.density(*arguments, status=status)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said, memory

        plain = min(seconds("no", "--edge", "uniform", "--adaptive", status=2)[0] for _ in range(3))
        for output, arguments, words in (
                ("no", ["--cell", "1m", "--max-memory", "200MiB"],
                 "density grid: 12000000 cells of 1 m take some 0.559 GiB of memory, expected at most 0.195 GiB (--max-memory); use --density-cell 2m or more, or --output NAME.tif, "),
                ("no.tif", ["--cell", "1m", "--max-memory", "200MiB", "--adaptive"], "use --density-cell 2m or more\n"),
                ("no.tif", ["--cell", "1m", "--max-memory", "200MiB", "--edge", "uniform"], "12000000 cells of 1 m take some 0.268 GiB of memory"),
                ("no.tif", ["--cell", "1cm"], "about 120000000000 cells over this area (some 1453 GiB): expected at most 50000000; use 0.5 m or more (--density-cell)\n"),
                ("no.tif", ["--cell", "0.2m"], "about 300000000 cells over this area (some 3.6 GiB): expected at most 50000000; use 0.5 m or more (--density-cell, or a larger --max-cells)"),
                ("no.tif", ["--bandwidth", "1000km"], "bandwidth 1000000 m: expected at most 10 times the 5000 m across")):
            with self.subTest(" ".join(arguments)):
                tries = [seconds(output, "--bandwidth", "100m", *arguments, status=1) if "--bandwidth" not in arguments else seconds(output, *arguments, status=1) for _ in range(5)]
                self.assertIn(words, tries[0][1])
                self.assertLess(min(t[0] for t in tries) - plain, 0.1)
                self.assertLess(tries[0][2], 64 * MIB)

    def test_ctrl_c_leaves_nothing(self):
        for stage in ("density", "write"):
            before = self.files()
            running = subprocess.Popen(self.command("never.tif", "--bandwidth", "100m", "--cell", "0.5m", "--max-memory", "150MiB", "--progress", "json"), cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for line in running.stderr:
                if f'"stage":"{stage}","percent":1' in line:
                    break
            else:
                self.fail(f"never came to {stage}: {running.wait()}")
            running.send_signal(signal.SIGINT)
            said = running.stderr.read()
            running.stderr.close()
            with self.subTest(stage):
                self.assertEqual(running.wait(timeout=30), 130)
                self.assertIn("interrupted; nothing was written", said)
                self.assertEqual(self.files(), before)

    def test_a_full_disk_is_said_and_leaves_nothing(self):
        before = self.files()
        for most in (1 << 20, 300_000):  # of the rows that are put aside, 4 bytes a cell; of the file that is made of them
            limit = lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # Python ignores SIGXFSZ, and so does its child
            cell = "5m" if most == 1 << 20 else "12m"
            done = subprocess.run(self.command("full.tif", "--bandwidth", "150m", "--cell", cell, "--quiet"), cwd=self.folder, preexec_fn=limit, restore_signals=False,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("full.tif", done.stderr)
            self.assertEqual(self.files(), before)


if __name__ == "__main__":
    import sys
    unittest.main(argv=sys.argv[:1], verbosity=1)
