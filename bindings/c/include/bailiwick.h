/* Bailiwick for C and everything that speaks C: zones and reports as Arrow streams in, answers as records and Arrow streams out.
 *
 * Rules of the house
 *   - Every function that can fail returns a bailiwick_status; results go through the last pointers before `error`, the sentence into a bailiwick_error
 *     of the caller's, which may be NULL.
 *   - Structs begin with `struct_size`: set it to sizeof the struct and the rest to 0. 0 and NULL mean the default everywhere.
 *   - Text is UTF-8. A bailiwick_text is not ended by a 0; it lives as long as the zones it came from.
 *   - Streams that are handed in are moved: the function releases them, also where it fails, but for streams in a struct whose size is impossible. Streams
 *     that come out are the caller's to release.
 *   - Zones are immutable and counted: any number of threads may use them. A stream keeps the zones that it needs alive.
 */
#ifndef BAILIWICK_H
#define BAILIWICK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The Arrow C data interface (https://arrow.apache.org/docs/format/CDataInterface.html), with its own guards: any header may bring it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif

#if defined(__GNUC__)
#define BAILIWICK_API __attribute__((visibility("default")))
#else
#define BAILIWICK_API
#endif

/* Grows whenever something is added; what is there keeps its meaning. */
#define BAILIWICK_ABI_VERSION 4u
BAILIWICK_API uint32_t bailiwick_abi_version(void);
BAILIWICK_API const char* bailiwick_version(void);

/* ---- Errors ---- */

typedef int32_t bailiwick_status;
enum {
  BAILIWICK_OK = 0,
  BAILIWICK_INVALID_ARGUMENT = 1,
  BAILIWICK_INVALID_COORDINATE = 2,
  BAILIWICK_INVALID_GEOMETRY = 3,
  BAILIWICK_UNKNOWN_CRS = 4,
  BAILIWICK_MISSING_COLUMN = 5,
  BAILIWICK_UNREADABLE_FILE = 6,
  BAILIWICK_UNWRITABLE_FILE = 7,
  BAILIWICK_EXISTS = 8,
  BAILIWICK_LIMIT_EXCEEDED = 9,
  BAILIWICK_CANCELLED = 10,
  BAILIWICK_OUT_OF_MEMORY = 11,
  BAILIWICK_DAMAGED_INDEX = 12,
  BAILIWICK_NEWER_FORMAT = 13,
  BAILIWICK_UNSUPPORTED = 14,
  BAILIWICK_BALANCE = 15,
  BAILIWICK_INTERNAL = 16
};
/* "invalid_argument", ...; "unknown" for a number that is none of these. */
BAILIWICK_API const char* bailiwick_status_text(bailiwick_status status);

/* One sentence: the place, what was expected, what was found, what to do. Long text is cut at a character. */
typedef struct bailiwick_error {
  uint32_t struct_size;
  bailiwick_status status;
  int64_t feature;    /* row of a stream, -1: none */
  char message[1024];
  char source[128];   /* level or stream */
  char field[128];    /* column */
} bailiwick_error;

typedef struct bailiwick_text {
  const char* data;
  uint64_t length;
} bailiwick_text;

/* ---- A call that takes long ---- */

/* Called from the thread that made the call, at most some 20 times a second, with the stage and its share done, 0 to 1. 0 stops the call. */
typedef int32_t (*bailiwick_progress)(const char* stage, double share, void* user_data);

typedef struct bailiwick_call_options {
  uint32_t struct_size;
  uint32_t threads; /* 0: as many as the machine has; results never depend on it */
  bailiwick_progress progress;
  void* user_data; /* must live until the call and every stream that it made are gone */
} bailiwick_call_options;

/* One per call or thread; NULL in its place: no progress, every core, no way to stop. */
typedef struct bailiwick_call bailiwick_call;
BAILIWICK_API bailiwick_status bailiwick_call_create(const bailiwick_call_options* options, bailiwick_call** call, bailiwick_error* error);
/* From any thread: what runs under this call ends with BAILIWICK_CANCELLED. */
BAILIWICK_API bailiwick_status bailiwick_call_cancel(bailiwick_call* call, bailiwick_error* error);
BAILIWICK_API bailiwick_status bailiwick_call_destroy(bailiwick_call* call, bailiwick_error* error); /* NULL is fine */

/* ---- Zones ---- */

enum { BAILIWICK_PARTITION = 0, BAILIWICK_ACROSS = 1 };
enum { BAILIWICK_OVERLAP_DEFAULT = 0, BAILIWICK_OVERLAP_PRIORITY = 1, BAILIWICK_OVERLAP_SMALLEST = 2, BAILIWICK_OVERLAP_ID = 3 };
enum { BAILIWICK_BORDER_DEFAULT = 0, BAILIWICK_BORDER_HALF_OPEN = 1, BAILIWICK_BORDER_ALL_TOUCHING = 2 };
enum { BAILIWICK_DATUM_WGS84 = 0, BAILIWICK_DATUM_GCJ02 = 1, BAILIWICK_DATUM_BD09 = 2 };

typedef struct bailiwick_zones bailiwick_zones;

/* One level, from one stream. A column name that is NULL is looked for by its default, and only the geometry and the id must be there. */
typedef struct bailiwick_level {
  uint32_t struct_size;
  int32_t role;       /* BAILIWICK_PARTITION, BAILIWICK_ACROSS */
  const char* name;   /* district, block, road */
  const char* parent; /* name of the level above; NULL: none */
  struct ArrowArrayStream* stream;
  const char* geometry;    /* WKB, or GeoArrow polygons or multipolygons; default: the column that says it is one, else "geometry", "geom", "wkb_geometry" */
  const char* id;          /* "zone_id", "id"; text, or whole numbers taken as text */
  const char* name_column; /* "name" */
  const char* person;      /* "person" */
  const char* parent_column; /* "parent_id", "parent" */
  const char* unit;          /* "unit_id", "unit"; a level without one makes each zone its own unit */
  const char* unit_name;     /* "unit_name" */
  const char* priority;      /* "priority"; the smaller number wins an overlap */
} bailiwick_level;

typedef struct bailiwick_zones_options {
  uint32_t struct_size;
  int32_t overlap;
  int32_t border;
  uint32_t without_shapes;  /* 1: keep the index alone, half the memory; audit, density and hotspots then need an area */
  const char* crs;          /* "EPSG:4490"; default: what the geometry columns say, else "OGC:CRS84" */
  const char* metric_crs;   /* "LAEA:40.7,-74.0": the plane of an earlier run; default: centred on the box of the top level, rounded to 0.1 degree */
  double metres_per_unit;   /* of a city grid or projected system; 0: degrees of longitude and latitude */
  double nearest_m;         /* 0: off */
  const char* label;        /* free text */
  const char* valid_from;   /* ISO date */
  const char* valid_to;
  const char* const* precedence; /* names of levels, first hit answers; default: across levels, then from the finest up */
  uint32_t precedence_count;
  uint32_t reserved;
} bailiwick_zones_options;

BAILIWICK_API bailiwick_status bailiwick_zones_from_arrow(const bailiwick_level* levels, size_t level_count, const bailiwick_zones_options* options,
                                                          bailiwick_call* call, const bailiwick_zones** zones, bailiwick_error* error);
/* The bytes of `bailiwick index` or bailiwick_zones_index(), copied. */
BAILIWICK_API bailiwick_status bailiwick_zones_from_bytes(const void* bytes, size_t length, const bailiwick_zones** zones, bailiwick_error* error);
/* The file of `bailiwick index`, mapped: processes that load it share its memory. A file that is replaced must get a new inode (rename). */
BAILIWICK_API bailiwick_status bailiwick_zones_from_file(const char* path, const bailiwick_zones** zones, bailiwick_error* error);
BAILIWICK_API bailiwick_status bailiwick_zones_retain(const bailiwick_zones* zones, bailiwick_error* error);
BAILIWICK_API bailiwick_status bailiwick_zones_release(const bailiwick_zones* zones, bailiwick_error* error); /* NULL is fine */

typedef struct bailiwick_zones_info {
  uint32_t struct_size;
  uint32_t level_count;
  uint64_t zone_count;
  uint64_t unit_count;
  bailiwick_text zones_version; /* hash of zones, levels and options */
  bailiwick_text label, valid_from, valid_to;
  bailiwick_text location_crs;
  bailiwick_text metric_crs; /* empty: no way to metres is known */
  double west, south, east, north;
} bailiwick_zones_info;
BAILIWICK_API bailiwick_status bailiwick_zones_info_get(const bailiwick_zones* zones, bailiwick_zones_info* info, bailiwick_error* error);

typedef struct bailiwick_level_info {
  uint32_t struct_size;
  int32_t role;
  bailiwick_text name;
  int32_t parent; /* -1: none */
  uint32_t zone_count;
} bailiwick_level_info;
BAILIWICK_API bailiwick_status bailiwick_zones_level(const bailiwick_zones* zones, uint32_t level, bailiwick_level_info* info, bailiwick_error* error);
/* Memory that the zones take, mapped bytes included. */
BAILIWICK_API bailiwick_status bailiwick_zones_bytes(const bailiwick_zones* zones, uint64_t* bytes, bailiwick_error* error);
/* The index as one flat block, to be written to a file or sent to another machine; it lives as long as the zones. */
BAILIWICK_API bailiwick_status bailiwick_zones_index(const bailiwick_zones* zones, const void** bytes, size_t* length, bailiwick_error* error);

/* ---- One place ---- */

enum {
  BAILIWICK_OUTSIDE = 0,
  BAILIWICK_INSIDE = 1,
  BAILIWICK_BORDER = 2,
  BAILIWICK_OVERLAP_BY_PRIORITY = 3,
  BAILIWICK_OVERLAP_BY_SMALLEST = 4,
  BAILIWICK_OVERLAP_BY_ID = 5,
  BAILIWICK_NEAREST = 6,
  BAILIWICK_SUPERIOR = 7, /* of units only, like the next */
  BAILIWICK_NO_UNIT = 8
};
/* "inside", "overlap:priority", ... */
BAILIWICK_API const char* bailiwick_rule_text(int32_t rule);

typedef struct bailiwick_question {
  uint32_t struct_size;
  int32_t datum; /* of x and y */
  double x, y;   /* longitude and latitude, or the plane of the zones */
  double border_within_m; /* 0: the distance to the border is not asked for */
} bailiwick_question;

typedef struct bailiwick_placed_level {
  uint32_t number; /* of the zone; valid with this zones_version only; 0xffffffff: outside */
  int32_t rule;
  bailiwick_text zone;
  double distance_m; /* of the rule nearest */
  double border_m;   /* to the nearest border of the zone, outside to the nearest zone; NaN: not asked for, or farther than asked */
} bailiwick_placed_level;

typedef struct bailiwick_placed_also {
  uint32_t number;
  uint32_t level;
  bailiwick_text zone;
} bailiwick_placed_also;

typedef struct bailiwick_placement {
  uint32_t struct_size;
  int32_t datum;
  double x, y; /* as given */
  bailiwick_text zones_version;
  bailiwick_text unit, unit_name; /* empty: nobody */
  int32_t unit_level;             /* -1: none */
  int32_t unit_rule;
  /* In: room of the caller's, may be none. Out: the counts are how many there are, which may be more than fit. */
  bailiwick_placed_level* levels;
  bailiwick_placed_also* also; /* zones that hold the place and do not answer, 256 of them at most */
  uint32_t level_room, also_room;
  uint32_t level_count, also_count;
} bailiwick_placement;

/* Allocates nothing, locks nothing, starts no thread. A position that cannot be is BAILIWICK_INVALID_COORDINATE. */
BAILIWICK_API bailiwick_status bailiwick_place(const bailiwick_zones* zones, const bailiwick_question* question, bailiwick_placement* placement,
                                               bailiwick_error* error);
/* Question and answer as one line of JSON without the line break, ended by a 0: log it, and `bailiwick explain` asks again. `needed` gets its length
 * without the 0; a line that does not fit `room` is BAILIWICK_LIMIT_EXCEEDED. */
BAILIWICK_API bailiwick_status bailiwick_explain(const bailiwick_zones* zones, const bailiwick_question* question, char* line, size_t room, size_t* needed,
                                                 bailiwick_error* error);

/* ---- Many ---- */

/* Which columns of reports mean what. */
typedef struct bailiwick_report_options {
  uint32_t struct_size;
  int32_t datum;
  const char* x;        /* numbers; default "lon", "lng", "longitude", "x" */
  const char* y;        /* "lat", "latitude", "y" */
  const char* geometry; /* points: WKB or GeoArrow; default where x is not given: the column that says it is one */
  const char* x_m;      /* metric columns of the caller's own plane, both or none; default: by the plane of the zones */
  const char* y_m;
  const char* category; /* text or whole numbers; read by bailiwick_hotspots */
  const char* time;     /* timestamps, dates, or milliseconds since 1970-01-01 UTC as int64; read by bailiwick_hotspots */
  const char* weight;   /* numbers of 0 or more, null weighs nothing; read by bailiwick_density; default: each weighs 1 */
} bailiwick_report_options;

/* Who answers for every report: one row out for every row in, in order, batch by batch as `out` is read; numbers that need no change are read where they
 * are. Columns: per level <level>_zone, <level>_unit, <level>_rule, <level>_distance_m (where the zones have nearest_m), <level>_also (ids joined by ;);
 * then unit, unit_level, unit_rule, rejected ("unlocated", "malformed", else null). The call is kept by the stream. */
BAILIWICK_API bailiwick_status bailiwick_assign(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_report_options* options,
                                                bailiwick_call* call, struct ArrowArrayStream* out, bailiwick_error* error);

/* ---- The map of responsibility, and where reports pile up ---- */

/* The ground of these three is `area`, a stream of polygons, else the union of the top partition level with its holes filled; zones without shapes need an
 * area. Reports outside the ground count in no density and no cell. `report_options` may be NULL. All need a way to metres. */

typedef struct bailiwick_audit_options {
  uint32_t struct_size;
  uint32_t reserved;
  double min_width_m; /* below it a finding is a sliver; default 0.5 */
  double tolerance_m; /* narrower findings along one pair's border form one line with a count; default 0.01 */
  double snap_m;      /* above 0: vertices are first rounded to a grid of this size */
  struct ArrowArrayStream* area;
  struct ArrowArrayStream* exempt;  /* ground whose findings are listed apart */
  struct ArrowArrayStream* reports; /* to be counted in the findings */
  const bailiwick_report_options* report_options;
  struct ArrowArrayStream* lawful; /* declared pairs as text: level, zone_a, zone_b, reason */
} bailiwick_audit_options;
/* Gaps, overlaps, children that do not fill their parent: one row a finding; gaps, then overlaps, then children. Columns: id, level, kind, sliver, area_m2,
 * width_m, rim_m, zones, units, reports, share, suggested_unit, reason, severity, lawful, exempt, pieces, note, geometry. Needs zones with shapes. */
BAILIWICK_API bailiwick_status bailiwick_audit(const bailiwick_zones* zones, const bailiwick_audit_options* options, bailiwick_call* call,
                                               struct ArrowArrayStream* out, bailiwick_error* error);
/* The same audit with its figures of every zone, level by level in the order of the numbers of zones. `findings` may be NULL. `zones_out`: level, zone_id,
 * unit_id, unit_name, person, name, parent_id, area_km2, covered_share (of its own ground, by the finest level below; 1 for a leaf), gap_km2 (of its own ground
 * that no child fills), overlap_km2 (shared with others of its level), geometry as it came in; the three are null for zones of across levels. */
BAILIWICK_API bailiwick_status bailiwick_coverage(const bailiwick_zones* zones, const bailiwick_audit_options* options, bailiwick_call* call,
                                                  struct ArrowArrayStream* findings, struct ArrowArrayStream* zones_out, bailiwick_error* error);

enum { BAILIWICK_QUARTIC = 0, BAILIWICK_EPANECHNIKOV = 1, BAILIWICK_UNIFORM = 2, BAILIWICK_TRIANGULAR = 3, BAILIWICK_TRIWEIGHT = 4, BAILIWICK_GAUSSIAN = 5 };
enum { BAILIWICK_EDGE_NONE = 0, BAILIWICK_EDGE_UNIFORM = 1, BAILIWICK_EDGE_DIGGLE = 2 };
enum { BAILIWICK_RULE_ARCGIS = 0, BAILIWICK_RULE_SILVERMAN = 1, BAILIWICK_RULE_SCOTT = 2, BAILIWICK_RULE_LIKELIHOOD = 3 };
typedef struct bailiwick_density_options {
  uint32_t struct_size;
  int32_t kernel;
  int32_t edge;
  uint32_t reserved;
  double bandwidth_m; /* radius of the kernel, sigma of the gaussian; default: by `rule` */
  double cell_m;      /* default: a tenth of the bandwidth, rounded */
  uint64_t max_cells; /* default 50 million */
  struct ArrowArrayStream* area;
  const bailiwick_report_options* report_options;
  int32_t rule;      /* of the bandwidth where none is given */
  uint32_t adaptive; /* 1: each report its own radius (Abramson); not with BAILIWICK_EDGE_UNIFORM */
} bailiwick_density_options;
/* Reports per km2 at the centre of every cell of the ground, from the south-west. Columns: column, row, x, y, x_m, y_m, per_km2. `bandwidth_m` and
 * `cell_m` get what was used and may be NULL. */
BAILIWICK_API bailiwick_status bailiwick_density(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_density_options* options,
                                                 bailiwick_call* call, struct ArrowArrayStream* out, double* bandwidth_m, double* cell_m, bailiwick_error* error);

enum { BAILIWICK_QUEEN = 0, BAILIWICK_ROOK = 1 };
enum { BAILIWICK_BENJAMINI_HOCHBERG = 0, BAILIWICK_BENJAMINI_YEKUTIELI = 1, BAILIWICK_BONFERRONI = 2, BAILIWICK_NO_CORRECTION = 3 };
enum { BAILIWICK_SQUARE = 0, BAILIWICK_HEXAGON = 1 };
typedef struct bailiwick_hotspots_options {
  uint32_t struct_size;
  int32_t neighbours; /* of squares; a hexagon has six */
  int32_t correction;
  int32_t cells; /* BAILIWICK_SQUARE, BAILIWICK_HEXAGON */
  double cell_m; /* default: two reports a cell on average, rounded up */
  struct ArrowArrayStream* area;
  const bailiwick_report_options* report_options;
} bailiwick_hotspots_options;
/* Gi* of cells with the exact conditional p. `cells`: cell_id, count, gi_z, gi_p, gi_p_normal, gi_q, gi_bin, neighbors (beside it and tested),
 * geometry. `areas` (NULL: not wanted), significant cells joined, most reports first: id, reports, distinct_places, share, expected, peak_z, min_q, area_km2,
 * pile_share, unit, unit_share, units (ids joined by ;), coordinator_unit, cells, is_pile, unit_area_share, first_report, last_report (milliseconds, UTC; null
 * without `time`), top_category, top_category_share (null without `category`), units_json, zones_json (who answers and which zones it lies in, with reports and
 * shares), geometry. `cell_m` gets the size that was used and may be NULL. */
BAILIWICK_API bailiwick_status bailiwick_hotspots(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_hotspots_options* options,
                                                  bailiwick_call* call, struct ArrowArrayStream* cells, struct ArrowArrayStream* areas, double* cell_m,
                                                  bailiwick_error* error);

typedef struct bailiwick_zone_hotspots_options {
  uint32_t struct_size;
  int32_t neighbours; /* zones that share a corner or an edge (queen), or an edge (rook), vertices compared bit for bit */
  int32_t correction;
  uint32_t nearest;   /* above 0: the so many zones nearest by their centres instead */
  double band_m;      /* above 0: zones whose centres are at most so far apart instead; below 0: the smallest distance at which every zone has one */
  const char* level;  /* whose zones are tested; must be given */
  const char* per;    /* what a zone's reports are set against; must be given: "area_km2", "none" (every zone alike), or a column of `exposure` */
  struct ArrowArrayStream* exposure; /* rows of zones with their numbers of people, trees, kilometres ... */
  const char* exposure_id;           /* its column of ids; default "zone_id", "id" */
  const bailiwick_report_options* report_options;
} bailiwick_zone_hotspots_options;
/* Zones against what each can be expected to have, with the exact binomial p. `tested`, one row a zone in the order of ids: zone_id, name, unit_id,
 * unit_name, count, exposure, rate, rate_smoothed, neighbors, around, around_expected, binomial_z, binomial_p, binomial_q, gi_bin, gi_rate_z, geometry.
 * `areas` (NULL: not wanted) as of bailiwick_hotspots. Needs zones with shapes and a way to metres. */
BAILIWICK_API bailiwick_status bailiwick_zone_hotspots(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_zone_hotspots_options* options,
                                                       bailiwick_call* call, struct ArrowArrayStream* tested, struct ArrowArrayStream* areas, bailiwick_error* error);

enum { BAILIWICK_ALL_TIME = 0, BAILIWICK_WEEK = 1, BAILIWICK_MONTH = 2, BAILIWICK_TWO_MONTHS = 3, BAILIWICK_QUARTER = 4 };
typedef struct bailiwick_emerging_options {
  uint32_t struct_size;
  int32_t period;      /* BAILIWICK_ALL_TIME: one period, categories against each other */
  int32_t neighbours;
  int32_t correction;  /* over all categories, places and periods together */
  int32_t cells;
  uint32_t reserved;
  double cell_m;
  const char* level;   /* NULL: on cells; else on the zones of this level, which share a corner or an edge as `neighbours` says */
  int64_t begin_ms;    /* of the time that is looked at; both 0: from the first report to the last */
  int64_t end_ms;
  struct ArrowArrayStream* area;
  const bailiwick_report_options* report_options; /* names `time` where there are periods; each `category` that it names is tested by itself */
} bailiwick_emerging_options;
/* ArcGIS's kinds of emerging hot and cold spots. Periods are those of the times as they stand, UTC for timestamps with a zone: hand in the city's own clock.
 * `places`, one row a place and category that says anything: cell_id (or zone_id, name, unit_id), category, reports, kind ("new hot spot", ..., "no pattern",
 * "too_few_periods"; null for all the time), kind_code (1 to 8, cold kinds negative, 0 none), hot_periods, cold_periods, trend_z, trend_p, counts (by period, joined by ;), then of the
 * last period gi_z, gi_p, gi_q, gi_bin, and geometry. `periods` (NULL: not wanted): period ("2026-W02"), begin, days. */
BAILIWICK_API bailiwick_status bailiwick_emerging(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_emerging_options* options,
                                                  bailiwick_call* call, struct ArrowArrayStream* places, struct ArrowArrayStream* periods, bailiwick_error* error);

typedef struct bailiwick_clusters_options {
  uint32_t struct_size;
  uint32_t min_points; /* reports within eps_m, itself included, that make it a core; default 20 */
  double eps_m;        /* default 50 */
  const bailiwick_report_options* report_options;
} bailiwick_clusters_options;
/* DBSCAN. `members`, one row for every row in, in order: cluster (-1: noise, null: rejected), cluster_id (null in noise), core, contested (no core itself, with
 * cores of several clusters within eps_m), rejected. `areas` (NULL: not wanted), row by row the clusters by number, as of bailiwick_hotspots without the figures
 * of a test, which are null. Needs a way to metres. */
BAILIWICK_API bailiwick_status bailiwick_clusters(const bailiwick_zones* zones, struct ArrowArrayStream* reports, const bailiwick_clusters_options* options,
                                                  bailiwick_call* call, struct ArrowArrayStream* members, struct ArrowArrayStream* areas, bailiwick_error* error);

#ifdef __cplusplus
}
#endif
#endif
