"""The hand-drawn city (hand_city.cpp) as a planner opens it: every layer valid, styled, in the right colours; the project whole.

usage: hand_city_test.py HAND_CITY PICTURES
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import qgis_session as session

HAND_CITY, PICTURES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
PICTURES.mkdir(parents=True, exist_ok=True)

# name: features, geometry type of QGIS (0 point, 2 polygon), renderer
LAYERS = {
    "zones_district": (6, 2, "graduatedSymbol"),
    "zones_block": (216, 2, "graduatedSymbol"),
    "gaps_district": (3, 2, "RuleRenderer"),
    "overlaps_district": (3, 2, "RuleRenderer"),
    "children_district": (3, 2, "RuleRenderer"),
    "hotspots": (1782, 2, "categorizedSymbol"),
    "hotspot_areas": (1, 2, "RuleRenderer"),
    "reports": (400, 0, "singleSymbol"),
    "outside": (5, 0, "singleSymbol"),
    "density_bands": (5, 2, "graduatedSymbol"),
}
# ArcGIS's Gi_Bin colours: hot 99, 95, 90 %, cold 90, 95, 99 %
GI_BIN = ["#d62f27", "#ed7551", "#fab984", "#c0ccbe", "#849eba", "#4575b5"]
YL_OR_RD = ["#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"]


class HandCity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))
        cls.folder = {}
        for language in ("en", "zh"):
            cls.folder[language] = cls.home / language
            subprocess.run([HAND_CITY, str(cls.folder[language]), language], check=True)

    @classmethod
    def tearDownClass(cls):
        session.close()
        shutil.rmtree(cls.home)

    def sources(self, language="en"):
        """Each layer as GeoJSON with its sidecar style, and out of the GeoPackage."""
        for name, expected in LAYERS.items():
            yield name, str(self.folder[language] / "layers" / (name + ".geojson")), expected
            yield name, f"{self.folder[language]}/city.gpkg|layername={name}", expected

    def test_every_layer_is_valid_and_arrives_styled(self):
        for _, source, (features, geometry, renderer) in self.sources():
            with self.subTest(source):
                layer = session.open_vector(source)
                self.assertTrue(layer.isValid())
                self.assertEqual(layer.featureCount(), features)
                self.assertEqual(int(layer.geometryType()), geometry)
                self.assertEqual(layer.renderer().type(), renderer)

    def test_geojson_is_crs84_and_the_geopackage_keeps_cgcs2000(self):
        for name, source, _ in self.sources():
            with self.subTest(source):
                expected = ["EPSG:4490"] if "gpkg" in source else ["EPSG:4326", "OGC:CRS84"]
                self.assertIn(session.open_vector(source).crs().authid(), expected)

    def test_hotspots_have_the_colours_of_arcgis(self):
        for name, source, _ in self.sources():
            if name != "hotspots":
                continue
            with self.subTest(source):
                layer = session.open_vector(source)
                seen = session.colours(session.draw(session.map_of_layers([layer])))
                for colour in GI_BIN + ["#f7f7f2"]:
                    self.assertGreater(seen[colour], 100, colour)

    def test_findings_have_their_colours(self):
        for name, colour in (("gaps_district", "#c2188f"), ("overlaps_district", "#762a83"), ("children_district", "#01665e")):
            with self.subTest(name):
                layer = session.open_vector(f"{self.folder['en']}/city.gpkg|layername={name}")
                self.assertGreater(session.colours(session.draw(session.map_of_layers([layer])))[colour], 100)

    def test_a_declared_overlap_is_grey(self):
        layer = session.open_vector(f"{self.folder['en']}/city.gpkg|layername=overlaps_district")
        layer.setSubsetString("lawful")
        self.assertEqual(layer.featureCount(), 1)
        seen = session.colours(session.draw(session.map_of_layers([layer])))
        self.assertEqual(seen["#762a83"], 0)
        self.assertGreater(seen["#787878"], 50)

    def test_zones_fall_into_every_class(self):
        layer = session.open_vector(f"{self.folder['en']}/city.gpkg|layername=zones_block")
        counts = {i: 0 for i in range(len(layer.renderer().ranges()))}
        values = sorted(feature["density_per_km2"] for feature in layer.getFeatures())
        for value in values:
            self.assertGreaterEqual(layer.renderer().rangeForValue(value) is not None, True, value)
            for i, part in enumerate(layer.renderer().ranges()):
                if part.lowerValue() <= value <= part.upperValue():
                    counts[i] += 1
                    break
        self.assertEqual(sum(counts.values()), 216)
        self.assertTrue(all(counts.values()), counts)

    def test_the_density_surface_is_yellow_to_red_and_clear_where_nothing_is(self):
        layer = session.open_raster(str(self.folder["en"] / "layers" / "density.tif"))
        self.assertTrue(layer.isValid())
        self.assertEqual(layer.renderer().type(), "singlebandpseudocolor")
        layer.renderer().setOpacity(1.0)
        seen = session.colours(session.draw(session.map_of_layers([layer])))
        for colour in YL_OR_RD + ["#ffffff"]:
            self.assertGreater(seen[colour], 500, colour)
        self.assertLess(len(seen), 10, "classes, no blend of colours")

    def test_the_legend_speaks_the_language(self):
        labels = {}
        for language in ("en", "zh"):
            layer = session.open_vector(f"{self.folder[language]}/city.gpkg|layername=hotspots")
            labels[language] = [category.label() for category in layer.renderer().categories()]
            self.assertEqual(len(set(labels[language])), 7)
        self.assertIn("Hotspot, 99% confidence", labels["en"])
        self.assertTrue(all(any("\u4e00" <= c <= "\u9fff" for c in label) for label in labels["zh"]), labels["zh"])

    def test_columns_have_titles_with_units(self):
        for source in (f"{self.folder['en']}/city.gpkg|layername=zones_block", str(self.folder["en"] / "layers" / "zones_block.geojson")):
            layer = session.open_vector(source)
            at = layer.fields().indexOf("density_per_km2")
            self.assertEqual(layer.attributeDisplayName(at), "Reports per km²", source)

    def check_project(self, gpkg, picture):
        project = session.open_project(gpkg)
        layers = list(project.mapLayers().values())
        self.assertEqual(len(layers), len(LAYERS) + 2 + 1)  # zones once more as filled maps, and the density surface
        for layer in layers:
            self.assertTrue(layer.isValid(), layer.name())
            self.assertTrue(layer.crs().isValid(), layer.name())
            self.assertGreater(len(layer.id()), 36)
            self.assertFalse(layer.extent().isNull(), layer.name())
        self.assertTrue(project.crs().isValid())
        self.assertFalse(project.crs().isGeographic(), "the city in its shape")
        extent = project.viewSettings().defaultViewExtent()
        # 0.06 degrees of longitude at latitude 34 are 5543 m, 0.03 of latitude 3328 m (GRS 80), and 4 % of room on each side
        self.assertAlmostEqual(extent.width(), 5543 * 1.08, delta=5)
        self.assertAlmostEqual(extent.height(), 3328 + 5543 * 0.08, delta=5)
        shown = [layer for layer in project.layerTreeRoot().layerOrder() if project.layerTreeRoot().findLayer(layer.id()).isVisible()]
        settings = session.map_of_layers(shown, project.crs(), extent, (1600, 1000))
        seen = session.colours(session.draw(settings), 2)
        for colour in GI_BIN + ["#c2188f", "#762a83", "#01665e", "#2d2d37"]:
            self.assertGreater(seen[colour], 20, colour)
        settings = session.map_of_layers(shown, project.crs(), extent, (1600, 1000), exact=False)
        settings.setOutputDpi(120)
        session.draw(settings, picture)
        return project

    def test_the_project_inside_opens_whole(self):
        for language in ("en", "zh"):
            project = self.check_project(self.folder[language] / "city.gpkg", PICTURES / f"hand_city_{language}.png")
            self.assertEqual(project.title(), "Hand-drawn city 手绘城市")
            groups = [group.name() for group in project.layerTreeRoot().children()]
            self.assertEqual(len(groups), len(set(groups)))

    def test_the_folder_can_be_moved(self):
        moved = self.home / "somewhere else" / "deeper"
        shutil.copytree(self.folder["en"], moved)
        project = self.check_project(moved / "city.gpkg", PICTURES / "hand_city_moved.png")
        for layer in project.mapLayers().values():
            self.assertIn("somewhere else", layer.source())

    def test_filled_maps_and_surfaces_are_there_to_be_switched_on(self):
        project = session.open_project(self.folder["en"] / "city.gpkg")
        root = project.layerTreeRoot()
        hidden = [layer for layer in root.layerOrder() if not root.findLayer(layer.id()).isVisible()]
        for layer, colour in ((next(x for x in hidden if x.id().startswith("zones_block_density")), None), (next(x for x in hidden if x.id().startswith("density_b")), None),
                              (next(x for x in hidden if x.type() == 1), None)):
            extent = project.viewSettings().defaultViewExtent()
            settings = session.map_of_layers([layer], project.crs(), extent, (800, 500), exact=False)
            image = session.draw(settings, PICTURES / f"hand_city_{layer.id().split('_')[0]}_{layer.id().split('_')[1]}.png")
            self.assertGreater(len(session.colours(image, 4)), 5)


if __name__ == "__main__":
    session.run_tests()
