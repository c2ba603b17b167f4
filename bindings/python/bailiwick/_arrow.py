"""Arrow streams as PyCapsules: those of others handed to the library, those of the library handed to others."""
from __future__ import annotations

import contextlib
import ctypes
import re
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_void_p, py_object
from typing import Any, Iterator, Optional

from ._native import BailiwickError, Cancelled

_NAME = b"arrow_array_stream"
_READ = "result: expected rows that were not read yet, found them read; call to_arrow() first to read them more than once"


class ArrowArrayStream(Structure):
    _fields_ = [("get_schema", c_void_p), ("get_next", c_void_p), ("get_last_error", c_void_p), ("release", c_void_p), ("private_data", c_void_p)]


_get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_get_pointer.restype, _get_pointer.argtypes = c_void_p, [py_object, c_char_p]
_raw_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
_new = ctypes.pythonapi.PyCapsule_New
_new.restype, _new.argtypes = py_object, [c_void_p, c_char_p, c_void_p]
_RELEASE = CFUNCTYPE(None, POINTER(ArrowArrayStream))
_kept: dict[int, ArrowArrayStream] = {}  # streams that capsules point to


def release(stream: ArrowArrayStream) -> None:
    if stream.release:
        _RELEASE(stream.release)(ctypes.byref(stream))


def _dropped(capsule: int) -> None:
    stream = _kept.pop(_raw_pointer(capsule, _NAME), None)
    if stream is not None:
        release(stream)  # a consumer that took it has cleared its release


_destroy = ctypes.PYFUNCTYPE(None, c_void_p)(_dropped)


def capsule_of(stream: ArrowArrayStream) -> Any:
    """A capsule that owns the stream."""
    own = ArrowArrayStream.from_buffer_copy(stream)
    stream.release = None
    address = ctypes.addressof(own)
    _kept[address] = own
    return _new(address, _NAME, ctypes.cast(_destroy, c_void_p))


@contextlib.contextmanager
def _opened(data: Any, place: str) -> "Iterator[tuple[Any, dict[str, Any]]]":
    """Something that speaks __arrow_c_stream__ of what was given, usable for the block, and what its maker says beside it.

    Also taken: GeoDataFrames (by their to_arrow), and what pyogrio.open_arrow gives, entered or not.
    """
    with contextlib.ExitStack() as stack:
        said: dict[str, Any] = {}
        if not hasattr(data, "__arrow_c_stream__") and hasattr(data, "__enter__"):
            data = stack.enter_context(data)
        if isinstance(data, tuple) and len(data) == 2 and isinstance(data[0], dict):
            said, data = data
        if hasattr(data, "to_arrow") and hasattr(data, "geometry"):
            data = data.to_arrow(geometry_encoding="WKB")
        if not hasattr(data, "__arrow_c_stream__"):
            raise BailiwickError(f"{place}: expected something that speaks __arrow_c_stream__ (pyarrow, polars, duckdb, geopandas, pyogrio), found {type(data).__name__}")
        yield data, said


@contextlib.contextmanager
def lent(data: Any, place: str) -> "Iterator[tuple[Optional[int], dict[str, Any]]]":
    """The address of the stream of anything that can be opened, alive for the block, and what its maker says beside it."""
    with _opened(data, place) as (opened, said):
        capsule = opened.__arrow_c_stream__()
        yield _get_pointer(capsule, _NAME), said


def table_of(data: Any, place: str) -> "tuple[Any, dict[str, Any]]":
    """The whole as a pyarrow.Table, to be read more than once, and what its maker says beside it."""
    import pyarrow

    if isinstance(data, pyarrow.Table):
        return data, {}
    with _opened(data, place) as (opened, said):
        return pyarrow.RecordBatchReader.from_stream(opened).read_all(), said


@contextlib.contextmanager
def keeping(data: Any, place: str, geometry: Optional[str]) -> "Iterator[tuple[Any, Any]]":
    """The same to be lent, and a table of its columns without geometries; None where there is no pyarrow to keep them."""
    try:
        import pyarrow
    except ImportError:
        yield data, None
        return
    table, said = table_of(data, place)
    shapes = {geometry, said.get("geometry_name"), "geometry"}
    plain = [f.name for f in table.schema
             if f.name not in shapes and b"ARROW:extension:name" not in (f.metadata or {}) and not isinstance(f.type, pyarrow.BaseExtensionType)]
    yield ((said, table) if said else table), table.select(plain)


class Result:
    """Rows of a result. Speaks __arrow_c_stream__ once as it is, and as often as wanted after to_arrow()."""

    bandwidth_m: float  #: of a density: the radius that was used (sigma of the gaussian), metres
    cell_m: float  #: of a density or of hotspots: the side of a cell that was used, metres

    def __init__(self, stream: ArrowArrayStream) -> None:
        self._stream: Optional[ArrowArrayStream] = stream
        self._table: Any = None

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        if self._table is not None:
            return self._table.__arrow_c_stream__(requested_schema)
        if self._stream is None:
            raise BailiwickError(_READ)
        stream, self._stream = self._stream, None
        return capsule_of(stream)

    def to_arrow(self) -> Any:
        """A pyarrow.Table; needs pyarrow."""
        if self._table is None:
            import pyarrow

            reader, batches = pyarrow.RecordBatchReader.from_stream(self), []
            try:
                for batch in reader:  # not list(reader): Python hears Ctrl-C between the steps of a loop of its own
                    batches.append(batch)
            except pyarrow.ArrowCancelled as error:
                raise Cancelled(str(error), "cancelled") from None
            except pyarrow.ArrowInvalid as error:
                column = re.search(r"column '([^']*)'", str(error))
                raise BailiwickError(str(error), field=column[1] if column else "") from None
            self._table = pyarrow.Table.from_batches(batches, reader.schema)
        return self._table

    def to_columns(self) -> "dict[str, list[Any]]":
        """Every column as a list of plain Python, None where null, geometries as WKB; needs nothing. Reads the result, as it does for others."""
        from .columns import read

        if self._table is not None:
            return {name: self._table[name].to_pylist() for name in self._table.column_names}
        if self._stream is None:
            raise BailiwickError(_READ)
        stream, self._stream = self._stream, None
        try:
            return read(stream)
        finally:
            release(stream)

    def to_pandas(self) -> Any:
        """A pandas.DataFrame; zones, units and rules are categories."""
        return self.to_arrow().to_pandas()

    def to_geopandas(self) -> Any:
        """A GeoDataFrame; needs geopandas >= 1.0."""
        import geopandas

        if "geometry" not in self.to_arrow().column_names:
            raise BailiwickError("result: expected a geometry, found none; it has the rows of the reports in order: put its columns beside theirs", field="geometry")
        return geopandas.GeoDataFrame.from_arrow(self.to_arrow())

    def __len__(self) -> int:
        return len(self.to_arrow())

    def __del__(self) -> None:
        if self._stream is not None:
            release(self._stream)
