"""qgis_process with the plug-in of the source tree in a home of its own, and the sample city as a planner's layers. Knows no numbers."""
import csv
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

PROCESS = shutil.which("qgis_process.bin") or "/usr/bin/qgis_process.bin"
if not pathlib.Path(PROCESS).is_file():
    print("skipped: no qgis_process.bin")
    sys.exit(77)

LEVELS = ("district", "subdistrict", "community", "block", "road", "site")
FILES = ("districts", "subdistricts", "communities", "blocks", "roads", "sites")


class Session:
    """A profile of its own. `plugins` None: those of the profile alone."""

    def __init__(self, plugins=None, package=None, library=None, language=None):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="bailiwick-qgis-"))
        kept = ("PATH", "LANG", "LC_ALL", "TZ")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        runtime = self.home / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment.update(HOME=str(self.home), XDG_RUNTIME_DIR=str(runtime), QT_QPA_PLATFORM="offscreen", PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore")
        for name, value in (("QGIS_PLUGINPATH", plugins), ("PYTHONPATH", package), ("BAILIWICK_LIBRARY", library), ("LANG", language), ("LC_ALL", language)):
            if value is not None:
                self.environment[name] = str(value)
        if plugins is not None:
            self.enable()

    def enable(self):
        self.call("plugins", "enable", "bailiwick_qgis", check=True)

    def call(self, *arguments, check=False, timeout=300):
        done = subprocess.run([PROCESS, *map(str, arguments)], env=self.environment, cwd=self.home, capture_output=True, text=True, timeout=timeout)
        if check and done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return done

    def run(self, algorithm, **parameters):
        """What `qgis_process run --json` answers."""
        done = self.call("run", algorithm, "--json", "--", *(f"{name}={value}" for name, value in parameters.items()), check=True)
        return json.loads(done.stdout[done.stdout.index("{"):])

    def refused(self, algorithm, **parameters):
        """The sentences with which a run that must fail fails."""
        done = self.call("run", algorithm, "--", *(f"{name}={value}" for name, value in parameters.items()))
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def close(self):
        shutil.rmtree(self.home)


def zone_parameters(sample):
    """The sample's six layers, named as in city.toml."""
    out = {"NEST": "district/subdistrict/community/block", "ACROSS": "road,site"}
    for slot, (level, file) in enumerate(zip(LEVELS, FILES), 1):
        end = "" if slot == 1 else f"_{slot}"
        out["ZONES" + end], out["LEVEL" + end] = sample / f"{file}.geojson", level
    return out


def rows(file):
    with open(file, encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def write_points(file, placed, unlocated=0, crs=4490):
    """A GeoPackage of reports: those of the command line's assignments.csv with the same doubles, and with numbers and times where they have a weight and a when, then some without a position."""
    from osgeo import ogr, osr

    ogr.UseExceptions()
    system = osr.SpatialReference()
    system.ImportFromEPSG(crs)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(file))
    layer = source.CreateLayer(pathlib.Path(file).stem, system, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTString))
    layer.CreateField(ogr.FieldDefn("unit", ogr.OFTString))  # a field that bears a name of ours
    if placed and "weight" in placed[0]:
        layer.CreateField(ogr.FieldDefn("weight", ogr.OFTReal))
    if placed and "when" in placed[0]:
        layer.CreateField(ogr.FieldDefn("when", ogr.OFTDateTime))
    layer.StartTransaction()
    for number in range(len(placed) + unlocated):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["unit"] = "as given"
        if number < len(placed):
            row = placed[number]
            feature["id"] = row["id"]
            if row.get("when"):
                feature["when"] = row["when"]
            if row.get("weight"):
                feature["weight"] = float(row["weight"])
            feature.SetGeometry(ogr.CreateGeometryFromWkb(struct.pack("<BIdd", 1, 1, float(row["x"]), float(row["y"]))))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def features(file, layer=None):
    """Attributes of every feature of a layer, and its shape as `geometry`."""
    from osgeo import ogr

    ogr.UseExceptions()
    source = ogr.Open(str(file))
    table = source.GetLayer(layer) if layer else source.GetLayer(0)
    return [{**feature.items(), "geometry": feature.geometry().Clone() if feature.geometry() else None} for feature in table]
