"""A headless QGIS for one test program, and pictures with the colours counted.

Nothing here knows Bailiwick. Colours are counted, never bytes compared: fonts and Qt versions differ.
"""
import os
import sys
import tempfile
import unittest

SKIPPED = 77  # what ctest takes for "skipped"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
os.environ["HOME"] = tempfile.mkdtemp()  # no settings of whoever runs the tests
try:
    from qgis.core import (QgsApplication, QgsCoordinateTransform, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRasterLayer,
                           QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor
except ImportError as absent:
    print("skipped: this Python has no QGIS:", absent)
    sys.exit(SKIPPED)

from collections import Counter

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()


def close():
    """Layers first, else QGIS ends with a segmentation fault."""
    QgsProject.instance().clear()
    sys.stdout.flush()


def run_tests():
    """unittest.main, then out at once: objects of QGIS taken down in Python's order crash now and then, after every test has passed."""
    passed = unittest.main(verbosity=1, exit=False).result.wasSuccessful()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if passed else 1)


def open_vector(source, name="layer"):
    return QgsVectorLayer(source, name, "ogr")


def open_raster(source, name="layer"):
    return QgsRasterLayer(source, name, "gdal")


def open_project(gpkg, name="city"):
    project = QgsProject.instance()
    project.clear()
    assert project.read(f"geopackage:{gpkg}?projectName={name}"), project.error()
    return project


def map_of_layers(layers, crs=None, extent=None, size=(1000, 700), exact=True):
    """Settings of a map of `layers`, front first. `exact` draws without smoothing, so that colours are those of the style."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(*size))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(crs if crs is not None else layers[0].crs())
    if extent is None:
        way = QgsCoordinateTransform(layers[0].crs(), settings.destinationCrs(), QgsProject.instance())
        extent = way.transformBoundingBox(layers[0].extent())
        extent.scale(1.1)
    settings.setExtent(extent)
    settings.setFlag(QgsMapSettings.Antialiasing, not exact)
    settings.setFlag(QgsMapSettings.DrawLabeling, not exact)
    return settings


def draw(settings, file=None):
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), [error.message for error in job.errors()]
    image = job.renderedImage()
    if file is not None:
        assert image.save(str(file)), file
    return image


def colours(image, step=1):
    return Counter(image.pixelColor(x, y).name() for x in range(0, image.width(), step) for y in range(0, image.height(), step))
