"""The C library behind the package: its structs, its errors, and how it is found. Nothing else of the package touches ctypes' structs of C."""
from __future__ import annotations

import ctypes
import os
import pathlib
import signal
import threading
from ctypes import POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any, Callable, Optional

ABI_VERSION = 3  # of bailiwick.h


class BailiwickError(Exception):
    """A refusal of the engine: one sentence with the place, what was expected, what was found, what to do."""

    def __init__(self, sentence: str, status: str = "invalid_argument", source: str = "", feature: int = -1, field: str = "") -> None:
        super().__init__(sentence)
        self.status, self.source, self.feature, self.field = status, source, feature, field


class Cancelled(BailiwickError):
    """The progress callback said stop."""


class CText(Structure):
    _fields_ = [("data", c_void_p), ("length", c_uint64)]

    def __str__(self) -> str:
        return ctypes.string_at(self.data, self.length).decode("utf-8") if self.data else ""


class CError(Structure):
    _fields_ = [("struct_size", c_uint32), ("status", c_int32), ("feature", c_int64), ("message", c_char * 1024), ("source", c_char * 128), ("field", c_char * 128)]


class CallOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("threads", c_uint32), ("progress", c_void_p), ("user_data", c_void_p)]


class CLevel(Structure):
    _fields_ = [("struct_size", c_uint32), ("role", c_int32), ("name", c_char_p), ("parent", c_char_p), ("stream", c_void_p), ("geometry", c_char_p), ("id", c_char_p),
                ("name_column", c_char_p), ("person", c_char_p), ("parent_column", c_char_p), ("unit", c_char_p), ("unit_name", c_char_p), ("priority", c_char_p)]


class ZonesOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("overlap", c_int32), ("border", c_int32), ("without_shapes", c_uint32), ("crs", c_char_p), ("metric_crs", c_char_p),
                ("metres_per_unit", c_double), ("nearest_m", c_double), ("label", c_char_p), ("valid_from", c_char_p), ("valid_to", c_char_p),
                ("precedence", POINTER(c_char_p)), ("precedence_count", c_uint32), ("reserved", c_uint32)]


class ZonesInfo(Structure):
    _fields_ = [("struct_size", c_uint32), ("level_count", c_uint32), ("zone_count", c_uint64), ("unit_count", c_uint64), ("zones_version", CText), ("label", CText),
                ("valid_from", CText), ("valid_to", CText), ("location_crs", CText), ("metric_crs", CText), ("west", c_double), ("south", c_double), ("east", c_double),
                ("north", c_double)]


class LevelInfo(Structure):
    _fields_ = [("struct_size", c_uint32), ("role", c_int32), ("name", CText), ("parent", c_int32), ("zone_count", c_uint32)]


class Question(Structure):
    _fields_ = [("struct_size", c_uint32), ("datum", c_int32), ("x", c_double), ("y", c_double), ("border_within_m", c_double)]


class ReportOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("datum", c_int32), ("x", c_char_p), ("y", c_char_p), ("geometry", c_char_p), ("x_m", c_char_p), ("y_m", c_char_p),
                ("category", c_char_p), ("time", c_char_p), ("weight", c_char_p)]


class AuditOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("reserved", c_uint32), ("min_width_m", c_double), ("tolerance_m", c_double), ("snap_m", c_double), ("area", c_void_p),
                ("exempt", c_void_p), ("reports", c_void_p), ("report_options", POINTER(ReportOptions)), ("lawful", c_void_p)]


class DensityOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("kernel", c_int32), ("edge", c_int32), ("reserved", c_uint32), ("bandwidth_m", c_double), ("cell_m", c_double),
                ("max_cells", c_uint64), ("area", c_void_p), ("report_options", POINTER(ReportOptions)), ("rule", c_int32), ("adaptive", c_uint32)]


class HotspotsOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("neighbours", c_int32), ("correction", c_int32), ("cells", c_int32), ("cell_m", c_double), ("area", c_void_p),
                ("report_options", POINTER(ReportOptions))]


class ZoneHotspotsOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("neighbours", c_int32), ("correction", c_int32), ("nearest", c_uint32), ("band_m", c_double), ("level", c_char_p),
                ("per", c_char_p), ("exposure", c_void_p), ("exposure_id", c_char_p), ("report_options", POINTER(ReportOptions))]


class EmergingOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("period", c_int32), ("neighbours", c_int32), ("correction", c_int32), ("cells", c_int32), ("reserved", c_uint32),
                ("cell_m", c_double), ("level", c_char_p), ("begin_ms", c_int64), ("end_ms", c_int64), ("area", c_void_p), ("report_options", POINTER(ReportOptions))]


class ClustersOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("min_points", c_uint32), ("eps_m", c_double), ("report_options", POINTER(ReportOptions))]


PROGRESS = ctypes.CFUNCTYPE(c_int32, c_char_p, c_double, c_void_p)

# name -> arguments before the error; every one of these returns a status
_FUNCTIONS: dict[str, list[Any]] = {
    "call_create": [POINTER(CallOptions), POINTER(c_void_p)],
    "call_cancel": [c_void_p],
    "call_destroy": [c_void_p],
    "zones_from_arrow": [POINTER(CLevel), c_size_t, POINTER(ZonesOptions), c_void_p, POINTER(c_void_p)],
    "zones_from_bytes": [c_char_p, c_size_t, POINTER(c_void_p)],
    "zones_from_file": [c_char_p, POINTER(c_void_p)],
    "zones_release": [c_void_p],
    "zones_info_get": [c_void_p, POINTER(ZonesInfo)],
    "zones_level": [c_void_p, c_uint32, POINTER(LevelInfo)],
    "zones_bytes": [c_void_p, POINTER(c_uint64)],
    "zones_index": [c_void_p, POINTER(c_void_p), POINTER(c_size_t)],
    "explain": [c_void_p, POINTER(Question), c_char_p, c_size_t, POINTER(c_size_t)],
    "assign": [c_void_p, c_void_p, POINTER(ReportOptions), c_void_p, c_void_p],
    "audit": [c_void_p, POINTER(AuditOptions), c_void_p, c_void_p],
    "coverage": [c_void_p, POINTER(AuditOptions), c_void_p, c_void_p, c_void_p],
    "density": [c_void_p, c_void_p, POINTER(DensityOptions), c_void_p, c_void_p, POINTER(c_double), POINTER(c_double)],
    "hotspots": [c_void_p, c_void_p, POINTER(HotspotsOptions), c_void_p, c_void_p, c_void_p, POINTER(c_double)],
    "zone_hotspots": [c_void_p, c_void_p, POINTER(ZoneHotspotsOptions), c_void_p, c_void_p, c_void_p],
    "emerging": [c_void_p, c_void_p, POINTER(EmergingOptions), c_void_p, c_void_p, c_void_p],
    "clusters": [c_void_p, c_void_p, POINTER(ClustersOptions), c_void_p, c_void_p, c_void_p],
}


def _load() -> ctypes.CDLL:
    """BAILIWICK_LIBRARY, else the library that came with the package, else that of the system."""
    beside = pathlib.Path(__file__).parent / "_lib"
    given = os.environ.get("BAILIWICK_LIBRARY")
    if not given and (beside / "libbailiwick.so.0").is_file():
        for needed in sorted(beside.glob("libgeos*.so*"), key=lambda p: p.name.startswith("libgeos_c")):
            ctypes.CDLL(str(needed))  # by the names that the library asks for, libgeos before libgeos_c
        given = str(beside / "libbailiwick.so.0")
    try:
        library = ctypes.CDLL(given or "libbailiwick.so.0")
    except OSError as error:
        raise ImportError(f"bailiwick: expected libbailiwick.so.0 beside the package or on the system, found none ({error}); "
                          "install the wheel or the package libbailiwick0, or set BAILIWICK_LIBRARY") from None
    if (found := library.bailiwick_abi_version()) < ABI_VERSION:
        raise ImportError(f"bailiwick: expected libbailiwick with ABI version {ABI_VERSION} or later, found {found}; install a newer library")
    for name, arguments in _FUNCTIONS.items():
        try:
            function = getattr(library, "bailiwick_" + name)
        except AttributeError:
            raise ImportError(f"bailiwick: expected a libbailiwick with bailiwick_{name}, found {given or 'libbailiwick.so.0'} without it; install a newer library") from None
        function.argtypes = [*arguments, POINTER(CError)]
        function.restype = c_int32
    library.bailiwick_status_text.restype = c_char_p
    library.bailiwick_version.restype = c_char_p
    return library


_library = _load()
version: str = _library.bailiwick_version().decode()


def sized(kind: type, **values: Any) -> Any:
    """A struct of the library with its size filled in; None is the default."""
    return kind(struct_size=ctypes.sizeof(kind), **{k: v for k, v in values.items() if v is not None})


def utf8(text: Optional[str]) -> Optional[bytes]:
    return None if text is None else text.encode("utf-8")


def run(name: str, *arguments: Any) -> None:
    """Calls bailiwick_<name>; a status that is not ok becomes an exception. The GIL is released while the library works."""
    error = sized(CError)
    status = getattr(_library, "bailiwick_" + name)(*arguments, byref(error))
    if status == 0:
        return
    code = _library.bailiwick_status_text(status).decode()
    text = error.message.decode("utf-8", "replace") or f"bailiwick_{name}: {code}"
    if code == "out_of_memory":
        raise MemoryError(text)
    kind = Cancelled if code == "cancelled" else BailiwickError
    raise kind(text, code, error.source.decode("utf-8", "replace"), error.feature, error.field.decode("utf-8", "replace"))


class Call:
    """One long call: progress, threads, and Ctrl-C, which is asked for whenever the library tells how far it is.

    What is raised in a callback of ctypes is printed and dropped, and Python raises KeyboardInterrupt wherever it stands, also there. So for the time of the
    call SIGINT only leaves a mark; the handler that was there before is called when the call is over.
    """

    _lasting: list[Any] = []  # callbacks of streams that are read whenever their reader likes

    def __init__(self, progress: Optional[Callable[[str, float], Any]] = None, threads: int = 0, lasting: bool = False) -> None:
        self.raised: Optional[BaseException] = None
        self._before: Any = None  # the handler of SIGINT while ours is there
        self._marked: Optional[tuple[int, Any]] = None

        def told(stage: bytes, share: float, _: Any) -> int:
            try:
                return 0 if self._marked or (progress is not None and progress(stage.decode(), share) is False) else 1
            except BaseException as error:  # noqa: BLE001  KeyboardInterrupt too
                self.raised = error
                return 0

        self._told = PROGRESS(told)
        self.handle = c_void_p()
        wanted = progress is not None or not lasting
        if wanted and lasting:
            self._lasting.append(self._told)
        run("call_create", byref(sized(CallOptions, threads=threads, progress=ctypes.cast(self._told, c_void_p).value if wanted else None)), byref(self.handle))

    def _mark(self, number: int, frame: Any) -> None:
        self._marked = number, frame

    def __enter__(self) -> "Call":
        if threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT)):
            self._before = signal.signal(signal.SIGINT, self._mark)
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        run("call_destroy", self.handle)
        if self._marked:
            self._before(*self._marked)
        if self.raised is not None:
            raise self.raised from None
