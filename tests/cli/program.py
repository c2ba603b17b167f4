"""What the tests of the command line share: the program, the folders, and a run in a folder of its own."""
import os
import pathlib
import subprocess
import sys

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SAMPLE = SOURCE / "data/sample"
SHARED = pathlib.Path(os.environ.get("BAILIWICK_SHARED_DATA", SOURCE / "../shared/data")).resolve()
SKIPPED = 77


def run(*arguments, cwd, status=0):
    ran = subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    assert ran.returncode == status, f"status {ran.returncode}, expected {status}: {ran.stderr}"
    return ran


def need_shared():
    if not SHARED.is_dir():
        print(f"skipped: no shared data at {SHARED}")
        sys.exit(SKIPPED)
