/// SQLite where OGR's way of a feature at a time is too slow: a file that is there, statements that are prepared once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace bailiwick::layers::write {

/// Whatever SQLite calls a failure becomes an Error(unwritable_file) that names the file.
class Database {
 public:
  /// Opens a file for writing, without a journal and without syncing: OutputFolder throws a half-written file away and syncs a whole one.
  explicit Database(const std::filesystem::path& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const std::string& sql);
  /// Closes and throws where the last bytes could not be written.
  void close();

 private:
  friend class Statement;
  void check(int status) const;

  std::string place_;
  sqlite3* handle_ = nullptr;
};

/// One statement with its values, numbered from 1. Bound text and bytes must live until the step.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind_null(int place);
  void bind_text(int place, std::string_view text);
  void bind_bytes(int place, std::string_view bytes);
  void bind_integer(int place, std::int64_t value);
  void bind_real(int place, double value);

  /// True while there is a row.
  bool step();
  /// One execution without rows, ready for the next.
  void run();

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

/// A name of a table or column as SQL.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace bailiwick::layers::write
