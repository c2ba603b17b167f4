"""PostGIS with its best plan: zones as the outer side of a nested loop over a GiST index on the reports, so that each zone is detoasted and prepared
once. Loading is outside the clock, building the index inside, as the figure it is compared with says. Talks to psql over a pipe."""
import os
import subprocess
import sys

import numpy as np

import worker

psql = subprocess.Popen(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", os.environ["BENCH_POSTGIS"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(sql):
    """Runs statements and waits for them; returns the lines they print."""
    psql.stdin.write(sql + "\n\\echo __end__\n")
    psql.stdin.flush()
    lines = []
    for line in psql.stdout:
        if line.strip() == "__end__":
            return lines
        lines.append(line)
    sys.exit("psql ended: " + "".join(lines))


run("SET client_min_messages = warning; SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '512MB'; SET maintenance_work_mem = '512MB';")
run("CREATE EXTENSION IF NOT EXISTS postgis; DROP TABLE IF EXISTS zones; CREATE TABLE zones (number int, shape geometry);")
psql.stdin.write("COPY zones FROM STDIN;\n")
for number, wkb in enumerate(worker.zones()):
    psql.stdin.write(f"{number}\t{wkb.hex()}\n")
psql.stdin.write("\\.\n")
run("ANALYZE zones;")


def load(x, y):
    run("DROP TABLE IF EXISTS reports; CREATE TABLE reports (number int, x float8, y float8, place geometry);")
    psql.stdin.write("COPY reports (number, x, y) FROM STDIN;\n")
    for number, (a, b) in enumerate(zip(x.tolist(), y.tolist())):
        psql.stdin.write(f"{number}\t{a!r}\t{b!r}\n")
    psql.stdin.write("\\.\n")
    run("UPDATE reports SET place = ST_MakePoint(x, y); VACUUM ANALYZE reports;")


def go():
    run(
        "DROP INDEX IF EXISTS places; CREATE INDEX places ON reports USING gist (place); ANALYZE reports;"
        "SET enable_hashjoin = off; SET enable_mergejoin = off; DROP TABLE IF EXISTS found;"
        "CREATE TABLE found AS SELECT r.number AS report, z.number AS zone FROM zones z"
        " CROSS JOIN LATERAL (SELECT number FROM reports WHERE ST_Contains(z.shape, place)) r;"
    )
    return lambda: zip(*[tuple(map(int, line.split("|"))) for line in run("SELECT report, zone FROM found;")])


(server,) = run("SELECT pg_backend_pid();")


def clock():
    """Of the server's process for this connection."""
    with open(f"/proc/{int(server)}/stat") as file:
        ticks = file.read().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


worker.serve(load, go, clock)
