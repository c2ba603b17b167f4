#include "gdal/gdal_memory.h"

#include "gdal/gdal_errors.h"

#include <bailiwick/error.h>

#include <cpl_vsi.h>

#include <atomic>
#include <cctype>

namespace bailiwick::layers::gdal {

MemoryFile::MemoryFile(const std::string& bytes, const std::string& name) {
  static std::atomic<unsigned long> next{0};  // names only: two readers in one process must not share one
  std::string safe;
  for (const char c : name) {
    safe.push_back(std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ? c : '_');
  }
  path_ = "/vsimem/bailiwick/" + std::to_string(next++) + "/" + safe;
  const ErrorCollector errors;
  // GDAL only reads from a buffer it does not own; its interface lacks the const.
  auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
  VSILFILE* file = VSIFileFromMemBuffer(path_.c_str(), data, bytes.size(), FALSE);
  if (file == nullptr) throw Error(ErrorCode::out_of_memory, "no memory file could be made", name);
  VSIFCloseL(file);
}

MemoryFile::~MemoryFile() { VSIUnlink(path_.c_str()); }

}  // namespace bailiwick::layers::gdal
