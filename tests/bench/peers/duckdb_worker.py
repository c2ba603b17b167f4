"""DuckDB's spatial extension: its spatial join of points with polygons, one thread, from tables in memory."""
import duckdb
import numpy as np

import worker

db = duckdb.connect(":memory:", config={"threads": 1})
try:
    db.execute("LOAD spatial")
except duckdb.Error:
    from duckdb_extensions import import_extension

    import_extension("spatial", con=db)
    db.execute("LOAD spatial")
db.execute("CREATE TABLE wkb (number INTEGER, bytes BLOB)")
db.executemany("INSERT INTO wkb VALUES (?, ?)", list(enumerate(worker.zones())))
db.execute("CREATE TABLE zones AS SELECT number, ST_GeomFromWKB(bytes) AS shape FROM wkb")


def load(x, y):
    numbers = np.arange(len(x), dtype=np.int64)
    columns = {"number": numbers, "x": x, "y": y}
    db.register("columns", columns)
    db.execute("CREATE OR REPLACE TABLE reports AS SELECT number, ST_Point(x, y) AS place FROM columns")
    db.unregister("columns")


def go():
    found = db.execute(
        "SELECT r.number AS report, z.number AS zone FROM reports r JOIN zones z ON ST_Contains(z.shape, r.place)"
    ).fetchnumpy()
    return found["report"], found["zone"]


worker.serve(load, go)
