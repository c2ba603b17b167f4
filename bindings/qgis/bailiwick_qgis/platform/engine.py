# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds the engine: the copy that came with the ZIP, else a Python package `bailiwick` that is installed.

The engine asks for libgeos_c; the copy in the ZIP brings none, since QGIS itself has loaded one and two in one process do not get on.
"""
import importlib
import pathlib
import platform as system

from ..texts import word

BUNDLED = pathlib.Path(__file__).resolve().parent.parent / "bundled"  # put there by bindings/qgis/zip
LIBRARIES = {("Linux", "x86_64"): "libbailiwick.so.0"}  # in bundled/bailiwick/_lib

_found = None


class EngineMissing(Exception):
    """No engine can be loaded: one sentence with what to do."""


def _bundled():
    name = LIBRARIES.get((system.system(), system.machine()))
    if name is None:
        raise ImportError(f"the ZIP has no engine for {system.system()} {system.machine()}")
    if not (BUNDLED / "bailiwick" / "_lib" / name).is_file():
        raise ImportError(f"no {name} in the plug-in")
    return importlib.import_module(__package__.rsplit(".", 1)[0] + ".bundled.bailiwick")


def _installed():
    return importlib.import_module("bailiwick")


def load():
    """The package `bailiwick`, loaded once."""
    global _found
    if _found is None:
        reasons = []
        for way in (_bundled, _installed):
            try:
                package = way()
                importlib.import_module(package.__name__ + ".columns")
                _found = package
                break
            except (ImportError, OSError, AttributeError) as reason:
                reasons.append(str(reason))
        else:
            raise EngineMissing(word("engine.missing").format(reason="; ".join(dict.fromkeys(reasons))))
    return _found


def missing():
    """Why no engine can be loaded; None where one is."""
    try:
        load()
    except EngineMissing as reason:
        return str(reason)
    return None
