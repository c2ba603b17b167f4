/* The C door: places answered one by one, cells tested through Arrow streams made by hand. C99.
 *
 *   c_door INDEX PLACES METRIC AREA CELL_M OUT
 *
 * INDEX, PLACES as of engine_door; METRIC doubles x_m, y_m, ...; AREA well-known binary; OUT.answers and OUT.cells get one line each. */
#include <bailiwick.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char* what) {
  fprintf(stderr, "c_door: %s\n", what);
  exit(1);
}

static unsigned char* read_file(const char* name, size_t* size) {
  FILE* file = fopen(name, "rb");
  unsigned char* bytes;
  if (!file || fseek(file, 0, SEEK_END) != 0) fail(name);
  *size = (size_t)ftell(file);
  rewind(file);
  bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) fail(name);
  fclose(file);
  return bytes;
}

/* ---- a stream of one batch of columns that outlive it ---- */

enum { MOST = 4 };
struct table {
  int columns;
  int64_t rows;
  const char* names[MOST];
  const char* formats[MOST];
  const char* metadata[MOST];
  const void* buffers[MOST][3];
  int buffer_counts[MOST];
  int given;
  struct ArrowSchema schemas[MOST], *schema_list[MOST];
  struct ArrowArray arrays[MOST], *array_list[MOST];
  const void* none[1];
};
static void release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void release_array(struct ArrowArray* array) { array->release = NULL; }
static void release_stream(struct ArrowArrayStream* stream) { stream->release = NULL; }
static const char* no_error(struct ArrowArrayStream* stream) {
  (void)stream;
  return NULL;
}

static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  struct table* t = stream->private_data;
  int i;
  memset(out, 0, sizeof *out);
  for (i = 0; i < t->columns; ++i) {
    memset(&t->schemas[i], 0, sizeof t->schemas[i]);
    t->schemas[i].format = t->formats[i];
    t->schemas[i].name = t->names[i];
    t->schemas[i].metadata = t->metadata[i];
    t->schemas[i].release = release_schema;
    t->schema_list[i] = &t->schemas[i];
  }
  out->format = "+s";
  out->name = "";
  out->n_children = t->columns;
  out->children = t->schema_list;
  out->release = release_schema;
  return 0;
}

static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  struct table* t = stream->private_data;
  int i;
  memset(out, 0, sizeof *out);
  if (t->given++) return 0;
  for (i = 0; i < t->columns; ++i) {
    memset(&t->arrays[i], 0, sizeof t->arrays[i]);
    t->arrays[i].length = t->rows;
    t->arrays[i].n_buffers = t->buffer_counts[i];
    t->arrays[i].buffers = t->buffers[i];
    t->arrays[i].release = release_array;
    t->array_list[i] = &t->arrays[i];
  }
  out->length = t->rows;
  out->n_buffers = 1;
  out->buffers = t->none;
  out->n_children = t->columns;
  out->children = t->array_list;
  out->release = release_array;
  return 0;
}

static struct ArrowArrayStream stream_of(struct table* t) {
  struct ArrowArrayStream stream;
  stream.get_schema = get_schema;
  stream.get_next = get_next;
  stream.get_last_error = no_error;
  stream.release = release_stream;
  stream.private_data = t;
  return stream;
}

static void add_doubles(struct table* t, const char* name, const double* values) {
  t->names[t->columns] = name;
  t->formats[t->columns] = "g";
  t->buffers[t->columns][1] = values;
  t->buffer_counts[t->columns++] = 2;
}

/* ---- the two questions ---- */

static void put(FILE* out, bailiwick_text text) { fwrite(text.data ? text.data : "", 1, (size_t)text.length, out); }

static void write_answers(const bailiwick_zones* zones, const double* places, size_t count, const char* name) {
  bailiwick_placed_level levels[64];
  bailiwick_zones_info info = {sizeof info, 0, 0, 0, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0, 0, 0, 0};
  FILE* out = fopen(name, "wb");
  size_t i;
  uint32_t l;
  if (!out || bailiwick_zones_info_get(zones, &info, NULL) != BAILIWICK_OK) fail(name);
  for (i = 0; i < count; ++i) {
    bailiwick_question question = {sizeof question, BAILIWICK_DATUM_WGS84, places[2 * i], places[2 * i + 1], 0};
    bailiwick_placement placed;
    memset(&placed, 0, sizeof placed);
    placed.struct_size = sizeof placed;
    placed.levels = levels;
    placed.level_room = 64;
    if (bailiwick_place(zones, &question, &placed, NULL) != BAILIWICK_OK) fail("a place was refused");
    for (l = 0; l < placed.level_count; ++l) {
      put(out, levels[l].zone);
      fprintf(out, ",%s,", bailiwick_rule_text(levels[l].rule));
    }
    put(out, placed.unit);
    fputc(',', out);
    if (placed.unit_level >= 0) {
      bailiwick_level_info level = {sizeof level, 0, {0, 0}, 0, 0};
      if (bailiwick_zones_level(zones, (uint32_t)placed.unit_level, &level, NULL) != BAILIWICK_OK) fail("a level was refused");
      put(out, level.name);
    }
    fprintf(out, ",%s\n", bailiwick_rule_text(placed.unit_rule));
  }
  fclose(out);
}

static const char* bits(const struct ArrowArray* column, int64_t i, char* text) {
  const unsigned char* valid = column->buffers[0];
  uint64_t word;
  if (valid && !(valid[i / 8] >> (i % 8) & 1)) return "null";
  memcpy(&word, (const double*)column->buffers[1] + i, sizeof word);
  sprintf(text, "%016llx", (unsigned long long)word);
  return text;
}

/* Columns by their places in the header's list: cell_id, count, gi_z, gi_p, gi_p_normal, gi_q, gi_bin. */
static void write_cells(struct ArrowArrayStream* cells, const char* name) {
  struct ArrowArray batch;
  FILE* out = fopen(name, "wb");
  int64_t i;
  if (!out) fail(name);
  while (cells->get_next(cells, &batch) == 0 && batch.release) {
    struct ArrowArray** c = batch.children;
    const int32_t* ends = c[0]->buffers[1];
    for (i = 0; i < batch.length; ++i) {
      char z[17], p[17], q[17];
      fwrite((const char*)c[0]->buffers[2] + ends[i], 1, (size_t)(ends[i + 1] - ends[i]), out);
      fprintf(out, ",%lld,%s,%s,%s,%lld\n", (long long)((const int64_t*)c[1]->buffers[1])[i], bits(c[2], i, z), bits(c[3], i, p), bits(c[5], i, q),
              (long long)((const int64_t*)c[6]->buffers[1])[i]);
    }
    batch.release(&batch);
  }
  cells->release(cells);
  fclose(out);
}

int main(int argc, char** argv) {
  /* Two pairs: ARROW:extension:name = geoarrow.wkb; lengths are little-endian here. */
  static const char said[] = "\1\0\0\0\24\0\0\0ARROW:extension:name\14\0\0\0geoarrow.wkb";
  const bailiwick_zones* zones = NULL;
  bailiwick_error error;
  size_t size, metric_size, area_size, count, i;
  char name[4096];
  double *places, *metric, *columns[4];
  unsigned char* wkb;
  int32_t offsets[2];
  struct table reports, area;
  struct ArrowArrayStream reports_stream, area_stream, cells;
  bailiwick_report_options which;
  bailiwick_hotspots_options options;
  if (argc != 7) fail("usage: c_door INDEX PLACES METRIC AREA CELL_M OUT");
  memset(&error, 0, sizeof error);
  error.struct_size = sizeof error;
  if (bailiwick_zones_from_file(argv[1], &zones, &error) != BAILIWICK_OK) fail(error.message);
  places = (double*)read_file(argv[2], &size);
  metric = (double*)read_file(argv[3], &metric_size);
  wkb = read_file(argv[4], &area_size);
  count = size / (2 * sizeof(double));
  if (metric_size != size) fail("expected as many metric places as places");
  snprintf(name, sizeof name, "%s.answers", argv[6]);
  write_answers(zones, places, count, name);

  memset(&reports, 0, sizeof reports);
  memset(&area, 0, sizeof area);
  for (i = 0; i < 4; ++i) columns[i] = malloc((count + 1) * sizeof(double));
  for (i = 0; i < count; ++i) {
    columns[0][i] = places[2 * i];
    columns[1][i] = places[2 * i + 1];
    columns[2][i] = metric[2 * i];
    columns[3][i] = metric[2 * i + 1];
  }
  reports.rows = (int64_t)count;
  add_doubles(&reports, "x", columns[0]);
  add_doubles(&reports, "y", columns[1]);
  add_doubles(&reports, "x_m", columns[2]);
  add_doubles(&reports, "y_m", columns[3]);
  offsets[0] = 0;
  offsets[1] = (int32_t)area_size;
  area.rows = 1;
  area.columns = 1;
  area.names[0] = "geometry";
  area.formats[0] = "z";
  area.metadata[0] = said;
  area.buffers[0][1] = offsets;
  area.buffers[0][2] = wkb;
  area.buffer_counts[0] = 3;
  reports_stream = stream_of(&reports);
  area_stream = stream_of(&area);
  memset(&which, 0, sizeof which);
  which.struct_size = sizeof which;
  which.x_m = "x_m";
  which.y_m = "y_m";
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.cell_m = atof(argv[5]);
  options.area = &area_stream;
  options.report_options = &which;
  if (bailiwick_hotspots(zones, &reports_stream, &options, NULL, &cells, NULL, NULL, &error) != BAILIWICK_OK) fail(error.message);
  snprintf(name, sizeof name, "%s.cells", argv[6]);
  write_cells(&cells, name);
  for (i = 0; i < 4; ++i) free(columns[i]);
  free(places);
  free(metric);
  free(wkb);
  return bailiwick_zones_release(zones, NULL);
}
