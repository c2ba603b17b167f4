"""The report on the sample city as a planner opens it: every layer valid and styled, the project whole, pictures to look at.

usage: sample_city_test.py BAILIWICK PROJECT_FOLDER PICTURES
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import qgis_session as session

BAILIWICK, SOURCE, PICTURES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1))
PICTURES.mkdir(parents=True, exist_ok=True)
RENDERERS = {"zones": ("graduatedSymbol", "singleSymbol"), "gaps": ("RuleRenderer",), "overlaps": ("RuleRenderer",), "children": ("RuleRenderer",),
             "hotspots": ("categorizedSymbol",), "hotspot": ("RuleRenderer",), "density": ("graduatedSymbol",), "reports": ("singleSymbol",),
             "outside": ("singleSymbol",)}


class SampleCity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))
        cls.out = cls.home / "out"
        subprocess.run([BAILIWICK, "report", str(SOURCE / "data/sample/city.toml"), "--output", str(cls.out), "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        session.close()
        shutil.rmtree(cls.home)

    def test_every_geojson_is_valid_styled_and_whole(self):
        files = sorted((self.out / "layers").glob("*.geojson"))
        self.assertGreater(len(files), 15)
        for file in files:
            with self.subTest(file.name):
                layer = session.open_vector(str(file))
                self.assertTrue(layer.isValid())
                features = len(json.loads(file.read_text(encoding="utf-8"))["features"])
                self.assertEqual(layer.featureCount(), features)
                if features:  # QGIS takes the geometry type, and with it the style, from the features
                    self.assertIn(layer.renderer().type(), RENDERERS[file.stem.split("_")[0]])

    def test_one_style_fits_the_density_surface_and_its_bands(self):
        surface = session.open_raster(str(self.out / "layers" / "density.tif"))
        bands = session.open_vector(str(self.out / "layers" / "density.geojson"))
        self.assertFalse((self.out / "layers" / "density_bands.qml").exists())
        self.assertEqual(surface.renderer().type(), "singlebandpseudocolor")
        self.assertEqual(bands.renderer().type(), "graduatedSymbol")
        surface.renderer().setOpacity(1.0)
        seen = session.colours(session.draw(session.map_of_layers([surface])))
        classes = ("#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026")
        self.assertTrue(all(seen[colour] for colour in classes), seen)
        self.assertGreater(sum(seen[colour] for colour in classes), 5000)
        self.assertGreater(len(session.colours(session.draw(session.map_of_layers([bands])), 4)), 5)
        self.assertEqual(bands.attributeDisplayName(bands.fields().indexOf("to_per_km2")), "上限（件/平方千米）")

    def test_the_geopackage_holds_the_same_layers_with_the_same_counts(self):
        for file in sorted((self.out / "layers").glob("*.geojson")):
            with self.subTest(file.stem):
                name = "density_bands" if file.stem == "density" else file.stem
                layer = session.open_vector(f"{self.out}/city.gpkg|layername={name}")
                self.assertTrue(layer.isValid())
                self.assertEqual(layer.crs().authid(), "EPSG:4490")
                self.assertEqual(layer.featureCount(), len(json.loads(file.read_text(encoding="utf-8"))["features"]))
                self.assertIn(layer.renderer().type(), RENDERERS[file.stem.split("_")[0]])

    def test_the_project_opens_whole_and_in_the_right_colours(self):
        project = session.open_project(self.out / "city.gpkg")
        root = project.layerTreeRoot()
        for layer in project.mapLayers().values():
            self.assertTrue(layer.isValid(), layer.name())
            self.assertTrue(layer.crs().isValid(), layer.name())
            self.assertTrue(layer.name())
        shown = [layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()]
        extent = project.viewSettings().defaultViewExtent()
        self.assertTrue(1000 < extent.width() < 20000, "about 24 km2")
        seen = session.colours(session.draw(session.map_of_layers(shown, project.crs(), extent, (1600, 1200))), 2)
        for colour in ("#d62f27", "#ed7551", "#c2188f", "#f7f7f2", "#762a83", "#2d2d37"):  # hot 99 %, 95 %, gaps, paper, overlaps, borders
            self.assertGreater(seen[colour], 20, colour)
        settings = session.map_of_layers(shown, project.crs(), extent, (1600, 1200), exact=False)
        settings.setOutputDpi(120)
        session.draw(settings, PICTURES / "sample_city.png")

    def test_the_filled_map_and_the_surface_have_something_to_show(self):
        project = session.open_project(self.out / "city.gpkg")
        root = project.layerTreeRoot()
        extent = project.viewSettings().defaultViewExtent()
        borders = [layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible() and layer.id().startswith("zones_")]
        for start in ("zones_community_density", "zones_block_density", "density_bands", "density"):
            layer = next(x for x in root.layerOrder() if x.id().startswith(start) and (start != "density" or x.type() == 1))
            settings = session.map_of_layers(borders + [layer], project.crs(), extent, (1200, 900), exact=False)
            image = session.draw(settings, PICTURES / f"sample_{start}.png")
            self.assertGreater(len(session.colours(image, 4)), 20, start)


if __name__ == "__main__":
    session.run_tests()
