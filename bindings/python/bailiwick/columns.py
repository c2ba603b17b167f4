"""Tables of plain Python: columns that speak __arrow_c_stream__, and results as lists. For interpreters without pyarrow, such as QGIS's.

    from bailiwick.columns import Columns, numbers, texts, wkb
    zones = bw.zones({"block": Columns({"id": texts(ids), "geometry": wkb(shapes, "EPSG:4490")})})
    rows  = bw.assign(zones, Columns({"x": numbers(xs), "y": numbers(ys)}), x="x", y="y").to_columns()

https://arrow.apache.org/docs/format/CDataInterface.html says what the structs mean.
"""
from __future__ import annotations

import array
import ctypes
import datetime
import errno
import itertools
import json
import struct
from ctypes import CFUNCTYPE, POINTER, Structure, addressof, c_char_p, c_int, c_int64, c_void_p
from typing import Any, Iterable, Mapping, Optional, Sequence, Tuple

from ._native import BailiwickError, Cancelled

_NULLABLE = 2


class _Schema(Structure):
    _fields_ = [("format", c_void_p), ("name", c_void_p), ("metadata", c_void_p), ("flags", c_int64), ("n_children", c_int64), ("children", POINTER(c_void_p)),
                ("dictionary", c_void_p), ("release", c_void_p), ("private_data", c_void_p)]


class _Array(Structure):
    _fields_ = [("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64), ("n_children", c_int64), ("buffers", POINTER(c_void_p)),
                ("children", POINTER(c_void_p)), ("dictionary", c_void_p), ("release", c_void_p), ("private_data", c_void_p)]


class _Stream(Structure):
    _fields_ = [("get_schema", c_void_p), ("get_next", c_void_p), ("get_last_error", c_void_p), ("release", c_void_p), ("private_data", c_void_p)]


_FILL = CFUNCTYPE(c_int, c_void_p, c_void_p)
_TEXT = CFUNCTYPE(c_char_p, c_void_p)
_RELEASE = CFUNCTYPE(None, c_void_p)

# ---- in: columns of Python as a stream ----

_held: dict[int, tuple[Any, list[Any]]] = {}  # by private_data: what must outlive a struct handed out, and its children
_numbers = itertools.count(1)


def _hold(target: Any, kept: Any, children: list[Any], release: Any) -> None:
    target.private_data = next(_numbers)
    target.release = ctypes.cast(release, c_void_p).value
    _held[target.private_data] = (kept, children)


def _releaser(kind: Any) -> Any:
    def release(address: int) -> None:
        this = kind.from_address(address)
        _, children = _held.pop(this.private_data, (None, []))
        for child in children:
            if child.release:  # else its consumer has taken it
                _RELEASE(child.release)(addressof(child))
        this.release = None

    return _RELEASE(release)


_release_schema, _release_array, _release_stream = _releaser(_Schema), _releaser(_Array), _releaser(_Stream)


def _address(data: Any) -> Optional[int]:
    return ctypes.cast(c_char_p(data), c_void_p).value if isinstance(data, bytes) else data.buffer_info()[0]


def _pointers(structs: Sequence[Any]) -> Any:
    return (c_void_p * max(1, len(structs)))(*map(addressof, structs))


class Column:
    """A column: its type, its bytes, and which entries are there (None: all)."""

    def __init__(self, form: str, length: int, buffers: Sequence[Any], there: Optional[Sequence[bool]] = None, metadata: bytes = b"") -> None:
        self.form, self.length, self.metadata = form.encode(), length, metadata
        self.null_count = 0 if there is None else length - sum(map(bool, there))
        self.buffers = [_bitmap(there) if self.null_count else None, *buffers]

    def fill_schema(self, out: _Schema, name: str) -> None:
        kept = [self.form, name.encode("utf-8"), self.metadata]
        out.format, out.name, out.metadata = _address(kept[0]), _address(kept[1]), _address(kept[2]) if self.metadata else None
        out.flags, out.n_children = _NULLABLE, 0
        _hold(out, kept, [], _release_schema)

    def fill_array(self, out: _Array) -> None:
        buffers = (c_void_p * len(self.buffers))(*(None if data is None else _address(data) for data in self.buffers))
        out.length, out.null_count, out.offset, out.n_buffers, out.n_children, out.buffers = self.length, self.null_count, 0, len(self.buffers), 0, buffers
        _hold(out, (self, buffers), [], _release_array)


def _bitmap(there: Optional[Sequence[bool]]) -> bytes:
    bits = bytearray((len(there or ()) + 7) // 8)
    for i, is_there in enumerate(there or ()):
        if is_there:
            bits[i >> 3] |= 1 << (i & 7)
    return bytes(bits)


def numbers(values: Iterable[Optional[float]]) -> Column:
    """Doubles; None is null. An ``array.array('d')`` is read where it is."""
    if isinstance(values, array.array) and values.typecode == "d":
        return Column("g", len(values), [values if len(values) else bytes(8)])
    listed = list(values)
    filled = array.array("d", [0.0 if value is None else value for value in listed] or [0.0])
    return Column("g", len(listed), [filled], [value is not None for value in listed])


def _bytes_column(form: str, entries: Sequence[Optional[bytes]], metadata: bytes = b"") -> Column:
    ends = list(itertools.accumulate((len(entry) if entry else 0 for entry in entries), initial=0))
    large = ends[-1] > 0x7FFFFFFF
    joined = b"".join(entry for entry in entries if entry)
    return Column(form.upper() if large else form, len(entries), [array.array("q" if large else "i", ends), joined + bytes(1)],
                  [entry is not None for entry in entries], metadata)


def texts(values: Iterable[Optional[str]]) -> Column:
    return _bytes_column("u", [None if value is None else value.encode("utf-8") for value in values])


def times(values: "Iterable[Optional[datetime.datetime]]") -> Column:
    """Clock times without a zone, to the millisecond; None is null."""
    listed = list(values)
    epoch = _EPOCH.replace(tzinfo=None)
    filled = array.array("q", [0 if value is None else (value - epoch) // datetime.timedelta(milliseconds=1) for value in listed] or [0])
    return Column("tsm:", len(listed), [filled], [value is not None for value in listed])


def wkb(values: Iterable[Optional[bytes]], crs: Optional[str] = None) -> Column:
    """Geometries; the system is said with the column."""
    said = {b"ARROW:extension:name": b"geoarrow.wkb", b"ARROW:extension:metadata": json.dumps({"crs": crs} if crs else {}).encode()}
    metadata = struct.pack("=i", len(said)) + b"".join(struct.pack("=i", len(part)) + part for pair in said.items() for part in pair)
    return _bytes_column("z", [None if value is None else bytes(value) for value in values], metadata)


class Columns:
    """Named columns of one length. Speaks __arrow_c_stream__ as often as asked."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = dict(columns)
        lengths = {name: column.length for name, column in self._columns.items()}
        if len(set(lengths.values())) > 1:
            raise BailiwickError(f"columns: expected one length, found {lengths}")
        self._length = next(iter(lengths.values()), 0)

    def __len__(self) -> int:
        return self._length

    def _fill_schema(self, out: _Schema) -> None:
        children = [_Schema() for _ in self._columns]
        for child, (name, column) in zip(children, self._columns.items()):
            column.fill_schema(child, name)
        form, unnamed, pointers = b"+s", b"", _pointers(children)
        out.format, out.name, out.metadata, out.dictionary, out.flags = _address(form), _address(unnamed), None, None, 0
        out.n_children, out.children = len(children), pointers
        _hold(out, (form, unnamed, pointers), children, _release_schema)

    def _fill_array(self, out: _Array) -> None:
        children = [_Array() for _ in self._columns]
        for child, column in zip(children, self._columns.values()):
            column.fill_array(child)
        pointers, none = _pointers(children), (c_void_p * 1)(None)
        out.length, out.null_count, out.offset, out.dictionary = self._length, 0, 0, None
        out.n_buffers, out.buffers, out.n_children, out.children = 1, none, len(children), pointers
        _hold(out, (self, pointers, none), children, _release_array)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        from ._arrow import ArrowArrayStream, capsule_of

        state = {"given": False}

        def get_schema(_: int, out: int) -> int:
            self._fill_schema(_Schema.from_address(out))
            return 0

        def get_next(_: int, out: int) -> int:
            target = _Array.from_address(out)
            if state["given"]:
                target.release = None
                return 0
            state["given"] = True
            self._fill_array(target)
            return 0

        stream, schema, following = _Stream(), _FILL(get_schema), _FILL(get_next)
        stream.get_schema, stream.get_next = ctypes.cast(schema, c_void_p).value, ctypes.cast(following, c_void_p).value
        stream.get_last_error = ctypes.cast(_no_error, c_void_p).value
        _hold(stream, (self, schema, following), [], _release_stream)
        return capsule_of(ArrowArrayStream.from_buffer_copy(stream))


def _nothing(_: int) -> Any:
    return None


_no_error = CFUNCTYPE(c_void_p, c_void_p)(_nothing)


# ---- out: a stream as lists ----

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_TYPES = {b"c": ctypes.c_int8, b"C": ctypes.c_uint8, b"s": ctypes.c_int16, b"S": ctypes.c_uint16, b"i": ctypes.c_int32, b"I": ctypes.c_uint32, b"l": c_int64,
          b"L": ctypes.c_uint64, b"f": ctypes.c_float, b"g": ctypes.c_double}


def _slice(kind: Any, address: Optional[int], offset: int, length: int) -> list[Any]:
    return (kind * length).from_address(address + offset * ctypes.sizeof(kind))[:] if length and address else []


def _bits(address: int, offset: int, length: int) -> list[bool]:
    data = ctypes.string_at(address + offset // 8, (offset % 8 + length + 7) // 8)
    return [bool(data[i >> 3] >> (i & 7) & 1) for i in range(offset % 8, offset % 8 + length)]


def _values(schema: _Schema, column: _Array) -> list[Any]:
    form, offset, length = ctypes.string_at(schema.format), column.offset, column.length
    there = _bits(column.buffers[0], offset, length) if column.null_count != 0 and column.buffers[0] and length else None
    if form in _TYPES:
        found = _slice(_TYPES[form], column.buffers[1], offset, length)
    elif form in (b"tsm:UTC", b"tsm:"):
        since = _slice(c_int64, column.buffers[1], offset, length)  # where there is none, any number may stand
        epoch = _EPOCH if form == b"tsm:UTC" else _EPOCH.replace(tzinfo=None)
        found = [epoch + datetime.timedelta(milliseconds=time) if is_there else None for time, is_there in zip(since, there or [True] * length)]
    elif form == b"b":
        found = _bits(column.buffers[1], offset, length) if length else []
    elif form in (b"u", b"U", b"z", b"Z"):
        ends = _slice(c_int64 if form.isupper() else ctypes.c_int32, column.buffers[1], offset, length + 1) if length else [0]
        data = ctypes.string_at(column.buffers[2] + ends[0], ends[-1] - ends[0]) if ends[-1] > ends[0] else b""
        parts = [data[begin - ends[0]:end - ends[0]] for begin, end in zip(ends, ends[1:])]
        found = [part.decode("utf-8") for part in parts] if form in (b"u", b"U") else parts
    else:
        raise BailiwickError(f"result, column {_text(schema.name)!r}: expected numbers, flags, times, texts or bytes, found the Arrow format {form.decode()!r}; read it with pyarrow")
    if schema.dictionary:
        words = _values(_Schema.from_address(schema.dictionary), _Array.from_address(column.dictionary))
        found = [words[i] if 0 <= i < len(words) else None for i in found]
    return found if there is None else [value if is_there else None for value, is_there in zip(found, there)]


def _text(address: Optional[int]) -> str:
    return ctypes.string_at(address).decode("utf-8") if address else ""


def read(stream: Any) -> dict[str, list[Any]]:
    """Every column of an ArrowArrayStream as a list, None where null; bytes for geometries. The stream is used up, not released."""
    at, schema = addressof(stream), _Schema()

    def ask(function: int, out: Any) -> None:
        if code := _FILL(function)(at, addressof(out)):
            said = _TEXT(stream.get_last_error)(at) if stream.get_last_error else None
            kind = Cancelled if code == errno.ECANCELED else BailiwickError
            raise kind((said or b"result: expected rows, found an error").decode("utf-8", "replace"))

    ask(stream.get_schema, schema)
    try:
        children = [_Schema.from_address(schema.children[i]) for i in range(schema.n_children)]
        out: dict[str, list[Any]] = {_text(child.name): [] for child in children}
        while True:
            batch = _Array()
            ask(stream.get_next, batch)
            if not batch.release:
                return out
            try:
                for i, child in enumerate(children):
                    out[_text(child.name)].extend(_values(child, _Array.from_address(batch.children[i])))
            finally:
                _RELEASE(batch.release)(addressof(batch))
    finally:
        _RELEASE(schema.release)(addressof(schema))


__all__: Tuple[str, ...] = ("Column", "Columns", "numbers", "read", "texts", "times", "wkb")
