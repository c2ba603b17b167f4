#!/usr/bin/env python3
"""Keeps the ABI against the last one that landed, tests/capi/bailiwick.abi.

abi.py HEADER                 additions pass, changes and removals fail; what was added needs a larger BAILIWICK_ABI_VERSION
abi.py HEADER --write         writes bailiwick.abi anew, when the version has grown: python3 tests/capi/abi.py bindings/c/include/bailiwick.h --write

What is compared is the header itself, compiled as a library whose functions are empty: every .cpp of the C library includes it, so a compiler holds its
definitions to these declarations, and capi.exports holds its names to exports.txt. So no debug information of the engine is needed, and nothing private
is compared. Enums without a name are given one and taken by a function of their own, so that their values count.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).parent
KEPT = HERE / "bailiwick.abi"


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def fields_of(body):
    """The fields of a struct, one declaration each: those that share a type are told apart."""
    fields = []
    for declaration in filter(None, (part.strip() for part in without_comments(body).split(";"))):
        first, *others = declaration.split(",")
        kind = first.rsplit(None, 1)[0]
        fields += [first.strip(), *(f"{kind} {other.strip()}" for other in others)]
    return fields


def cut_to(header, kept):
    """The header without the constants that were added and the fields that were added at the end of structs that say their size: an older caller's is
    filled up with defaults. bailiwick_error is written whole, so it may not grow."""
    counts = {struct.get("name"): len(struct.findall("data-member")) for struct in xml.etree.ElementTree.fromstring(kept).iter("class-decl")}

    def cut(match):
        fields, known = fields_of(match.group(1)), counts.get(match.group(2))
        grows = fields[0].endswith("struct_size") and match.group(2) != "bailiwick_error"
        if known is None or not grows or len(fields) <= known:
            return match.group(0)
        return f"typedef struct {match.group(2)} {{ {'; '.join(fields[:known])}; }} {match.group(2)};"

    constants = {one.get("name") for one in xml.etree.ElementTree.fromstring(kept).iter("enumerator")}

    def known_constants(match):
        known = [one.strip() for one in without_comments(match.group(1)).split(",") if one.split("=")[0].strip() in constants]
        return f"enum {{ {', '.join(known)} }};" if known else ""

    header = re.sub(r"^enum \{([^}]*)\};", known_constants, without_comments(header), flags=re.M)
    return re.sub(r"typedef struct \w+ \{([^}]*)\} (\w+);", cut, header)


def version_of(text):
    return int(re.search(r"BAILIWICK_ABI_VERSION (\d+)", text).group(1))


def as_library(header):
    """The header with a body for every function, and a name for every enum."""
    enums = []

    def named(match):
        enums.append(f"bailiwick_constants_{match.group(1)}")
        return f"enum {enums[-1]} {{ {match.group(1)}"

    source = re.sub(r"^enum \{\s*(\w+)", named, header, flags=re.M)
    source = re.sub(r"(BAILIWICK_API [^;{]*\));", r"\1 { __builtin_trap(); }", source)
    for name in enums:
        source += f"\nBAILIWICK_API void {name}(enum {name} a);\nvoid {name}(enum {name} a) {{ (void)a; }}"
    return source + "\n"


def dump(header, folder, name):
    source, library, out = folder / f"{name}.c", folder / f"{name}.so", folder / f"{name}.abi"
    source.write_text(as_library(header))
    subprocess.run(["cc", "-std=c99", "-g", "-fPIC", "-shared", "-fdebug-prefix-map=" + str(folder) + "=.", "-Wl,-soname,libbailiwick.so.0", "-o", library, source], check=True)
    subprocess.run(["abidw", "--no-comp-dir-path", "--no-corpus-path", "--no-show-locs", "--out-file", out, library], check=True)
    return out


def compare(old, new, *options):
    """What abidiff says; empty where the two are alike."""
    done = subprocess.run(["abidiff", *options, old, new], capture_output=True, text=True)
    if done.returncode & 3:
        raise SystemExit(f"abidiff failed: {done.stderr}")
    return done.stdout if done.returncode else ""


def write(header):
    """What is kept: the version, then what abidw says."""
    with tempfile.TemporaryDirectory() as folder:
        return f"<!-- BAILIWICK_ABI_VERSION {version_of(header)} -->\n" + dump(header, pathlib.Path(folder), "bailiwick").read_text()


def split(kept):
    """The version in the first line, and the rest as abidw wrote it."""
    first, rest = kept.split("\n", 1)
    return version_of(first), rest


def judge(header, kept):
    """A sentence on what is wrong, or None."""
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        version, rest = split(kept)
        old = folder / "old.abi"
        old.write_text(rest)
        if broken := compare(old, dump(cut_to(header, rest), folder, "cut"), "--no-added-syms", "--harmless"):
            return f"the ABI breaks programs that were built against version {version}:\n{broken}"
        if version_of(header) < version:
            return f"BAILIWICK_ABI_VERSION: expected {version} or more, found {version_of(header)}"
        if version_of(header) == version and (added := compare(old, dump(header, folder, "new"), "--harmless")):
            return f"the ABI has additions: expected BAILIWICK_ABI_VERSION above {version}, found {version}; raise it and run tests/capi/abi.py HEADER --write\n{added}"
    return None


def main():
    header = pathlib.Path(sys.argv[1]).read_text()
    if sys.argv[2:] == ["--write"]:
        KEPT.write_text(write(header))
        return
    if wrong := judge(header, KEPT.read_text()):
        raise SystemExit(wrong)


if __name__ == "__main__":
    main()
