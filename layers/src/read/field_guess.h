/// Which field means what, by its name in English and Chinese.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// Roles of fields. Of zones: id ... priority; of reports: x ... category, and id.
enum class FieldRole { id, unit, unit_name, person, name, parent, priority, width, x, y, time, report_id, status, category };

/// The machine word of a role: "unit_name".
[[nodiscard]] std::string role_word(FieldRole role);

struct FieldGuess {
  std::string field;   ///< empty: none
  std::string reason;  ///< one sentence; empty where nothing was found
};

/// The field named by the user, or the best guess. A name matches exactly, else folded (letters small, full-width plain, without blanks, dashes
/// and underscores). "-" says there is none. Throws Error(missing_column) when a named field is not there, or when it is there twice.
[[nodiscard]] FieldGuess choose_field(const std::vector<std::string>& fields, FieldRole role, const std::string& named, const std::string& place);

/// The same with a list of names that go before the general ones (a preset's).
[[nodiscard]] FieldGuess choose_field(const std::vector<std::string>& fields, FieldRole role, const std::string& named, const std::string& place,
                                      const std::vector<std::string>& preset_names, const std::string& preset);

/// Every field whose name speaks for the role, best first.
[[nodiscard]] std::vector<std::string> candidates(const std::vector<std::string>& fields, FieldRole role, const std::string& place);

/// Which of several candidates tells zones apart, by their counts of distinct values: the first that tells more than half of them, else the one that tells
/// most; 0 where there is none.
[[nodiscard]] std::size_t most_telling(const std::vector<std::uint64_t>& distinct, std::uint64_t zones);

/// Number of the one field of this name (exact, else folded); -1 when there is none. Throws Error(missing_column) when it is there twice.
[[nodiscard]] int find_field(const std::vector<std::string>& fields, const std::string& name, const std::string& place);

/// Names of longitude or latitude, as against x and y of some plane.
[[nodiscard]] bool is_degree_name(const std::string& field);

}  // namespace bailiwick::layers
