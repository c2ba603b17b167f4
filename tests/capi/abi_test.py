#!/usr/bin/env python3
"""The header against tests/capi/bailiwick.abi, and the check itself against headers that were changed on purpose: abi_test.py HEADER"""
import pathlib
import sys

import abi

VERSION = "#define BAILIWICK_ABI_VERSION "
FUNCTION = "BAILIWICK_API bailiwick_status bailiwick_zones_retain(const bailiwick_zones* zones, bailiwick_error* error);"


def raised(header):
    number = abi.version_of(header)
    return header.replace(f"{VERSION}{number}", f"{VERSION}{number + 1}")


def changed(header, before, after):
    assert before in header, f"the header has no '{before}' any more: choose another change"
    return header.replace(before, after, 1)


# What is done to the header; what the judgement must say, None: nothing.
CASES = [
    ("a function is added and the version raised", lambda h: raised(changed(h, FUNCTION, FUNCTION + "\nBAILIWICK_API bailiwick_status bailiwick_more(int32_t a);")), None),
    ("a field is added at the end and the version raised", lambda h: raised(changed(h, "} bailiwick_question;", "  double more;\n} bailiwick_question;")), None),
    ("a constant is added and the version raised", lambda h: raised(changed(h, "BAILIWICK_HEXAGON = 1", "BAILIWICK_HEXAGON = 1, BAILIWICK_TRIANGLE = 2")), None),
    ("constants of a new kind are added and the version raised", lambda h: raised(changed(h, FUNCTION, FUNCTION + "\nenum { BAILIWICK_NEW = 0 };")), None),
    ("a constant is added", lambda h: changed(h, "BAILIWICK_HEXAGON = 1", "BAILIWICK_HEXAGON = 1, BAILIWICK_TRIANGLE = 2"), "the ABI has additions"),
    ("a field is added at the end", lambda h: changed(h, "} bailiwick_question;", "  double more;\n} bailiwick_question;"), "the ABI has additions"),
    ("a function is added", lambda h: changed(h, FUNCTION, FUNCTION + "\nBAILIWICK_API bailiwick_status bailiwick_more(int32_t a);"), "the ABI has additions"),
    ("the version falls", lambda h: h.replace(f"{VERSION}{abi.version_of(h)}", f"{VERSION}0"), "BAILIWICK_ABI_VERSION: expected"),
    ("a function is gone", lambda h: raised(changed(h, FUNCTION, "")), "the ABI breaks programs"),
    ("a parameter changes its type", lambda h: raised(changed(h, "uint64_t* bytes", "uint32_t* bytes")), "the ABI breaks programs"),
    ("a parameter is added", lambda h: raised(changed(h, "bailiwick_rule_text(int32_t rule)", "bailiwick_rule_text(int32_t rule, int32_t more)")), "the ABI breaks programs"),
    ("a field changes its type", lambda h: raised(changed(h, "double border_within_m;", "float border_within_m;")), "the ABI breaks programs"),
    ("a field is put in between", lambda h: raised(changed(h, "double border_within_m;", "double more; double border_within_m;")), "the ABI breaks programs"),
    ("a field is gone", lambda h: raised(changed(h, "  double border_within_m;", "  //")), "the ABI breaks programs"),
    ("a struct that does not say its size grows", lambda h: raised(changed(h, "} bailiwick_text;", "  int64_t more;\n} bailiwick_text;")), "the ABI breaks programs"),
    ("the error struct grows", lambda h: raised(changed(h, "} bailiwick_error;", "  int64_t more;\n} bailiwick_error;")), "the ABI breaks programs"),
    ("a constant changes its value", lambda h: raised(changed(h, "BAILIWICK_NEAREST = 6", "BAILIWICK_NEAREST = 60")), "the ABI breaks programs"),
    ("a constant is gone", lambda h: raised(changed(h, "BAILIWICK_ROOK = 1", "BAILIWICK_CASTLE = 1")), "the ABI breaks programs"),
]


def main():
    header = pathlib.Path(sys.argv[1]).read_text()
    kept = abi.KEPT.read_text()
    wrong = []
    if said := abi.judge(header, kept):
        wrong.append(said)
    # The changed copies are held against the header itself, so that they prove the check also while the header is ahead of what is kept.
    with_version = abi.write(header)
    for what, change, expected in CASES:
        said = abi.judge(change(header), with_version)
        if (said is None) != (expected is None) or (expected and expected not in said):
            wrong.append(f"{what}: expected {expected or 'nothing'}, found {said}")
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{len(CASES)} changed headers judged rightly; the ABI is that of version {abi.version_of(kept)} or adds to it")


if __name__ == "__main__":
    main()
