# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms, in the order in which a planner meets them."""
from .assign import Assign
from .audit import Audit
from .clusters import Clusters
from .density import Density
from .hotspots import Hotspots
from .report import Report

ALGORITHMS = (Assign, Audit, Density, Hotspots, Clusters, Report)
