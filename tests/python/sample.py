"""The sample city as an analyst of Python has it: the same files that `bailiwick report data/sample/city.toml` reads."""
import csv
import math
import pathlib

import pyarrow as pa
import pyarrow.csv
import pyogrio

import bailiwick as bw

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "sample"
FILES = {"district": "districts", "subdistrict": "subdistricts", "community": "communities", "block": "blocks", "road": "roads", "site": "sites"}
PARENTS = {"subdistrict": "district", "community": "subdistrict", "block": "community"}
COLUMNS = {"x": "经度", "y": "纬度"}


def layer(name):
    return pyogrio.open_arrow(FOLDER / f"{name}.geojson")


def zones(**options):
    return bw.zones({level: layer(file) for level, file in FILES.items()}, parents=PARENTS, across=["road", "site"], **options)


def reports():
    """Every row of the file, as the command line counts them: text that is no number is NaN, an empty one null, a row of too few fields has no number."""
    with open(FOLDER / "reports.csv", encoding="utf-8-sig", newline="") as file:
        names, *rows = csv.reader(file)

    def number(text):
        try:
            return float(text) if text.strip() else None
        except ValueError:
            return math.nan

    columns = {}
    for i, name in enumerate(names):
        cells = [row[i] if i < len(row) else "" for row in rows]
        if name in COLUMNS.values():
            columns[name] = pa.array([number(cell) if len(row) == len(names) else math.nan for cell, row in zip(cells, rows)], pa.float64())
        else:
            columns[name] = pa.array([cell or None for cell in cells], pa.string())
    return pa.table(columns)


def report(of=None, **options):
    return bw.report(of or zones(), reports(), category=["案件类型", "大类", "小类"], time="上报时间", time_zone="Asia/Shanghai", id="案卷号", area=layer("city"),
                     lawful=pyarrow.csv.read_csv(FOLDER / "lawful.csv"), cell_m=100, **COLUMNS, **options)
