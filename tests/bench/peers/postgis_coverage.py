"""PostGIS: a self join over a GiST index for the overlaps, the study area without the union of the zones for the gaps. The index is inside the clock."""
import numpy as np

import worker
from postgis import clock, put_zones, run

put_zones("blocks", "blocks.wkb")
put_zones("ground", "ground.wkb")


def go():
    run(
        "DROP INDEX IF EXISTS boxes; CREATE INDEX boxes ON blocks USING gist (shape); ANALYZE blocks; DROP TABLE IF EXISTS shared, open_ground;"
        "CREATE TABLE shared AS SELECT * FROM (SELECT a.number AS one, b.number AS two, ST_Area(ST_Intersection(a.shape, b.shape)) AS area"
        " FROM blocks a JOIN blocks b ON a.number < b.number AND a.shape && b.shape) pairs WHERE area > 0;"
        "CREATE TABLE open_ground AS SELECT ST_Area(ST_Difference((SELECT shape FROM ground), (SELECT ST_Union(shape) FROM blocks))) AS area;"
    )


def save():
    pairs = [[float(v) for v in line.split("|")] for line in run("SELECT one, two, area FROM shared ORDER BY 1, 2;")]
    (gap,) = run("SELECT area FROM open_ground;")
    np.concatenate([[float(gap)], np.array(pairs).ravel()]).tofile("overlaps.f64")
    return "saved"


worker.answer({"go": worker.timed(go, clock), "save": save})
