"""Shapely 2 over whole arrays: an STRtree asked once for the overlaps, the study area without the union of the zones for the gaps; and the answer
of its coverage_is_valid, which says whether there is an overlap or a fault along borders, but neither where nor how large."""
import numpy as np
import shapely

import worker

blocks = shapely.from_wkb(worker.zones("blocks.wkb"))
(ground,) = shapely.from_wkb(worker.zones("ground.wkb"))
found = {}


def go():
    one, two = shapely.STRtree(blocks).query(blocks)
    one, two = one[one < two], two[one < two]
    area = shapely.area(shapely.intersection(blocks[one], blocks[two]))
    some = area > 0
    found["pairs"] = np.column_stack([one[some], two[some], area[some]])
    found["gap"] = shapely.area(shapely.difference(ground, shapely.union_all(blocks)))


def valid():
    found["valid"] = shapely.coverage_is_valid(blocks)


def save():
    np.concatenate([[found["gap"]], found["pairs"].ravel()]).tofile("overlaps.f64")
    return "saved"


worker.answer({"go": worker.timed(go), "valid": worker.timed(valid), "save": save, "says": lambda: f"done {int(found['valid'])}"})
