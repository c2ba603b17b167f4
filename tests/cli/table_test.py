"""The command line, word for word. Run: table_test.py PROGRAM SOURCE_FOLDER TABLE.txt

A table is a list of cases:

    ## title
    write NAME          followed by the file's lines, each after four spaces ("\\t", "\\r" and "\\xHH" as Python reads them)
    in FOLDER           where the next commands run, below the case's own folder
    $ ARGUMENTS         run; SAMPLE is the sample city's folder, SHARED that of the shared data, HERE the case's own
    = STATUS
    out TEXT            one line of stdout, all of them in order
    err TEXT            one line of stderr, all of them in order
    out~ / err~ TEXT    a line that begins so; then only the lines named are looked for
    has NAME / no NAME  a file that is there or not, afterwards
    same NAME NAME      two files of equal bytes
"""
import codecs
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

PROGRAM, SOURCE, TABLE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
SHARED = pathlib.Path(os.environ.get("BAILIWICK_SHARED_DATA", SOURCE / "../shared/data")).resolve()


def cases():
    title, lines = None, []
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            if title:
                yield title, lines
            title, lines = line[3:], []
        elif title:
            lines.append((number, line))
    if title:
        yield title, lines


class Failure(Exception):
    pass


class Case:
    def __init__(self, folder):
        self.folder, self.where, self.file, self.ran, self.wanted = folder, folder, None, None, {"out": [], "err": []}

    def line(self, line):
        if self.file is not None and line.startswith("    "):
            self.file.write(codecs.escape_decode(line[4:].encode("utf-8"))[0] + b"\n")
            return
        if self.file is not None:
            self.file.close()
            self.file = None
        word, _, rest = line.partition(" ")
        if word == "write":
            (self.folder / rest).parent.mkdir(parents=True, exist_ok=True)
            self.file = open(self.folder / rest, "wb")
        elif word == "in":
            self.where = self.folder / rest
            self.where.mkdir(parents=True, exist_ok=True)
        elif word == "$":
            self.check_streams()
            self.run(rest)
        elif word == "=":
            if self.ran.returncode != int(rest):
                raise Failure(f"expected status {rest}, found {self.ran.returncode}; stderr:\n{self.ran.stderr}")
        elif word in ("out", "err", "out~", "err~"):
            self.wanted[word[:3]].append((word.endswith("~"), rest))
        elif word in ("has", "no"):
            if (self.folder / rest).exists() != (word == "has"):
                raise Failure(f"expected {'a' if word == 'has' else 'no'} file {rest}")
        elif word == "same":
            one, other = rest.split()
            if (self.folder / one).read_bytes() != (self.folder / other).read_bytes():
                raise Failure(f"expected {one} and {other} to be equal")
        elif line.strip() and not line.startswith("#"):
            raise Failure(f"not understood: {line}")

    def run(self, arguments):
        words = [w.replace("SAMPLE", str(SOURCE / "data/sample")).replace("SHARED", str(SHARED)).replace("HERE", str(self.folder)) for w in shlex.split(arguments)]
        self.wanted = {"out": [], "err": []}
        self.ran = subprocess.run([PROGRAM, *words], cwd=self.where, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)

    def check_streams(self):
        if self.ran is None:
            return
        for name, stream in (("out", self.ran.stdout), ("err", self.ran.stderr)):
            lines = stream.replace(str(SOURCE / "data/sample"), "SAMPLE").replace(str(SHARED), "SHARED").splitlines()
            wanted = self.wanted[name]
            missing = [t for starts, t in wanted if not any(l.startswith(t) if starts else l == t for l in lines)]
            whole = wanted and not any(starts for starts, _ in wanted)
            if missing or (whole and [t for _, t in wanted] != lines):
                raise Failure(f"std{name}: expected\n  " + "\n  ".join(t for _, t in wanted) + "\nfound\n  " + "\n  ".join(lines))

    def end(self):
        if self.file is not None:
            self.file.close()
        self.check_streams()
        left = [p.name for p in self.folder.rglob(".*.part")]
        if left:
            raise Failure(f"temporary files left behind: {left}")


def main():
    failures = skipped = 0
    for title, lines in cases():
        if any("SHARED" in line for _, line in lines) and not SHARED.is_dir():
            skipped += 1
            print(f"skipped: {title}: no shared data")
            continue
        with tempfile.TemporaryDirectory() as folder:
            case, number = Case(pathlib.Path(folder)), 0
            try:
                for number, line in lines:
                    case.line(line)
                case.end()
            except Failure as failure:
                failures += 1
                print(f"{TABLE}:{number}: {title}: {failure}")
    print(f"{failures} failed")
    sys.exit(1 if failures else 77 if skipped else 0)


main()
