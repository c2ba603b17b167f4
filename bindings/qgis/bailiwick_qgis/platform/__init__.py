# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything that differs between systems and between versions of QGIS: the engine's library, and names that moved.

Another system follows by a line in engine.LIBRARIES and its library in the ZIP; nothing outside this folder asks which system it runs on.
"""
from .engine import EngineMissing, load, missing
from .versions import clock, field, is_null, language

__all__ = ["EngineMissing", "clock", "field", "is_null", "language", "load", "missing"]
