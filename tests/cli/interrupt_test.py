"""Ctrl-C ends a run within a second with 130 and leaves no half file; --json prints the summary and nothing else; --progress json one object a line.
Run: interrupt_test.py PROGRAM SOURCE_FOLDER"""
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, SAMPLE, run


def many_reports(file, count):
    """Places all over the sample city, so that every stage has work."""
    draw = random.Random(7)
    with open(file, "w", encoding="utf-8") as out:
        out.write("id,lon,lat,category\n")
        for i in range(count):
            out.write(f"{i},{draw.uniform(113.76, 113.84):.6f},{draw.uniform(33.98, 34.03):.6f},{i % 40}\n")


def left_over(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.name.endswith(".part") or "-journal" in p.name or "-wal" in p.name)


class Interrupt(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def interrupted_in(self, stage, stop=signal.SIGINT):
        """Starts a run, stops it in a stage; the seconds until it ended, its status and what it left."""
        command = [PROGRAM, "report", SAMPLE / "city.toml", "--reports", "many.csv", "--preset", "open311", "--x", "lon", "--y", "lat", "--time", "-",
                   "--id", "id", "--status", "-", "--category", "category", "--output", "out", "--overwrite", "--progress", "json"]
        running = subprocess.Popen([str(c) for c in command], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seen = []
        for line in running.stderr:
            seen.append(line)
            if f'"stage":"{stage}' in line:
                break
        else:
            self.fail(f"the run never came to {stage}: status {running.wait()}, {''.join(seen[-5:])}")
        started = time.monotonic()
        running.send_signal(stop)
        self.last_words = running.stderr.read()
        running.stderr.close()
        status = running.wait(timeout=30)
        return time.monotonic() - started, status, left_over(self.folder)

    def test_ctrl_c_ends_within_a_second_and_leaves_nothing_half(self):
        many_reports(self.folder / "many.csv", 300_000)
        for stage in ("read", "assign", "density", "write"):
            seconds, status, left = self.interrupted_in(stage)
            print(f"interrupted in {stage}: {seconds * 1000:.0f} ms, status {status}")
            with self.subTest(stage=stage):
                self.assertEqual(status, 130)
                self.assertLess(seconds, 1)
                self.assertEqual(left, [])
                self.assertIn("out is incomplete; run again with --overwrite" if stage == "write" else "nothing was written", self.last_words)
                self.assertFalse((self.folder / "out/summary.json").exists())

    def test_a_terminal_that_is_closed_leaves_nothing_half(self):
        many_reports(self.folder / "many.csv", 300_000)
        _, status, left = self.interrupted_in("write", signal.SIGHUP)
        self.assertEqual((status, left), (130, []))


class Memory(unittest.TestCase):
    def test_more_than_is_allowed_ends_the_run_before_much_more_is_taken(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            many_reports(folder / "many.csv", 300_000)
            command = [PROGRAM, "report", SAMPLE / "city.toml", "--reports", "many.csv", "--preset", "open311", "--x", "lon", "--y", "lat", "--time", "-",
                       "--id", "id", "--status", "-", "--category", "category", "--output", "out", "--quiet", "--max-memory", "150MB"]
            running = subprocess.Popen([str(c) for c in command], cwd=folder, stderr=subprocess.PIPE, text=True)
            said = running.stderr.read()
            running.stderr.close()
            _, status, usage = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(running.returncode, 1)
            self.assertIn("stopped when more than 143 MiB were in memory; a larger --max-memory", said)
            self.assertLess(usage.ru_maxrss * 1024, 150e6 * 1.1)
            self.assertEqual(left_over(folder), [])
            self.assertFalse((folder / "out/summary.json").exists())


class Streams(unittest.TestCase):
    def test_json_is_the_summary_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            ran = run("report", SAMPLE / "city.toml", "--output", "out", "--json", cwd=folder)
            summary = json.loads(ran.stdout)
            self.assertEqual(summary["rows"], 5000)
            self.assertEqual(summary, json.loads((pathlib.Path(folder) / "out/summary.json").read_text(encoding="utf-8")))
            self.assertNotIn(folder, ran.stdout)

    def test_json_stays_pure_under_progress_and_for_inspect(self):
        with tempfile.TemporaryDirectory() as folder:
            ran = run("assign", SAMPLE / "city.toml", "--output", "out", "--json", "--progress", "json", cwd=folder)
            json.loads(ran.stdout)
            shares = [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]
            self.assertTrue(shares)
            self.assertTrue(all(set(s) == {"stage", "percent"} and 0 <= s["percent"] <= 100 for s in shares))
            self.assertEqual(json.loads(run("inspect", SAMPLE / "districts.geojson", "--json", cwd=folder).stdout)[0]["kind"], "zones")

    def test_a_pipe_gets_no_bar_and_no_colour(self):
        with tempfile.TemporaryDirectory() as folder:
            ran = run("assign", SAMPLE / "city.toml", "--output", "out", cwd=folder)
            self.assertNotIn("\r", ran.stderr)
            self.assertNotIn("\033", ran.stderr + ran.stdout)


class SameBytes(unittest.TestCase):
    def test_the_resolved_project_file_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            run("report", SAMPLE / "city.toml", "--output", "a", "--quiet", cwd=folder)
            run("report", "a/city.toml", "--output", "b", "--quiet", "--threads", "1", cwd=folder)
            a, b = pathlib.Path(folder, "a"), pathlib.Path(folder, "b")
            files = sorted(p.relative_to(a).as_posix() for p in a.rglob("*") if p.is_file())
            self.assertEqual(files, sorted(p.relative_to(b).as_posix() for p in b.rglob("*") if p.is_file()))
            different = [f for f in files if f not in ("run.json", "city.toml") and (a / f).read_bytes() != (b / f).read_bytes()]
            # summary.json lists city.toml, whose paths begin where its folder lies: both folders lie side by side here.
            self.assertEqual(different, [])
            self.assertEqual((a / "city.toml").read_bytes(), (b / "city.toml").read_bytes())

    def test_warnings_of_the_reports_are_the_same_from_the_resolved_project_file(self):
        """No time zone, no datum, a relative path with a folder whose name holds a space."""
        with tempfile.TemporaryDirectory() as folder:
            sub = pathlib.Path(folder, "the data")
            sub.mkdir()
            (sub / "plain.csv").write_text("id,lon,lat,created\n" + "".join(
                f"{i},{113.78 + i * 0.002:.4f},{33.99 + i * 0.001:.4f},2024-05-0{i + 1} 08:00:00\n" for i in range(9)), encoding="utf-8")
            (sub / "districts.geojson").write_bytes((SAMPLE / "districts.geojson").read_bytes().replace(b"crs:EPSG::4490", b"crs:OGC:1.3:CRS84"))
            run("report", "--zones", "district=the data/districts.geojson", "--reports", "the data/plain.csv", "--output", "a", "--quiet", cwd=folder)
            run("report", "a/city.toml", "--output", "b", "--quiet", cwd=folder)
            a, b = (json.loads(pathlib.Path(folder, name, "summary.json").read_text(encoding="utf-8")) for name in "ab")
            codes = [w["code"] for w in a["warnings"]]
            self.assertIn("no_time_zone", codes)
            self.assertIn("datum_unnamed", codes)
            self.assertNotIn("the data", json.dumps(a["warnings"]))
            self.assertEqual(a, b)
            self.assertEqual(pathlib.Path(folder, "a/summary.json").read_bytes(), pathlib.Path(folder, "b/summary.json").read_bytes())


if __name__ == "__main__":
    import sys
    unittest.main(argv=sys.argv[:1], verbosity=1)
