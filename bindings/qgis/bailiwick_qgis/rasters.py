# SPDX-License-Identifier: GPL-2.0-or-later
"""The density surface as a raster, by the GDAL of QGIS: the same file that the command line writes."""
import array
import pathlib

from osgeo import gdal
from qgis.core import QgsProcessingException, QgsRasterFileWriter

from .platform import versions
from .texts import word

NO_DATA = -9999.0
OPTIONS = ["COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=256"]


def write(file, columns, cell, crs):
    """Cells (column, row from the south-west of a lattice at multiples of their size) as Float32; ground beyond the study area has no data."""
    west, east, south, north = (pick(columns[name]) for name in ("column", "row") for pick in (min, max))
    wide, high = east - west + 1, north - south + 1
    values = array.array("f", [NO_DATA]) * (wide * high)
    for column, row, value in zip(columns["column"], columns["row"], columns["per_km2"]):
        values[(north - row) * wide + column - west] = value
    made = gdal.GetDriverByName("MEM").Create("", wide, high, 1, gdal.GDT_Float32)
    made.SetGeoTransform([west * cell, cell, 0, (north + 1) * cell, 0, -cell])
    made.SetProjection(crs.toWkt(versions.WKT))
    band = made.GetRasterBand(1)
    band.SetNoDataValue(NO_DATA)
    band.SetDescription("density_per_km2")
    band.SetUnitType("1/km2")
    band.WriteRaster(0, 0, wide, high, values.tobytes())
    ending = pathlib.Path(file).suffix.lower().lstrip(".")
    driver = "COG" if ending in ("tif", "tiff") else QgsRasterFileWriter.driverForExtension(ending)
    written = driver and gdal.GetDriverByName(driver).CreateCopy(str(file), made, options=OPTIONS if driver == "COG" else [])
    if not written:
        raise QgsProcessingException(word("refused.no_raster").format(place=file, reason=gdal.GetLastErrorMsg() or ending))
    written.FlushCache()
