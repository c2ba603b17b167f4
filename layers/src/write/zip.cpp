#include "write/zip.h"

#include <bailiwick/error.h>

#include <cstdint>
#include <zlib.h>

namespace bailiwick::layers::write {
namespace {

void append_little_endian(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// Raw deflate, as zip wants it.
std::string deflated(const std::string& content) {
  z_stream stream{};
  bool sound = deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  std::string out(sound ? deflateBound(&stream, content.size()) : 0, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  sound = sound && deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (!sound) throw Error(ErrorCode::internal, "the QGIS project could not be compressed");
  return out;
}

}  // namespace

std::string zip_of_one(const std::string& name, const std::string& content) {
  // APPNOTE.TXT 4.3: local header, data, central directory, end record. 0x0021 is 1980-01-01, the first day of zip's calendar.
  const auto packed = deflated(content);
  std::string common;  // the fields that both headers share
  append_little_endian(common, 20, 2);      // needs version 2.0
  append_little_endian(common, 0x0800, 2);  // names are UTF-8
  append_little_endian(common, 8, 2);       // deflate
  append_little_endian(common, 0, 2);
  append_little_endian(common, 0x0021, 2);
  append_little_endian(common, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()))), 4);
  append_little_endian(common, static_cast<std::uint32_t>(packed.size()), 4);
  append_little_endian(common, static_cast<std::uint32_t>(content.size()), 4);
  append_little_endian(common, static_cast<std::uint32_t>(name.size()), 2);
  append_little_endian(common, 0, 2);

  std::string zip = "PK\x03\x04" + common + name + packed;
  const auto directory = static_cast<std::uint32_t>(zip.size());
  std::string entry = "PK\x01\x02";
  append_little_endian(entry, 20, 2);
  entry += common;
  append_little_endian(entry, 0, 2);  // comment
  append_little_endian(entry, 0, 2);  // disk
  append_little_endian(entry, 0, 2);  // internal attributes
  append_little_endian(entry, 0, 4);  // external attributes
  append_little_endian(entry, 0, 4);  // the local header is at the start
  entry += name;
  zip += entry + "PK\x05\x06";
  append_little_endian(zip, 0, 4);
  append_little_endian(zip, 1, 2);
  append_little_endian(zip, 1, 2);
  append_little_endian(zip, static_cast<std::uint32_t>(entry.size()), 4);
  append_little_endian(zip, directory, 4);
  append_little_endian(zip, 0, 2);
  return zip;
}

}  // namespace bailiwick::layers::write
