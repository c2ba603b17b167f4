"""Adds up the JUnit files of a test run: names what failed and what was skipped, ends with the counts.

With BAILIWICK_FAIL_ON_SKIP set, a skipped test is a failure of the run.
"""
import os
import pathlib
import sys
import xml.etree.ElementTree as tree


def main(folder: str) -> int:
    passed, failed, skipped = 0, [], []
    for file in sorted(pathlib.Path(folder).glob("*.xml")):
        for case in tree.parse(file).getroot().iter("testcase"):
            name = f"{file.stem}: {case.get('name')}"
            if case.find("failure") is not None or case.get("status") == "fail":
                failed.append(name)
            elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
                skipped.append(name)
            else:
                passed += 1
    for name in failed:
        print("failed ", name)
    for name in skipped:
        print("skipped", name)
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    if passed == 0:
        print("tests/count.py: no test ran", file=sys.stderr)
        return 1
    return 1 if failed or (skipped and os.environ.get("BAILIWICK_FAIL_ON_SKIP")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
