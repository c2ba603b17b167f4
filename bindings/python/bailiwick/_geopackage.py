"""Layers as one GeoPackage, through pyogrio: the new file, the old one, or none."""
from __future__ import annotations

import os
import pathlib
import tempfile
from typing import Any, Mapping, Optional

from ._native import BailiwickError

_SYNCHRONOUS = "OGR_SQLITE_SYNCHRONOUS"
_POINTS = ("reports", "outside")


def write(path: "str | os.PathLike[str]", layers: Mapping[str, Any], crs: Optional[str], overwrite: bool) -> None:
    """Every layer under its name; geometries as they are, in ``crs`` (None: a plane without a name)."""
    try:
        import pyogrio
    except ImportError:
        raise ImportError("to_geopackage: expected the package pyogrio, found none; pip install pyogrio") from None
    target = pathlib.Path(path)
    refused = BailiwickError(f"{target}: expected no file there, found one; pass overwrite=True to replace it", "exists")
    if target.exists() and not overwrite:
        raise refused
    if not target.parent.is_dir():
        raise BailiwickError(f"{target}: expected a folder to write into, found none; make {target.parent} first", "unwritable_file")
    with tempfile.TemporaryDirectory(prefix=".bailiwick-", dir=target.parent) as folder:  # on the same disk, so that the last step is a rename
        made = pathlib.Path(folder) / "city.gpkg"
        before = pyogrio.get_gdal_config_option(_SYNCHRONOUS)
        pyogrio.set_gdal_config_options({_SYNCHRONOUS: "OFF"})  # nobody sees the file before it is whole
        try:
            for name, table in layers.items():
                pyogrio.write_arrow(_writable(table), made, layer=name, driver="GPKG", geometry_name="geometry", crs=crs,
                                    geometry_type="Point" if name in _POINTS else "MultiPolygon", GEOMETRY_NAME="geom")
        finally:
            pyogrio.set_gdal_config_options({_SYNCHRONOUS: before})
        with open(made, "rb") as file:
            os.fsync(file.fileno())
        if overwrite:
            os.replace(made, target)
            return
        try:
            os.link(made, target)  # fails where somebody was faster
        except FileExistsError:
            raise refused from None
        except OSError:  # a file system without links
            if target.exists():
                raise refused from None
            os.rename(made, target)


def _writable(table: Any) -> Any:
    """GeoPackage keeps instants in UTC, and has no dictionaries and no views."""
    import pyarrow as pa

    for at, field in enumerate(table.schema):
        kind = field.type
        if pa.types.is_timestamp(kind):
            kind = pa.timestamp("ms", "UTC" if kind.tz else None)
        elif pa.types.is_dictionary(kind):
            kind = kind.value_type
        elif str(kind) in ("string_view", "large_string"):
            kind = pa.string()
        if kind != field.type:
            table = table.set_column(at, field.with_type(kind), table.column(at).cast(kind))
    return table
