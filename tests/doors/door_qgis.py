"""The QGIS door: bailiwick:assign in qgis_process over the city's own layers and the same places."""
import gzip
import pathlib
import shutil
import sys

PROCESS = shutil.which("qgis_process.bin") or "/usr/bin/qgis_process.bin"


def plain(file, folder):
    """QGIS's GDAL reads GeoJSON as it is."""
    if file.suffix != ".gz":
        return file
    target = folder / file.stem
    target.write_bytes(gzip.decompress(file.read_bytes()))
    return target


def missing():
    return None if pathlib.Path(PROCESS).is_file() else "no qgis_process.bin"


def answers(city):
    sys.path.insert(0, str(city.source / "tests/qgis"))
    from processing_session import Session, features, write_points

    parameters = {"NEST": city.nest, "ACROSS": city.across}
    for slot, (level, file, field) in enumerate(city.zones, 1):
        end = "" if slot == 1 else f"_{slot}"
        parameters.update({"ZONES" + end: plain(file, city.folder), "LEVEL" + end: level, "ID_FIELD" + end: field})
    session = Session(city.source / "bindings/qgis", city.source / "bindings/python", city.library)
    try:
        write_points(session.home / "reports.gpkg", city.rows, crs=city.epsg)
        session.run("bailiwick:assign", **{key: value for key, value in parameters.items() if value != ""}, REPORTS=session.home / "reports.gpkg", OUTPUT=session.home / "placed.gpkg")
        return [",".join(row[name] or "" for name in city.names) for row in features(session.home / "placed.gpkg")]
    finally:
        session.close()
