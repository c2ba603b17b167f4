"""Builds the wheel: the package, libbailiwick and the GEOS it links, for any Python 3. Standard library, cmake and a compiler are all it needs.

The library is that of BAILIWICK_LIBRARY where it is set, else it is built from the source tree around this folder, without GDAL and PROJ.
"""
import base64
import hashlib
import os
import pathlib
import re
import subprocess
import sysconfig
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent


def _version():
    return re.search(r"project\(bailiwick VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text())[1]


def _library():
    if os.environ.get("BAILIWICK_LIBRARY"):
        return pathlib.Path(os.environ["BAILIWICK_LIBRARY"]).resolve()
    build = SOURCE / "build" / "wheel"
    subprocess.run(["cmake", "-S", SOURCE, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DBAILIWICK_LAYERS=OFF", "-DBAILIWICK_TESTS=OFF"], check=True)
    subprocess.run(["cmake", "--build", build, "--target", "bailiwick_c"], check=True)
    return (build / "lib" / "libbailiwick.so.0").resolve()


def _geos(library):
    """The GEOS libraries by the names under which they are asked for, and their licence."""
    found = re.findall(r"(libgeos\S*) => (\S+)", subprocess.run(["ldd", library], check=True, capture_output=True, text=True).stdout)
    for licence in ("/usr/share/doc/libgeos-c1v5/copyright", "/usr/share/doc/libgeos-dev/copyright"):
        if found and pathlib.Path(licence).is_file():
            return found, pathlib.Path(licence).read_bytes()
    if found:
        raise SystemExit("backend: expected the licence of GEOS in /usr/share/doc/libgeos-c1v5, found none; a wheel must not ship GEOS without it")
    return [], None


def _metadata():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return (f"Metadata-Version: 2.1\nName: bailiwick\nVersion: {_version()}\nSummary: Who answers for every spot, and where problems pile up\nLicense: Apache-2.0\n"
            f"Requires-Python: >=3.9\nProvides-Extra: arrow\nRequires-Dist: pyarrow>=15; extra == 'arrow'\nDescription-Content-Type: text/markdown\n\n{readme}").encode()


def _files(tag):
    library = _library()
    geos, licence = _geos(library)
    info = f"bailiwick-{_version()}.dist-info/"
    for file in sorted((HERE / "bailiwick").glob("*")):
        if file.is_file():
            yield "bailiwick/" + file.name, file.read_bytes()
    yield "bailiwick/_lib/libbailiwick.so.0", library.read_bytes()
    for name, path in geos:
        yield "bailiwick/_lib/" + name, pathlib.Path(path).read_bytes()
    if licence:
        yield info + "licenses/GEOS", licence
    yield info + "licenses/LICENSE", (SOURCE / "LICENSE").read_bytes()
    yield info + "METADATA", _metadata()
    yield info + "WHEEL", f"Wheel-Version: 1.0\nGenerator: bailiwick\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    tag = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")
    name = f"bailiwick-{_version()}-{tag}.whl"
    record = []
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        def put(path, data):
            wheel.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)  # same input, same bytes

        for path, data in _files(tag):
            put(path, data)
            record.append(f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}")
        own = f"bailiwick-{_version()}.dist-info/RECORD"
        put(own, "\n".join([*record, own + ",,", ""]).encode())
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("backend: the source is the whole repository; build the wheel from it")
