# SPDX-License-Identifier: GPL-2.0-or-later
"""Bailiwick in QGIS: a Processing provider. Importing it loads no engine."""


def classFactory(iface):  # noqa: N802  the name that QGIS calls
    from .plugin import Plugin

    return Plugin(iface)
