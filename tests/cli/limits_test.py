"""Requests that no machine can serve are refused before the work, with an estimate, within 100 ms of what the program needs to read the zones, and
without memory for the grid. Run: limits_test.py PROGRAM SOURCE_FOLDER"""
import pathlib
import resource
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, SAMPLE

MOST_SECONDS = 0.1
MOST_BYTES = 64 << 20

# A rectangle of 20 by 11 degrees, about a large country.
COUNTRY = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"zone_id":"A"},"geometry":{"type":"Polygon",
"coordinates":[[[0,45],[20,45],[20,56],[0,56],[0,45]]]}}]}"""
CITY, LAND = [str(SAMPLE / "city.toml")], ["--zones", "land=land.geojson", "--reports", "reports.csv"]

# What is asked, how the sentence begins, and the status: 2 for what means nothing, 1 for what is too much.
REQUESTS = [
    (CITY + ["--cell", "1m"], "cell size 1 m makes about 3", 1),
    (CITY + ["--cell", "1mm"], "--cell: expected a distance such as", 2),
    (CITY + ["--cell", "1e-300"], "cell size 1e-300 m makes more than 1e+300 cells", 1),
    (CITY + ["--cell", "4.9e-324"], "cell size 4.9e-324 m makes more than 1e+300 cells", 1),
    (CITY + ["--cell", "0"], "--cell: expected a positive length, found '0'", 2),
    (CITY + ["--cell", "-5"], "--cell: expected a distance of at least 0, found '-5'", 2),
    (CITY + ["--cell", "nan"], "--cell: expected a number, found 'nan'", 2),
    (CITY + ["--cell", "inf"], "--cell: expected a number, found 'inf'", 2),
    (CITY + ["--cell", "1e999"], "--cell: expected a number, found '1e999'", 2),
    (CITY + ["--cell", "1e308km"], "--cell: expected a distance on Earth, found '1e308km'", 2),
    (CITY + ["--cell", "3.6e-6m"], "cell size 0.000004 m makes about", 1),  # 2^31 x 2^31 cells
    (CITY + ["--max-cells", "1", "--cell", "1km"], "cell size 1000 m makes about", 1),
    (CITY + ["--max-cells", "1e300"], "--max-cells: expected 1 to 4000000000, found '1e300'", 2),
    (CITY + ["--max-cells", "0"], "--max-cells: expected 1 to 4000000000, found '0'", 2),
    (CITY + ["--max-cells", "4e9", "--cell", "1cm"], "cell size 0.01 m makes about", 1),
    (CITY + ["--density-cell", "1cm"], "cell size 0.01 m makes about", 1),
    (CITY + ["--bandwidth", "1e300"], "bandwidth 1e+300 m: expected at most 10 times", 1),
    (CITY + ["--bandwidth", "1000km"], "bandwidth 1000000 m: expected at most 10 times", 1),
    (LAND + ["--cell", "10m"], "cell size 10 m makes about", 1),  # 0.0001 degree
    (LAND + ["--density-cell", "1m"], "cell size 1 m makes about", 1),
]


class Limits(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        (self.folder / "land.geojson").write_text(COUNTRY)
        (self.folder / "reports.csv").write_text("id,lon,lat\n1,10,50\n2,10.5,50.5\n")

    def tearDown(self):
        self.scratch.cleanup()

    def refused(self, arguments):
        """The last line said, the status, and the processor's seconds and the peak of memory of one run."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        running = subprocess.Popen([str(PROGRAM), *arguments], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said = running.stderr.read().splitlines()
        running.stderr.close()
        _, status, usage = wait4(running)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return said[-1], status, seconds, usage.ru_maxrss * 1024

    def test_every_request_is_refused_at_once(self):
        # The same zones, refused for a level that is not there: what is read anyway. The least of several runs, as the machine may be busy.
        read_zones = {id(base): min(self.refused(["report", *base, "--overwrite", "--output", "plain", "--lawful", "none.csv"])[2] for _ in range(3))
                      for base in (CITY, LAND)}
        for arguments, sentence, expected in REQUESTS:
            with self.subTest(" ".join(arguments)):
                base = CITY if arguments[0] == CITY[0] else LAND
                said, status, seconds, memory = self.refused(["report", *arguments, "--output", "out"])
                for _ in range(9):  # what else the machine does only adds
                    if seconds - read_zones[id(base)] < MOST_SECONDS:
                        break
                    seconds = min(seconds, self.refused(["report", *arguments, "--output", "out"])[2])
                self.assertEqual(status, expected, said)
                self.assertTrue(said.startswith("bailiwick: " + sentence), said)
                self.assertLess(seconds - read_zones[id(base)], MOST_SECONDS)
                self.assertLess(memory, MOST_BYTES)
                self.assertFalse((self.folder / "out").exists())


class Stdout(unittest.TestCase):
    def test_a_full_one_is_said_and_the_summary_is_what_the_file_holds(self):
        with tempfile.TemporaryDirectory() as name:
            command = [str(PROGRAM), "audit", str(SAMPLE / "city.toml"), "--output", "out", "--overwrite", "--quiet", "--json"]
            with open("/dev/full", "w") as full:
                ended = subprocess.run(command, cwd=name, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual((ended.returncode, ended.stderr), (1, "bailiwick: standard output: cannot be written: No space left on device\n"))
            said = subprocess.run(command, cwd=name, stdout=subprocess.PIPE, check=True).stdout
            self.assertEqual(said, (pathlib.Path(name) / "out/summary.json").read_bytes())


def wait4(running):
    import os
    pid, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return pid, running.returncode, usage


if __name__ == "__main__":
    import sys
    unittest.main(argv=sys.argv[:1], verbosity=1)
