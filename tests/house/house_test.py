"""The rules of the house that a compiler cannot check. Run: house_test.py SOURCE_FOLDER"""
import pathlib
import re
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
CODE = {".cpp", ".h"}


def code_below(*folders):
    for folder in folders:
        for file in sorted((SOURCE / folder).rglob("*")):
            if file.suffix in CODE:
                yield file, file.read_text(encoding="utf-8")


def found(pattern, *folders, but=()):
    """Places 'file:line: text' where the pattern stands, leaving out files below the folders in `but`."""
    places = []
    for file, text in code_below(*folders):
        name = file.relative_to(SOURCE).as_posix()
        if any(name.startswith(b) for b in but):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line):
                places.append(f"{name}:{number}: {line.strip()}")
    return places


class House(unittest.TestCase):
    def test_the_engine_knows_no_gdal_proj_or_layers(self):
        self.assertEqual(found(r'#include\s*[<"](gdal|ogr_|cpl_|proj|bailiwick/layers)', "engine"), [])

    def test_the_engine_opens_no_files(self):
        self.assertEqual(found(r'#include\s*<(fstream|filesystem|cstdio|unistd\.h|fcntl\.h)>|\bfopen\(', "engine"), [])

    def test_gdal_and_proj_headers_stay_in_their_folder(self):
        self.assertEqual(found(r'#include\s*[<"](gdal[a-z_]*\.h|ogr_|cpl_|proj\.h|geodesic)', "layers", "bindings", but=("layers/src/gdal/",)), [])

    def test_geos_headers_stay_in_their_folder(self):
        self.assertEqual(found(r'#include\s*[<"]geos(_c\.h|/(geom|operation|algorithm|index)/)', "engine", "layers", "bindings", but=("engine/src/geos/",)), [])

    def test_the_libraries_never_print_or_exit(self):
        self.assertEqual(found(r"std::(cout|cerr|clog|exit|abort)\b|\b(printf|puts|fprintf)\(", "engine", "layers"), [])

    def test_public_headers_include_only_the_standard_library_and_bailiwick(self):
        places = found(r"#include", "engine/include", "layers/include")
        stranger = [p for p in places if not re.search(r"#include <(bailiwick/[a-z_/]+\.h|[a-z_]+)>", p)]
        self.assertEqual(stranger, [])

    def test_numbers_are_read_and_written_without_a_locale(self):
        self.assertEqual(found(r"\b(atof|strtod|stod|stof|setlocale)\(|std::to_string\([a-z_.]*_(m|m2|km2|ms)\)", "engine", "layers", "bindings"), [])

    def test_every_warning_that_is_raised_stands_in_the_table_of_words(self):
        text = (SOURCE / "data/words/en.toml").read_text(encoding="utf-8")
        listed = set(re.findall(r"^([a-z_.]+) = ", text[text.index("[warning]"):], re.M))
        code = "\n".join(t for _, t in code_below("engine/src", "layers/src", "bindings"))
        quoted = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', code))
        raised = set()
        for call in re.findall(r'(?:Warning\(|arnings\.emplace_back\(|\bwarn\(|\bsay\(features\.[a-z_]+, )([^;{]*)', code):
            raised.update(re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', call))
        self.assertTrue(raised)
        self.assertEqual((raised - listed, listed - quoted), (set(), set()))

    def test_nothing_is_left_open(self):
        self.assertEqual(found(r"TODO|FIXME|XXX|not implemented", "engine", "layers", "bindings", "data", "examples"), [])

    def test_every_room_has_its_page(self):
        rooms = ["engine", "layers", "data", "bindings/c", "bindings/cli", "bindings/python", "bindings/qgis", "examples", "tests"]
        for top in ("engine/src", "layers/src"):
            rooms += [p.relative_to(SOURCE).as_posix() for p in sorted((SOURCE / top).iterdir()) if p.is_dir()]
        self.assertEqual([r for r in rooms if not (SOURCE / r / "README.md").is_file()], [])

    def test_the_top_of_the_tree_holds_what_was_agreed(self):
        listed = subprocess.run(["git", "-C", SOURCE, "ls-files"], capture_output=True, text=True, check=False)
        if listed.returncode != 0:  # a tarball has no index
            return
        top = {line.split("/")[0] for line in listed.stdout.splitlines()}
        agreed = {"CMakeLists.txt", "engine", "layers", "data", "bindings", "examples", "tests", "README.md", "CMakePresets.json", "CHANGELOG.md",
                  "CONTRIBUTING.md", "LICENSE", ".ci", ".clang-format", ".gitignore"}
        self.assertEqual(top - agreed, set())

    def test_files_hold_one_idea(self):
        long = [f"{f.relative_to(SOURCE)}: {t.count(chr(10))} lines" for f, t in code_below("engine", "layers", "bindings") if t.count("\n") > 500]
        self.assertEqual(long, [])

    def test_every_package_of_the_list_has_a_part(self):
        lines = [l.split() for l in (SOURCE / "tests/packages.txt").read_text().splitlines() if l and not l.startswith("#")]
        self.assertTrue(lines)
        self.assertEqual([l for l in lines if len(l) != 2 or l[0] not in ("build", "test", "heavy", "bench")], [])


if __name__ == "__main__":
    unittest.main()
