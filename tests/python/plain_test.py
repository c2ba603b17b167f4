"""The Python package and `bailiwick explain` against the command line on the sample city. Standard library only.

Run: plain_test.py BAILIWICK LIBBAILIWICK SOURCE_FOLDER
"""
import ast
import csv
import ctypes
import inspect
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, LIBRARY, SOURCE = sys.argv.pop(1), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
os.environ["BAILIWICK_LIBRARY"] = LIBRARY
sys.path.insert(0, str(SOURCE / "bindings/python"))
SAMPLE = SOURCE / "data/sample/city.toml"


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


class Doors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import bailiwick

        cls.bw = bailiwick
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        assert run("index", SAMPLE, "--output", "city.bwx", "--quiet", cwd=cls.folder).returncode == 0
        assert run("assign", SAMPLE, "--output", "placed.csv", "--quiet", cwd=cls.folder).returncode == 0
        with open(cls.folder / "placed.csv", encoding="utf-8-sig", newline="") as file:
            cls.rows = list(csv.DictReader(file))
        cls.zones = bailiwick.read_index(cls.folder / "city.bwx")

    @classmethod
    def tearDownClass(cls):
        del cls.zones
        cls.temporary.cleanup()

    def test_every_report_of_the_sample_has_the_same_answer(self):
        self.assertGreater(len(self.rows), 4000)
        for row in self.rows:
            got = self.bw.explain(self.zones, float(row["x"]), float(row["y"]))
            self.assertEqual([got["unit"] or "", got["unit_level"] or "", got["unit_rule"]], [row["unit"], row["unit_level"], row["unit_rule"]], row)
            for level in got["levels"]:
                name = level["level"]
                self.assertEqual([level["zone"] or "", level["rule"], ";".join(level["also"])], [row[f"{name}_zone"], row[f"{name}_rule"], row[f"{name}_also"]], row)

    def test_a_logged_line_is_asked_again_by_the_command_line(self):
        lines = [self.bw.explain(self.zones, float(r["x"]), float(r["y"]), border_within_m=500)["line"] for r in self.rows[:200]]
        lines.append(self.bw.explain(self.zones, float(self.rows[0]["x"]), float(self.rows[0]["y"]), datum="gcj02")["line"])
        log = self.folder / "log.jsonl"
        log.write_text("\n".join(lines) + "\n", encoding="utf-8")
        again = run("explain", "--index", "city.bwx", "log.jsonl", cwd=self.folder)
        self.assertEqual((again.returncode, again.stderr), (0, ""))
        self.assertEqual(again.stdout.splitlines(), [text for line in lines for text in (line, "  the same answer as logged")])
        self.assertEqual(run("explain", "--index", "city.bwx", "-", cwd=self.folder, input=lines[0] + "\n").returncode, 0)

    def test_a_line_that_is_not_what_the_zones_say_fails(self):
        line = self.bw.explain(self.zones, float(self.rows[0]["x"]), float(self.rows[0]["y"]))["line"]
        altered = line.replace('"unit_rule":"', '"unit_rule":"not ')
        said = run("explain", "--index", "city.bwx", "-", cwd=self.folder, input=altered + "\n")
        self.assertEqual((said.returncode, said.stdout), (1, f"{line}\n  another answer than logged: {altered}\n"))
        version = self.zones.version
        other = run("explain", "--index", "city.bwx", "-", cwd=self.folder, input=line.replace(version, "0" * 32) + "\n")
        self.assertEqual((other.returncode, other.stdout.splitlines()[1]), (1, f"  other zones: logged by version {'0' * 32}, asked of {version}"))
        for text in ("no json", "{}", '{"x":1,"y":"2","datum":"wgs84","zones_version":"a"}', "[" * 5000):
            said = run("explain", "--index", "city.bwx", "-", cwd=self.folder, input=text + "\n")
            self.assertEqual(said.returncode, 2, said.stderr)
            self.assertEqual(said.stderr, "bailiwick: -, line 1: expected an answer with x, y, datum and zones_version as bailiwick_explain writes it, found another text\n")

    def test_refusals_are_sentences(self):
        with self.assertRaises(self.bw.BailiwickError) as caught:
            self.bw.read_index(self.folder / "placed.csv")
        self.assertEqual(caught.exception.status, "damaged_index")
        self.assertIn("placed.csv", str(caught.exception))
        with self.assertRaises(self.bw.BailiwickError) as caught:
            self.bw.audit(self.zones)
        self.assertEqual((caught.exception.status, str(caught.exception)), ("unsupported", "audit: expected zones with shapes, found an index alone; load the zones from Arrow"))

    def test_structs_lie_as_in_the_header(self):
        """Sizes and places of fields as the C compiler has them."""
        from bailiwick import _native as n

        names = {n.CError: "error", n.CallOptions: "call_options", n.CLevel: "level", n.ZonesOptions: "zones_options", n.ZonesInfo: "zones_info", n.LevelInfo: "level_info",
                 n.Question: "question", n.ReportOptions: "report_options", n.AuditOptions: "audit_options", n.DensityOptions: "density_options",
                 n.HotspotsOptions: "hotspots_options", n.ZoneHotspotsOptions: "zone_hotspots_options", n.EmergingOptions: "emerging_options",
                 n.ClustersOptions: "clusters_options"}
        every = {kind for kind in vars(n).values() if isinstance(kind, type) and issubclass(kind, n.Structure) and kind is not n.Structure}
        self.assertEqual(every - {n.CText}, set(names))
        lines, expected = [], []
        for kind, name in names.items():
            lines.append(f'printf("%zu", sizeof(bailiwick_{name}));')
            expected.append(str(ctypes.sizeof(kind)))
            for field, *_ in kind._fields_:
                lines.append(f'printf(" {field} %zu", offsetof(bailiwick_{name}, {field}));')
                expected[-1] += f" {field} {getattr(kind, field).offset}"
            lines.append('puts("");')
        program = self.folder / "layout.c"
        program.write_text("#include <bailiwick.h>\n#include <stdio.h>\nint main(void) {" + "\n".join(lines) + "return 0; }\n")
        subprocess.run(["cc", "-I", SOURCE / "bindings/c/include", program, "-o", self.folder / "layout"], check=True)
        self.assertEqual(subprocess.run([self.folder / "layout"], check=True, capture_output=True, text=True).stdout.splitlines(), expected)

    def test_every_public_function_has_types_and_a_page(self):
        for name in self.bw.__all__:
            thing = getattr(self.bw, name)
            self.assertTrue(thing.__doc__, name)
            for function in [thing] if inspect.isfunction(thing) else [m for k, m in vars(thing).items() if inspect.isfunction(m) and not k.startswith("_")]:
                hints = inspect.signature(function)
                self.assertTrue(function.__doc__, function.__qualname__)
                self.assertIsNot(hints.return_annotation, inspect.Signature.empty, function.__qualname__)
                for parameter in hints.parameters.values():
                    self.assertTrue(parameter.name == "self" or parameter.annotation is not inspect.Parameter.empty, (function.__qualname__, parameter.name))

    def test_the_package_keeps_to_the_syntax_of_python_3_9(self):
        for file in sorted((SOURCE / "bindings/python").rglob("*.py")):
            ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 9))


if __name__ == "__main__":
    unittest.main()
