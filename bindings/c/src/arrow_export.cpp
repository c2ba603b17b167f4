/// Our columns behind the structs of the Arrow C data interface.
#include "arrow_out.h"

#include <cerrno>
#include <new>
#include <utility>

namespace bailiwick::c {
namespace {

/// What an exported schema owns.
struct SchemaParts {
  OutField field;
  std::string metadata;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};

  SchemaParts() = default;
  SchemaParts(const SchemaParts&) = delete;
  ~SchemaParts() {
    for (auto& child : children) {
      if (child.release != nullptr) child.release(&child);
    }
    if (dictionary.release != nullptr) dictionary.release(&dictionary);
  }
};

void put_length(std::string& to, std::size_t length) {
  const auto value = static_cast<std::int32_t>(length);
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void release_schema(ArrowSchema* schema) {
  delete static_cast<SchemaParts*>(schema->private_data);
  schema->release = nullptr;
}

void export_schema(const OutField& field, bool nullable, ArrowSchema* out) {
  auto parts = std::make_unique<SchemaParts>();
  parts->field = field;
  if (!field.metadata.empty()) {
    put_length(parts->metadata, field.metadata.size());
    for (const auto& [key, value] : field.metadata) {
      for (const auto* text : {&key, &value}) {
        put_length(parts->metadata, text->size());
        parts->metadata += *text;
      }
    }
  }
  parts->children.resize(field.children.size());
  for (std::size_t i = 0; i < field.children.size(); ++i) {
    export_schema(field.children[i], true, &parts->children[i]);
    parts->pointers.push_back(&parts->children[i]);
  }
  if (field.dictionary) export_schema(*field.dictionary, true, &parts->dictionary);
  *out = {};
  out->format = parts->field.format.c_str();
  out->name = parts->field.name.c_str();
  out->metadata = parts->metadata.empty() ? nullptr : parts->metadata.data();
  out->flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  out->n_children = static_cast<std::int64_t>(parts->pointers.size());
  out->children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  out->dictionary = field.dictionary ? &parts->dictionary : nullptr;
  out->release = release_schema;
  out->private_data = parts.release();
}

/// What an exported array owns.
struct ArrayParts {
  OutColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};

  ArrayParts() = default;
  ArrayParts(const ArrayParts&) = delete;
  ~ArrayParts() {
    for (auto& child : children) {
      if (child.release != nullptr) child.release(&child);
    }
    if (dictionary.release != nullptr) dictionary.release(&dictionary);
  }
};

void release_array(ArrowArray* array) {
  delete static_cast<ArrayParts*>(array->private_data);
  array->release = nullptr;
}

void export_array(const OutColumn& column, ArrowArray* out) {
  auto parts = std::make_unique<ArrayParts>();
  parts->column = column;
  parts->buffers = column->buffers;
  parts->children.resize(column->children.size());
  for (std::size_t i = 0; i < column->children.size(); ++i) {
    export_array(column->children[i], &parts->children[i]);
    parts->pointers.push_back(&parts->children[i]);
  }
  if (column->dictionary) export_array(column->dictionary, &parts->dictionary);
  *out = {};
  out->length = column->length;
  out->null_count = column->null_count;
  out->n_buffers = static_cast<std::int64_t>(parts->buffers.size());
  out->buffers = parts->buffers.data();
  out->n_children = static_cast<std::int64_t>(parts->pointers.size());
  out->children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  out->dictionary = column->dictionary ? &parts->dictionary : nullptr;
  out->release = release_array;
  out->private_data = parts.release();
}

/// What a stream that was handed out owns.
struct StreamParts {
  OutField schema;
  std::function<OutColumn()> next;
  bailiwick_error error{};
};

int code_of(bailiwick_status status) {
  switch (status) {
    case BAILIWICK_OK: return 0;
    case BAILIWICK_CANCELLED: return ECANCELED;
    case BAILIWICK_OUT_OF_MEMORY: return ENOMEM;
    case BAILIWICK_INVALID_ARGUMENT: return EINVAL;
    default: return EIO;
  }
}

StreamParts& parts_of(ArrowArrayStream* stream) { return *static_cast<StreamParts*>(stream->private_data); }

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  auto& parts = parts_of(stream);
  return code_of(enter(&parts.error, [&] { export_schema(parts.schema, false, out); }));
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& parts = parts_of(stream);
  return code_of(enter(&parts.error, [&] {
    *out = {};
    if (const auto batch = parts.next()) export_array(batch, out);
  }));
}

const char* get_last_error(ArrowArrayStream* stream) {
  const auto& parts = parts_of(stream);
  return parts.error.status == BAILIWICK_OK ? nullptr : parts.error.message;
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void hand_out(OutField schema, std::function<OutColumn()> next, ArrowArrayStream* out) {
  auto parts = std::make_unique<StreamParts>();
  parts->schema = std::move(schema);
  parts->next = std::move(next);
  parts->error.struct_size = sizeof parts->error;
  *out = {get_schema, get_next, get_last_error, release_stream, parts.release()};
}

void hand_out(OutField schema, OutColumn batch, ArrowArrayStream* out) {
  hand_out(std::move(schema), [batch = std::move(batch)]() mutable { return std::exchange(batch, nullptr); }, out);
}

}  // namespace bailiwick::c
