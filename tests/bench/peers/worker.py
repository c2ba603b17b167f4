"""The line protocol of peers/process.h for engines that are driven from Python."""
import struct
import sys
import time

import numpy as np


def zones(file="zones.wkb"):
    """The well-known binary of every zone, in the order of its number."""
    with open(file, "rb") as f:
        data = f.read()
    at, out = 0, []
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        out.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return out


def say(word):
    print(word, flush=True)


def answer(actions):
    """For each word that comes in, what its action returns goes out."""
    say("ready")
    for line in sys.stdin:
        say(actions[line.strip()]())


def timed(go, clock=time.process_time):
    """`go()`, and what it answers: the seconds the processor has spent on the engine meanwhile, which `clock()` counts."""

    def done():
        start = clock()
        go()
        return f"done {clock() - start}"

    return done


def serve(load, go, clock=time.process_time):
    """Reports into zones: `load(x, y)` takes the reports; `go()` returns two arrays, report numbers and zone numbers, or a function
    that fetches them, which then runs outside the clock."""
    found = []

    def loaded():
        load(np.fromfile("x.f64"), np.fromfile("y.f64"))
        return "loaded"

    def keep():
        found[:] = [go()]

    def saved():
        reports, numbers = found[0]() if callable(found[0]) else found[0]
        ((np.asarray(reports, dtype=np.uint64) << np.uint64(32)) | np.asarray(numbers, dtype=np.uint64)).tofile("pairs.u64")
        return "saved"

    answer({"load": loaded, "go": timed(keep, clock), "save": saved})
