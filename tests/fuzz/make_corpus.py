#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: small files that each hold one thing a reader must stand."""
import pathlib

HERE = pathlib.Path(__file__).parent / "corpus"
SQUARE = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"


def feature(coordinates, properties='{"id":"1"}', kind="Polygon"):
    return '{"type":"Feature","properties":%s,"geometry":{"type":"%s","coordinates":%s}}' % (properties, kind, coordinates)


def collection(*features):
    return '{"type":"FeatureCollection","features":[%s]}' % ",".join(features)


CSV = {
    "plain": b"id,lon,lat,time,status,category\n1,120.5,30.5,2024-01-01 10:00,open,a\n2,,,,,\n",
    "bom_crlf": b"\xef\xbb\xbfid,lon,lat\r\n1,1,2\r\n",
    "cr_only": b"id,lon,lat\r1,1,2\r2,3,4\r",
    "quoted": b'id,note,lon,lat\n1,"a\n""b"",c",1,2\n',
    "unclosed": b'id,lon,lat\n1,"1,2\n2,3,4\n',
    "after_quote": b'id,lon,lat\n1,"1"x,2\n2,3,4\n',
    "after_quote_lines": b'id,lon,lat\n1,"1\n2"x,2\n2,3,4\n',
    "degrees": '40°42\'46"N,lon,lat\n1,40°42\'46"N,2\n'.encode(),
    "nul": b"id,lon,lat\n" + b"1,1,2\n" * 200 + b"1,1\x00,2\n",
    "nul_first": b"i\x00d,lon,lat\n1,1,2\n",
    "bad_utf8": b"id,lon,lat\n\xff\xfe\xfd,1,2\n",
    "surrogate": b"id,lon,lat\n\xed\xa0\x80,1,2\n",
    "gb18030": "案卷号,经度,纬度\n一,113.8,34\n".encode("gb18030"),
    "utf16le": "\ufeffid,lon,lat\r\n1,1,2\r\n".encode("utf-16-le"),
    "utf16be": "\ufeffid,lon,lat\r\n1,1,2\r\n".encode("utf-16-be"),
    "utf32": "\ufeffid,lon,lat\n".encode("utf-32-le"),
    "infinite": b"id,lon,lat\n1,1e400,2\n2,nan,inf\n3,1e-400,0x10\n",
    "columns": b"id,lon,lat\n1,1\n1,1,2,3\n,,\n\n",
    "double": b"lon,lon,lat\n1,1,2\n",
    "sep": b"sep=;\r\nid;lon;lat\r\n1;1;2\r\n",
    "tabs": b"id\tlon\tlat\n1\t1\t2\n",
    "wkt": b"id,WKT\n1,POINT (1 2)\n2,POINT Z (1 2 3)\n3,LINESTRING (1 1)\n",
    "survey": b"x,y\n3766000.5,38512345.25\n",
    "dates": b"lon,lat,time\n1,1,31/12/2019 11:59:59 PM\n1,1,01/02/2019\n",
    "header_only": b"id,lon,lat",
    "empty": b"",
    "numbers": b"1,2,3\n4,5,6\n",
    "long": b"id,lon,lat\n1," + b"1" * 70000 + b",2\n",
}
GEOJSON = {
    "square": collection(feature(SQUARE)),
    "bare": '{"type":"Polygon","coordinates":%s}' % SQUARE,
    "junk": collection("null", "7", '"x"', "[]", "{}", feature(SQUARE)),
    "infinite": collection(feature("[[[0,0],[1e400,0],[1,1],[0,0]]]"), feature("[[[0,0],[NaN,0],[1,1],[0,0]]]")),
    "text": collection(feature('[[["0",0],[1,0],[1,1],[0,0]]]')),
    "open": collection(feature("[[[0,0],[1,0],[1,1]]]")),
    "short": collection(feature("[[[0,0],[1,0]]]"), feature("[]"), feature("[[]]")),
    "deep": collection(feature("[" * 40 + "]" * 40)),
    "wide": collection(feature("[[[170,0],[-170,0],[-170,1],[170,0]]]")),
    "lines": collection(feature("[[0,0],[1,1]]", kind="LineString")),
    "multi": collection(feature("[%s,%s]" % (SQUARE, SQUARE), kind="MultiPolygon")),
    "collection": collection('{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":%s}]}}' % SQUARE),
    "crs": '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[%s]}' % feature(SQUARE),
    "crs_null": '{"type":"FeatureCollection","crs":null,"features":[%s]}' % feature(SQUARE),
    "twice": '{"type":"FeatureCollection","features":[%s],"features":[%s,%s]}' % ((feature(SQUARE),) * 3),
    "geometry_twice": collection('{"type":"Feature","properties":{},"geometry":null,"geometry":{"type":"Polygon","coordinates":%s}}' % SQUARE),
    "truncated": collection(feature(SQUARE))[:60],
    "surrogate": collection(feature(SQUARE, '{"id":"\\ud800"}')),
    "nested": collection(feature(SQUARE, '{"id":{"a":[1,{"b":2}]}}')),
    "damaged": collection(feature(SQUARE)).replace("[[[", "K[[["),
    "three": collection(feature("[[[0,0,1],[1,0,1],[1,1,1],[0,0,1]]]")),
}
TOML = {
    "levels": '[levels.a]\nfile = "a.geojson"\nwidth = 30\n[levels."b c"]\nfile = "b.gpkg"\nin = "a"\n',
    "nest": 'nest = "a/b"\nacross = ["b"]\n[levels.a]\nfile = "a"\n[levels.b]\nfile = "b"\n',
    "reports": '[reports]\nfiles = ["r.csv"]\nwhere = ["a=b"]\nmax_rejects = 0.1\n[reports.fields]\ncategory = "大类"\n',
    "methods": '[assign]\noverlap = "id"\n[hotspots]\ncell_m = 100\nmax_cells = 5\n[output]\nlang = "zh"\n',
    "unknown": "[levels.a]\nfil = 1\n",
    "deep": "a = " + "[" * 100,
    "dotted": "reports.fields.x = \"lon\"\nlevels.a.file = \"x\"\n",
    "bare_unicode": "[levels.街道]\nfile = \"x\"\n",
    "control": "[\x13a]\nfil = 1\n",
    "dates": "a = 2024-01-01T00:00:00Z\n",
}
VALUES = {
    "iso": "2019-12-31T19:59:11.25+08:00", "us": "12/31/2019 07:59:11 PM", "cn": "2019年1月2日下午3时4分5秒", "compact": "20190102030405",
    "number": "-120.5e-3", "point": "POINT Z (1 2 3)", "format": "%d/%m/%y %H:%M\n31/12/19 23:59", "name": "Ｘ坐标", "bad": "\ud800".encode("utf-8", "surrogatepass"),
}

def changes(*pairs):
    """Changes of a sound index: (where, new value)."""
    return b"\x01" + b"".join(where.to_bytes(4, "little") + bytes([value]) for where, value in pairs)


INDEX = {
    "sound": changes(),
    "empty": b"",
    "short": b"\x00BWINDEX\n",
    "header": b"\x00BWINDEX\n\x04\x03\x02\x01\x02\x00\x00\x00" + bytes(400),
    "older": changes((12, 1)),
    "newer": changes((12, 99)),
    "far_section": changes((32, 255)),
    "long_section": changes((40, 255)),
    **{f"change_{where}": changes((where, value)) for where, value in ((48, 64), (330, 7), (331, 128), (350, 255), (400, 1), (512, 9), (640, 3), (1000, 200))},
    **{f"spread_{step}": changes(*((320 + step * k, (k * 37) % 256) for k in range(12))) for step in (97, 211, 503, 997)},
}

for folder, seeds in {"csv": CSV, "geojson": GEOJSON, "index": INDEX, "toml": TOML, "values": VALUES}.items():
    (HERE / folder).mkdir(parents=True, exist_ok=True)
    for name, seed in seeds.items():
        (HERE / folder / name).write_bytes(seed if isinstance(seed, bytes) else seed.encode())
