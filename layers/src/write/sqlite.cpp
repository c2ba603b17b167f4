#include "write/sqlite.h"

#include "write/temporary.h"

#include <bailiwick/error.h>

#include <fmt/format.h>
#include <sqlite3.h>

namespace bailiwick::layers::write {

Database::Database(const std::filesystem::path& path) : place_(shown(path)) {
  const int status = sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
  try {
    check(status);
    for (const char* setting : {"journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -16384"}) {
      execute(std::string("PRAGMA ") + setting);
    }
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::check(int status) const {
  if (status == SQLITE_OK || status == SQLITE_ROW || status == SQLITE_DONE) return;
  const char* why = handle_ == nullptr ? sqlite3_errstr(status) : sqlite3_errmsg(handle_);
  throw Error(ErrorCode::unwritable_file, fmt::format("{}: SQLite could not write it: {}", place_, why), place_);
}

void Database::execute(const std::string& sql) { check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr)); }

void Database::close() {
  check(sqlite3_close(handle_));
  handle_ = nullptr;
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
  database.check(sqlite3_prepare_v2(database.handle_, sql.data(), static_cast<int>(sql.size()), &handle_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::bind_null(int place) { database_.check(sqlite3_bind_null(handle_, place)); }
void Statement::bind_text(int place, std::string_view text) {
  database_.check(sqlite3_bind_text64(handle_, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void Statement::bind_bytes(int place, std::string_view bytes) {
  database_.check(sqlite3_bind_blob64(handle_, place, bytes.data(), bytes.size(), SQLITE_STATIC));
}
void Statement::bind_integer(int place, std::int64_t value) { database_.check(sqlite3_bind_int64(handle_, place, value)); }
void Statement::bind_real(int place, double value) { database_.check(sqlite3_bind_double(handle_, place, value)); }

bool Statement::step() {
  const int status = sqlite3_step(handle_);
  database_.check(status);
  return status == SQLITE_ROW;
}

void Statement::run() {
  while (step()) {
  }
  database_.check(sqlite3_reset(handle_));
}

std::string Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(handle_, column);
  return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string quoted_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace bailiwick::layers::write
