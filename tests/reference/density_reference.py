"""Writes density.json: densities by R's spatstat and ks (density_reference.R) and by QGIS's own heatmap, each proven against plain sums in numpy.
Run: /usr/bin/python3 tests/reference/density_reference.py
Needs Debian's qgis, gdal-bin, python3-gdal, python3-numpy, r-cran-spatstat, r-cran-ks, r-cran-jsonlite; the tests need the file alone."""
import json
import math
import os
import pathlib
import random
import subprocess
import tempfile

import numpy
from osgeo import gdal

HERE = pathlib.Path(__file__).resolve().parent
PI = math.pi
SHAPES = {  # from the squared distance over the radius: the kernel over its peak, and the peak for radius 1
    "quartic": (lambda u: numpy.maximum(1 - u, 0) ** 2, 3 / PI), "triangular": (lambda u: numpy.maximum(1 - numpy.sqrt(u), 0), 3 / PI),
    "disc": (lambda u: (u < 1) * 1.0, 1 / PI), "triweight": (lambda u: numpy.maximum(1 - u, 0) ** 3, 4 / PI),
    "epanechnikov": (lambda u: numpy.maximum(1 - u, 0), 2 / PI), "gaussian": (lambda u: numpy.exp(-u / 2), 1 / (2 * PI))}
QGIS_KERNELS = ["quartic", "triangular", "disc", "triweight", "epanechnikov"]  # in the order of its menu; its "uniform" is the disc


def centres(columns, rows, cell, west=0.0, south=0.0):
    x, y = numpy.meshgrid(west + (numpy.arange(columns) + 0.5) * cell, south + (numpy.arange(rows) + 0.5) * cell)
    return x.ravel(), y.ravel()


def squares(at, reports):
    return (at[0][:, None] - reports[0]) ** 2 + (at[1][:, None] - reports[1]) ** 2


def density(at, reports, kernel, radius, weight=1.0):
    shape, peak = SHAPES[kernel]
    return (shape(squares(at, reports) / radius ** 2) * peak / radius ** 2 * weight).sum(axis=1)


def must_be(ours, theirs, tolerance, what):
    ours, theirs = numpy.asarray(ours), numpy.asarray(theirs)
    apart = numpy.abs(ours - theirs).max() / numpy.abs(theirs).max()
    assert apart <= tolerance, (what, apart)


SOURCES = {
    "longleaf": "Longleaf pines (Platt, Evans and Rathbun 1988; spatstat.data), 584 in 200 m x 200 m, weights their diameters; values per km2 at the centres of 20 x 20 cells of 10 m. "
                "fixed: spatstat's densitycrossEngine, edge=FALSE, every report against every centre, sigma the radius times the kernel's standard deviation. ks: kde, binned=FALSE, "
                "H = 144 I. scott, scott_iso: bw.scott, bw.scott.iso. silverman: root of the mean diagonal of ks's Hns. likeliest: where bw.ppl's criterion with edge=FALSE, shortcut=TRUE "
                "(Silverman 1986, 3.4.4) is greatest, by optimise; likeliest_weighted: by plain sums, every tree and its logarithm as often as its diameter says.",
    "edged": "Drawn at random (density_reference.R) on centres of 24 x 20 cells of 50 m in an area with a bay and a hole; values per km2 in the cells inside. edges: density.ppp, "
             "edge=TRUE, on these cells. none: densitycrossEngine. abramson: bw.abram with the pilot on these cells, then spatstat's kernels of every report's own radius summed. "
             "likeliest: the sigma at which the reports elsewhere foretell each report best (Silverman 1986, 3.4.4), by plain sums."}


def check_r(found):
    trees, edged = found["longleaf"], found["edged"]
    reports, width = (numpy.array(trees["x"]), numpy.array(trees["y"])), numpy.array(trees["width"])
    at = centres(20, 20, 10)
    for one in trees["fixed"]:
        must_be(density(at, reports, one["kernel"], one["radius"], width if one["weighted"] else 1.0), one["density"], 1e-13, one["kernel"])
    must_be(density(at, reports, "gaussian", 12), trees["ks"], 1e-13, "ks")
    must_be(density(at, reports, "gaussian", 12, width), trees["ks_weighted"], 1e-13, "ks")
    assert abs(likelihood(reports, trees["likeliest"]) / trees.pop("criterion") - 1) < 1e-12
    assert abs(likeliest(reports) / trees["likeliest"] - 1) < 1e-5  # the top is flat: optimise stops at a thousandth of a metre
    trees["likeliest_weighted"] = likeliest(reports, width)
    reports = (numpy.array(edged["x"], float), numpy.array(edged["y"], float))
    inside = numpy.array(edged["inside"]) == 1
    at = tuple(axis[inside] for axis in centres(24, 20, 50))
    for one in edged["edges"]:
        kernel, radius = one["kernel"], one["radius"]
        weight = numpy.array(edged["weight"]) if one["weighted"] else numpy.ones(len(reports[0]))
        share = density(reports if one["edge"] == "diggle" else at, at, kernel, radius) * 50 * 50
        ours = density(at, reports, kernel, radius, weight / share) if one["edge"] == "diggle" else density(at, reports, kernel, radius, weight) / share
        must_be(ours, one["density"], 1e-13, one)
    for one in edged["abramson"]:
        pilot = density(reports, reports, one["kernel"], one["radius"])
        own = one["radius"] * numpy.minimum(numpy.sqrt(numpy.exp(numpy.log(pilot).mean()) / pilot), 5)
        must_be(own, one.pop("radius_of_report"), 1e-13, "Abramson")
        must_be(density(at, reports, one["kernel"], own), one["density"], 1e-12, "adaptive")
    edged["likeliest"] = likeliest(reports)


def likelihood(reports, sigma, weight=1.0):
    """The sum of the logarithms of a gaussian density of the reports elsewhere, at every report; per m2."""
    shape, peak = SHAPES["gaussian"]
    u = squares(reports, reports) / sigma ** 2
    value = numpy.where(u > 0, shape(u), 0) * peak / sigma ** 2 * weight
    with numpy.errstate(divide="ignore"):
        return float((weight * numpy.log(value.sum(axis=1))).sum())


def likeliest(reports, weight=1.0):
    """The best of 100 bandwidths in geometric steps, then four times of 100 between its neighbours: no local maximum is taken for the highest."""
    sigmas = numpy.geomspace(2, 300, 100)
    for _ in range(4):
        best = int(numpy.argmax([likelihood(reports, sigma, weight) for sigma in sigmas]))
        found = float(sigmas[best])
        sigmas = numpy.linspace(sigmas[max(best - 1, 0)], sigmas[min(best + 1, len(sigmas) - 1)], 101)
    return found


def qgis_reports():
    """x, y, y on the middle line of its pixel, weight. Two reports of weight 0 make the box whose corner QGIS's pixels begin at."""
    dice = random.Random(7)
    reports = [(200.0, 200.0, 200.0, 0), (2800.0, 2400.0, 2400.0, 0)]
    while len(reports) < 302:
        if dice.random() < 0.3:
            place = dice.uniform(200, 2800), dice.uniform(200, 2400)
        else:
            middle = dice.choice([(700, 1900), (1500, 900), (2600, 2000)])
            place = dice.gauss(middle[0], 250), dice.gauss(middle[1], 250)
        x, y = (round(v, 2) for v in place)
        if 200 < x < 2800 and 200 < y < 2400 and y % 200 > 0:
            reports.append((x, y, y // 200 * 200 + 100, dice.randint(1, 4)))
    reports[-20:] = reports[100:120]  # repeats
    return reports


def heat(folder, reports, kernel, radius, cell, is_scaled):
    """Rows from the south of QGIS's heatmap, 0 where nothing reaches; reports are x, y, weight."""
    points, image = pathlib.Path(folder) / "points.geojson", pathlib.Path(folder) / "heat.tif"
    image.unlink(missing_ok=True)
    features = [{"type": "Feature", "properties": {"w": w}, "geometry": {"type": "Point", "coordinates": [x, y]}} for x, y, w in reports]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    points.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    run = ["/usr/bin/qgis_process.bin", "run", "qgis:heatmapkerneldensityestimation", f"--INPUT={points}", f"--RADIUS={radius}", f"--PIXEL_SIZE={cell}", "--WEIGHT_FIELD=w",
           f"--KERNEL={QGIS_KERNELS.index(kernel)}", "--DECAY=0", f"--OUTPUT_VALUE={int(is_scaled)}", f"--OUTPUT={image}"]
    subprocess.run(run, check=True, capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": folder, "HOME": folder})
    raster = gdal.Open(str(image))
    band = raster.GetRasterBand(1)
    grid = band.ReadAsArray().astype(float)[::-1]
    return numpy.where(grid == band.GetNoDataValue(), 0, grid), raster.GetGeoTransform()


def by_qgis(folder):
    cell, radius, columns, rows, west, south = 200, 600, 20, 18, -400, -600  # a row and a column more than the box of the reports grown by the radius
    x, y, line, weight = (numpy.array(column, float) for column in zip(*qgis_reports()))
    ones, mirrored = (weight > 0) * 1.0, 2 * line - y
    at = centres(columns, rows, cell, west, south)
    cases = []
    for kernel, theirs, ours, weights, is_scaled, name in (
            [(k, line, line, ones, False, "ones") for k in QGIS_KERNELS] + [("quartic", line, line, weight, False, "weights"), ("quartic", y, mirrored, ones, False, "mirrored")] +
            [(k, line, line, ones, True, "scaled") for k in QGIS_KERNELS]):
        grid, corner = heat(folder, list(zip(x, theirs, weights)), kernel, radius, cell, is_scaled)
        assert corner == (west, cell, 0, south + rows * cell, 0, -cell) and grid.shape == (rows, columns), (corner, grid.shape)
        squared = squares(at, (x, ours)) / radius ** 2
        assert numpy.abs(squared[:, 2:] - 1).min() > 1e-6  # nothing on the rim, which is QGIS's and not ours
        shape, peak = SHAPES[kernel]
        scale = 1.0 if not is_scaled else peak / radius ** 2 * (29 / 4 if kernel == "quartic" else 1)
        sums, count = (shape(squared) * weights).sum(axis=1) * scale, (squared < 1)[:, 2:].sum(axis=1)
        apart = numpy.abs(sums - grid.ravel()) / ((count + 2) * 2.0 ** -24 * numpy.maximum(sums, 1e-300))
        assert apart.max() <= 1, (kernel, name, apart.max())  # half a unit in the last place of 32 bits an addition
        if not is_scaled:
            cases.append({"kernel": kernel, "reports": name, "raw": grid.ravel().tolist()})
    in_reach = ((squares(at, (x, line)) < radius ** 2)[:, 2:]).sum(axis=1)
    return {"source": "QGIS 3.22.16, qgis:heatmapkerneldensityestimation, raw values, decay 0: the sum of weight times the kernel over its peak at the centres of its pixels, "
                      "added up in 32 bits. It mirrors every report in the middle line of its row of pixels (src/analysis/raster/qgskde.cpp counts rows of the kernel from the south and "
                      "writes them from the north), so the reports lie on those lines, but in the case 'mirrored', whose y is that of the mirror image. Scaled values are these "
                      "over the kernel's integral, but quartic's are 7.25 times that (116 for 16 in its constant).",
            "cell": cell, "radius": radius, "columns": columns, "rows": rows, "first_column": west // cell, "first_row": south // cell,
            "x": x.tolist(), "y": line.tolist(), "y_mirrored": mirrored.tolist(), "weight": weight.astype(int).tolist(), "in_reach": in_reach.tolist(), "cases": cases}


def per_km2(value, key=""):
    """Densities of R, which are per square metre, and the lists of ks."""
    if isinstance(value, dict):
        return {k: per_km2(v, k) for k, v in value.items()}
    if isinstance(value, list) and key in ("density", "none", "ks", "ks_weighted"):
        return [v * 1e6 for v in value]
    return [per_km2(v) for v in value] if isinstance(value, list) and value and isinstance(value[0], dict) else value


def shorter(value):
    """Nine digits: a few units in the last place of 32 bits."""
    if isinstance(value, float):
        short = float(f"{value:.9g}")
        return int(short) if short == int(short) else short
    if isinstance(value, list):
        return [shorter(v) for v in value]
    return {k: shorter(v) for k, v in value.items()} if isinstance(value, dict) else value


def written(value, depth=0):
    """Objects line by line, lists of numbers on one."""
    pad = " " * (depth + 1)
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{pad}{json.dumps(k)}: {written(v, depth + 1)}" for k, v in value.items()) + "\n" + " " * depth + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(pad + written(v, depth + 1) for v in value) + "\n" + " " * depth + "]"
    return json.dumps(value, ensure_ascii=False)


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["Rscript", HERE / "density_reference.R", f"{folder}/r.json"], check=True)
        found = json.loads(pathlib.Path(folder, "r.json").read_text())
        check_r(found)
        found = per_km2(found)
        for name, source in SOURCES.items():
            found[name] = {"source": source, **found[name]}
        found["qgis"] = by_qgis(folder)
    (HERE / "density.json").write_text(written(shorter(found)) + "\n")


if __name__ == "__main__":
    main()
