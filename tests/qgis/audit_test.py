"""An audit as a planner opens it: the faults of two real maps, invalid zones and the proposal of --repair, styled and drawn; pictures to look at.

usage: audit_test.py BAILIWICK PROJECT_FOLDER PICTURES
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import qgis_session as session

BAILIWICK, SOURCE, PICTURES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1))
SHARED = pathlib.Path(os.environ.get("BAILIWICK_SHARED_DATA", SOURCE / "../shared/data")).resolve()
if not SHARED.is_dir():
    print("skipped: no shared data at", SHARED)
    sys.exit(session.SKIPPED)
PICTURES.mkdir(parents=True, exist_ok=True)
GAP, OVERLAP, INVALID, MENDED = "#c2188f", "#762a83", "#ffd200", "#3c6e0a"


class Audit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))

    @classmethod
    def tearDownClass(cls):
        session.close()
        shutil.rmtree(cls.home)

    def audited(self, name, file, *options):
        out = self.home / name
        subprocess.run([BAILIWICK, "audit", "--zones", f"zone={SHARED / file}", "--output", str(out), "--lang", "en", "--quiet", "--repair", *options],
                       check=True, stdout=subprocess.DEVNULL)
        return out / "city.gpkg"

    def layer(self, gpkg, name, features, renderer):
        layer = session.open_vector(f"{gpkg}|layername={name}")
        self.assertTrue(layer.isValid())
        self.assertEqual(layer.featureCount(), features)
        self.assertEqual(layer.renderer().type(), renderer)
        return layer

    def drawn(self, gpkg, names, picture, extent=None):
        """The layers of the project inside, front first, as they arrive; counts of exact colours."""
        project = session.open_project(gpkg)
        layers = [next(x for x in project.mapLayers().values() if x.id().startswith(name)) for name in names]
        settings = session.map_of_layers(layers, project.crs(), extent or project.viewSettings().defaultViewExtent(), (1200, 900), exact=False)
        settings.setOutputDpi(120)
        session.draw(settings, PICTURES / picture)
        settings = session.map_of_layers(layers, project.crs(), extent or project.viewSettings().defaultViewExtent(), (1200, 900))
        return session.colours(session.draw(settings))

    def test_xuchang_two_holes_and_a_zone_that_crosses_itself(self):
        """"1 invalid polygon; 2 holes left in the union": the data's own README."""
        gpkg = self.audited("xuchang", "china/xuchang_411000_counties.geojson")
        self.layer(gpkg, "gaps_zone", 2, "RuleRenderer")
        self.layer(gpkg, "overlaps_zone", 0, "RuleRenderer")
        self.layer(gpkg, "invalid", 1, "singleSymbol")
        mended = self.layer(gpkg, "repair_zone", 6, "RuleRenderer")
        mended.setSubsetString("changed")
        self.assertTrue(1 <= mended.featureCount() <= 2, "each hole went to a neighbour")
        seen = self.drawn(gpkg, ["invalid", "gaps_zone", "zones_zone"], "audit_xuchang.png")
        for colour in (GAP, INVALID):
            self.assertGreater(seen[colour], 20, colour)
        seen = self.drawn(gpkg, ["repair_zone"], "audit_xuchang_repair.png")
        self.assertGreater(seen[MENDED], 20)

    def test_police_precincts_that_overlap_by_a_sliver(self):
        """"2 polygons invalid: rings with too few points (zero-area leftovers); one pair overlaps by a sliver"."""
        gpkg = self.audited("precincts", "nyc/police_precincts.geojson.gz", "--zone-option", "zone.id=precinct")
        overlaps = self.layer(gpkg, "overlaps_zone", 2, "RuleRenderer")
        self.assertEqual(len({f["zones"] for f in overlaps.getFeatures()}), 1)
        self.layer(gpkg, "invalid", 2, "singleSymbol")
        self.layer(gpkg, "repair_zone", 77, "RuleRenderer")
        seen = self.drawn(gpkg, ["invalid", "overlaps_zone", "zones_zone"], "audit_precincts.png")
        self.assertGreater(seen[INVALID], 20)
        self.assertGreater(seen[OVERLAP], 5, "a sliver is seen on the map of the whole city")


if __name__ == "__main__":
    session.run_tests()
