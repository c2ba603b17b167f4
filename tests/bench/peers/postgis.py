"""A session of psql over a pipe, in the server named by BENCH_POSTGIS."""
import os
import subprocess
import sys

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


def put_zones(table, file="zones.wkb"):
    """A table of numbers and shapes, made anew."""
    run(f"CREATE EXTENSION IF NOT EXISTS postgis; DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (number int, shape geometry);")
    psql.stdin.write(f"COPY {table} FROM STDIN;\n")
    for number, wkb in enumerate(worker.zones(file)):
        psql.stdin.write(f"{number}\t{wkb.hex()}\n")
    psql.stdin.write("\\.\n")
    run(f"ANALYZE {table};")


run("SET client_min_messages = warning; SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '512MB'; SET maintenance_work_mem = '512MB';")
(server,) = run("SELECT pg_backend_pid();")


def clock():
    """Seconds the processor has spent on the server's process for this connection."""
    with open(f"/proc/{int(server)}/stat") as file:
        ticks = file.read().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
