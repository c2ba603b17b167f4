# SPDX-License-Identifier: GPL-2.0-or-later
"""What people read: one table per language for the plug-in (words/), and the words of the results, which all doors share (data/words)."""
import functools
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE / "data" if (HERE / "data").is_dir() else HERE.parents[2] / "data"  # in the ZIP; in the source tree


def table(path):
    """section.key -> text. The part of TOML that our tables use; Python 3.9 has no reader of its own."""
    found, section = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]") + "."
        elif line and not line.startswith("#"):
            key, text = line.split(" = ", 1)
            found[section + key.strip('"')] = json.loads(text)
    return found


@functools.lru_cache(maxsize=None)
def _words(folder, language):
    return {**table(folder / "en.toml"), **table(folder / f"{language}.toml")}


def _language():
    from .platform import language

    return language()


def word(key):
    """A text of the plug-in in the language of QGIS."""
    return _words(HERE / "words", _language()).get(key, key)


def shared_word(key):
    """A word of the results: titles of layers and columns, entries of legends."""
    return _words(SHARED / "words", _language()).get(key, key)
