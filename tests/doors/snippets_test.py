"""The first results on the pages of the command line and of the engine: what is printed is what stands in the block of text behind them.

Run: snippets_test.py FOLDER_OF_BAILIWICK FOLDER_OF_ENGINE_FIRST SOURCE_FOLDER. Those of C, Python and QGIS are run by tests/consumer, tests/python, tests/qgis.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

BIN, FIRST, SOURCE = map(pathlib.Path, sys.argv[1:4])
del sys.argv[1:]


def blocks(page, fence):
    return "".join(re.findall(rf"^```{fence}\n(.*?)^```$", (SOURCE / page).read_text(encoding="utf-8"), re.S | re.M))


def printed(*command):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(SOURCE / "data", pathlib.Path(folder) / "data")
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"})
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


class Snippets(unittest.TestCase):
    def test_command_line(self):
        self.assertEqual(printed("bash", "-euo", "pipefail", "-c", blocks("bindings/cli/README.md", "sh")), blocks("bindings/cli/README.md", "text"))

    def test_engine(self):
        self.assertIn("int main", blocks("engine/README.md", "cpp"))  # which engine_first is compiled of
        self.assertEqual(printed(FIRST / "engine_first"), blocks("engine/README.md", "text"))

    def test_every_door_is_in_the_readme_and_has_a_first_result(self):
        table = re.findall(r"^\| .*?\]\((bindings/\w+|engine)\) \|", (SOURCE / "README.md").read_text(encoding="utf-8"), re.M)
        self.assertEqual(sorted(table), ["bindings/c", "bindings/cli", "bindings/python", "bindings/qgis", "engine"])
        for room in table:
            self.assertRegex((SOURCE / room / "README.md").read_text(encoding="utf-8"), r"(?m)^First result", room)


if __name__ == "__main__":
    unittest.main()
