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
        return [str(c) for c in [PROGRAM, "density", "--reports", "reports.csv", "--reports-crs", CRS, "--crs", CRS, "--x", "x", "--y", "y", "--area", "area.geojson",
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
