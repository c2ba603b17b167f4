"""New York's own answers, and the holes of two real outlines. Run: nyc_test.py PROGRAM SOURCE_FOLDER

The publisher states districts, precincts and boards of its reports; the table at the top of the shared data's README counts how often GEOS finds
the same zone. A report that falls the other way is named with its distance to the zone's border."""
import csv
import gzip
import json
import math
import pathlib
import re
import sys
import tempfile
import unittest

from program import SHARED, need_shared, run

need_shared()
NYC = SHARED / "nyc"
BOROUGHS = {"MANHATTAN": 1, "BRONX": 2, "BROOKLYN": 3, "QUEENS": 4, "STATEN ISLAND": 5}


def board(text):
    """'15 BROOKLYN' -> '315'; 'Unspecified BROOKLYN' and '0 Unspecified' name no board."""
    found = re.fullmatch(r"(\d+) (.+)", text)
    if not found or found[2] not in BOROUGHS:
        return None
    return str(BOROUGHS[found[2]] * 100 + int(found[1]))


def precinct(text):
    found = re.search(r"\d+", text)
    return found[0] if found else None


def district(text):
    return str(int(text)) if text.strip().isdigit() else None


def tract(block):
    """The 2010 block: state, county, tract, block; BoroCT2010 is borough number and tract."""
    county = {"061": "1", "005": "2", "047": "3", "081": "4", "085": "5"}.get(block[2:5])
    return county + block[5:11] if county else None


def rows_of(file):
    with open(file, newline="", encoding="utf-8-sig") as f:
        yield from csv.DictReader(f)


def assigned(folder, zones, option, reports, kept, extra=()):
    arguments = ["assign", "--zones", f"zone={NYC / zones}", "--reports", NYC / reports, "--keep", kept, "--output", folder, "--quiet", "--overwrite"]
    run(*arguments, "--zone-option", f"zone.id={option}", *extra, cwd=folder)
    yield from rows_of(pathlib.Path(folder) / "assignments.csv")


def border_m(x, y, geometry):
    """Metres from a place to the nearest edge of a polygon, near enough at this latitude."""
    scale = math.cos(math.radians(y))
    best = math.inf
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        for (ax, ay, *_), (bx, by, *_) in zip(ring, ring[1:]):
            ux, uy, px, py = (bx - ax) * scale, by - ay, (x - ax) * scale, y - ay
            length = ux * ux + uy * uy
            t = 0 if length == 0 else max(0, min(1, (px * ux + py * uy) / length))
            best = min(best, math.hypot(px - t * ux, py - t * uy))
    return best * 111_320


def read_json(file):
    with (gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else open(file, encoding="utf-8-sig")) as f:
        return json.load(f)


def name_differences(rows, zones, field, stated, most=12):
    shapes = {str(f["properties"][field]): f["geometry"] for f in read_json(NYC / zones)["features"]}
    for row in rows[:most]:
        want = stated(row)
        if want in shapes:
            metres = border_m(float(row["x"]), float(row["y"]), shapes[want])
            print(f"    row {row['row']}: stated {want}, found {row['zone_zone'] or 'none'}, {metres:.2f} m from the border of {want}")
        else:
            print(f"    row {row['row']}: stated {want}, which is no zone; found {row['zone_zone'] or 'none'}")


# points, attribute, stated zone, polygons, id field, further options, agreement measured with GEOS, of how many
TABLE = [
    ("nyc311_2019-12-31.csv", "police_precinct", precinct, "police_precincts.geojson.gz", "precinct", ("--preset", "nyc311"), 985, 985),
    ("nyc311_2019-12-31.csv", "council_district", district, "council_districts.geojson.gz", "CounDist", ("--preset", "nyc311"), 987, 987),
    ("nyc311_2019-12-31.csv", "community_board", board, "community_districts.geojson.gz", "BoroCD", ("--preset", "nyc311"), 983, 987),
    ("nyc311_streetlights_2024_2026.csv.gz", "community_board", board, "community_districts.geojson.gz", "BoroCD", (), 48844, 50856),
    ("vehicle_thefts_2014_2017.csv.gz", "census_block", tract, "census_tracts_2010/nyct2010.shp", "BoroCT2010", (), 34844, 35746),
]


class Agreement(unittest.TestCase):
    def test_the_publishers_own_answers(self):
        print(f"\n{'points':40} {'attribute':18} agreement")
        for points, attribute, read, zones, field, extra, agree, total in TABLE:
            with tempfile.TemporaryDirectory() as folder:
                rows = list(assigned(folder, zones, field, points, attribute, ("--max-rejects", "1", *extra)))
            stated = [r for r in rows if r[attribute].strip()]
            known = [r for r in stated if read(r[attribute]) is not None] if total < 10_000 and agree == total else rows
            same = [r for r in known if read(r[attribute]) == r["zone_zone"]]
            print(f"{points:40} {attribute:18} {len(same)} of {len(known)}")
            if zones.endswith(".gz") and len(known) - len(same) < 100:
                name_differences([r for r in known if read(r[attribute]) != r["zone_zone"]], zones, field, lambda r: read(r[attribute]))
            with self.subTest(points=points, attribute=attribute):
                self.assertEqual((len(same), len(known)), (agree, total))


class Holes(unittest.TestCase):
    """Holes of the union, counted with GEOS through GDAL 3.6.2 (UnionCascaded of the made-valid zones, interior rings)."""

    def enclosed(self, zones, *options):
        with tempfile.TemporaryDirectory() as folder:
            run("audit", "--zones", f"zone={zones}", "--output", folder, "--overwrite", "--quiet", *options, cwd=folder)
            gaps = json.loads((pathlib.Path(folder) / "layers/gaps_zone.geojson").read_text(encoding="utf-8"))["features"]
        return [g["properties"] for g in gaps if g["properties"]["kind"] == "enclosed"]

    def test_xuchang(self):
        holes = self.enclosed(SHARED / "china/xuchang_411000_counties.geojson")
        print("\nXuchang:", [round(h["area_m2"]) for h in holes], "m2")
        # GEOS: 1.09668e-5 and 1.07870e-5 square degrees at 33.886 and 33.892 N, there 110,920 x 92,508 and 110,920 x 92,502 m a degree.
        self.assertEqual(len(holes), 2)
        for hole, area in zip(sorted(holes, key=lambda h: -h["area_m2"]), (112_533, 110_681)):
            self.assertAlmostEqual(hole["area_m2"], area, delta=3)

    def test_community_districts_of_new_york(self):
        # GEOS: two hair-thin holes at 73.81864 W 40.86070 N and 73.81822 W 40.86106 N, both between districts 210 and 228: one line, two pieces.
        holes = self.enclosed(NYC / "community_districts.geojson.gz")
        print("\nNew York:", [(h["zones"], h["pieces"], h["area_m2"]) for h in holes])
        self.assertEqual([(h["zones"], h["pieces"], h["sliver"]) for h in holes], [("210;228", 2, True)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
