"""One density by another program: density_worker.py PEER REPORTS ANSWER CELL COLUMNS ROWS RADIUS
REPORTS are doubles x, y in metres; ANSWER becomes doubles, row by row from the south, per m2 (qgis: sums of the kernel over its peak).
Prints the seconds of processor time of the density alone. The grid begins at (0, 0)."""
import os
import sys
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
import numpy

peer, reports, answer = sys.argv[1:4]
cell, radius = float(sys.argv[4]), float(sys.argv[7])
columns, rows = int(sys.argv[5]), int(sys.argv[6])
places = numpy.fromfile(reports).reshape(-1, 2)
clock = time.process_time


def scipy_gaussian():
    """Reports counted in the cells, then one convolution by fast transforms; radius is sigma, the kernel is cut at five."""
    from scipy.signal import fftconvolve
    start = clock()
    at = numpy.floor(places / cell).astype(numpy.int64)
    at = numpy.minimum(at, [columns - 1, rows - 1])
    counts = numpy.bincount(at[:, 1] * columns + at[:, 0], minlength=columns * rows).reshape(rows, columns).astype(float)
    reach = numpy.arange(-int(5 * radius / cell), int(5 * radius / cell) + 1) * cell
    line = numpy.exp(-reach ** 2 / (2 * radius ** 2))
    density = fftconvolve(counts, line[:, None] * line / (2 * numpy.pi * radius ** 2), mode="same")
    return clock() - start, density


def sklearn_epanechnikov():
    from sklearn.neighbors import KernelDensity
    x, y = numpy.meshgrid((numpy.arange(columns) + 0.5) * cell, (numpy.arange(rows) + 0.5) * cell)
    centres = numpy.column_stack([x.ravel(), y.ravel()])
    start = clock()
    density = numpy.exp(KernelDensity(bandwidth=radius, kernel="epanechnikov").fit(places).score_samples(centres)) * len(places)
    return clock() - start, density


def libkdv_epanechnikov():
    """Its only door takes and gives text: that is inside the clock. It doubles the bandwidth, scales values by a constant and moves reports to 0."""
    import io
    import libkdv
    from libkdv.compute_kdv import compute_kdv
    import pandas
    low = places.min(axis=0)
    first, last = numpy.array([0.5, 0.5]) * cell - low, numpy.array([columns - 0.5, rows - 0.5]) * cell - low
    job = libkdv.kdv(places, GPS=False, bound=[first[1], last[1], first[0], last[0]], num_threads=1, row_pixels=columns, col_pixels=rows, bandwidth=radius / 2)
    job.set_args()
    start = clock()
    text = compute_kdv(job.args)
    seconds = clock() - start
    table = pandas.read_csv(io.StringIO(text)).to_numpy()
    assert len(table) == columns * rows
    return seconds, table[:, 2].reshape(columns, rows).T


def qgis_quartic():
    """The class behind Processing's heatmap, with its writing of a GeoTIFF; two reports of weight 0 make its box."""
    import tempfile
    folder = tempfile.mkdtemp()
    os.environ.update(QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=folder, HOME=folder)
    from osgeo import gdal
    from qgis.analysis import QgsKernelDensityEstimation
    from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer("Point?crs=EPSG:32633&field=w:double", "reports", "memory")
    features = []
    corners = [[0, 0], [columns * cell, rows * cell]]
    for i, (x, y) in enumerate(numpy.concatenate([corners, places]) + 4096 * cell):  # QGIS leaves a report at (0, 0) out of a layer's box
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        feature.setAttributes([0.0 if i < 2 else 1.0])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    parameters = QgsKernelDensityEstimation.Parameters()
    parameters.source, parameters.radius, parameters.pixelSize, parameters.weightField = layer, radius, cell, "w"
    parameters.shape, parameters.outputValues = QgsKernelDensityEstimation.KernelQuartic, QgsKernelDensityEstimation.OutputRaw
    start = clock()
    result = QgsKernelDensityEstimation(parameters, folder + "/heat.tif", "GTiff").run()
    seconds = clock() - start
    assert result == QgsKernelDensityEstimation.Success
    grid = gdal.Open(folder + "/heat.tif").ReadAsArray().astype(float)
    margin = round(radius / cell)
    grid = numpy.where(grid == -9999, 0, grid)[margin:margin + rows, margin:margin + columns]
    return seconds, grid[::-1]


seconds, density = {"scipy": scipy_gaussian, "sklearn": sklearn_epanechnikov, "libkdv": libkdv_epanechnikov, "qgis": qgis_quartic}[peer]()
numpy.ascontiguousarray(density, dtype=float).tofile(answer)
print(seconds)
sys.stdout.flush()
os._exit(0)  # QGIS taken down in Python's order crashes now and then
