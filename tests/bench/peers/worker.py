"""The line protocol of peers/external.h for engines that are driven from Python."""
import struct
import sys
import time

import numpy as np


def zones():
    """The well-known binary of every zone, in the order of its number."""
    with open("zones.wkb", "rb") as file:
        data = file.read()
    at, out = 0, []
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        out.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return out


def say(word):
    print(word, flush=True)


def serve(load, go, clock=time.process_time):
    """`load(x, y)` takes the reports; `go()` returns two arrays, report numbers and zone numbers, or a function
    that fetches them, which then runs outside the clock. `clock()` gives the seconds the processor has spent on the engine."""
    say("ready")
    found = None
    for line in sys.stdin:
        word = line.strip()
        if word == "load":
            load(np.fromfile("x.f64"), np.fromfile("y.f64"))
            say("loaded")
        elif word == "go":
            start = clock()
            found = go()
            say(f"done {clock() - start}")
        elif word == "save":
            reports, numbers = found() if callable(found) else found
            ((np.asarray(reports, dtype=np.uint64) << np.uint64(32)) | np.asarray(numbers, dtype=np.uint64)).tofile("pairs.u64")
            say("saved")
