# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms, in the order in which a planner meets them."""
from .assign import Assign

ALGORITHMS = (Assign,)
