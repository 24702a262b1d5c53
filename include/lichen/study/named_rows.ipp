#pragma once

// The rows of a table that a text stands for: by id, by name, by name and location.

#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/id.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/near_names.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// True where `text` is "name, location" of a row, the location by code or by name.
template <class Row>
bool is_name_and_location(const Database& database, const Row& row,
                          std::string_view text) {
  if constexpr (requires { row.location; }) {
    const std::string_view name = trimmed(database.text(row.name));
    if (!row.location || name.empty() || text.size() < name.size() + 3) return false;
    if (text.substr(0, name.size()) != name || text.substr(name.size(), 2) != ", ")
      return false;
    const std::string_view place = trimmed(text.substr(name.size() + 2));
    const Location& location = database.locations[row.location.at()];
    return place == trimmed(database.text(location.code)) ||
           place == trimmed(database.text(location.name));
  } else {
    return false;
  }
}

/// True where `text` is "name, version" of a row.
template <class Row>
bool is_name_and_version(const Database& database, const Row& row,
                         std::string_view text) {
  if constexpr (requires { row.version; }) {
    return !row.version.empty() && text == name_text(database, row.name) + ", " +
                                               name_text(database, row.version);
  } else {
    return false;
  }
}

/// The positions of the rows that a text stands for, in ascending order.
template <class Row>
std::vector<std::size_t> positions_of(const Database& database,
                                      const std::vector<Row>& rows,
                                      std::string_view text) {
  const std::string_view sought = trimmed(text);
  std::vector<std::size_t> found;
  if (sought.empty()) return found;
  const auto collect = [&](const auto& matches) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (matches(rows[i])) found.push_back(i);
    }
  };
  const Id id = make_id(sought);
  collect([&](const Row& row) { return row.id == id; });
  if (!found.empty()) return found;
  collect([&](const Row& row) { return trimmed(database.text(row.name)) == sought; });
  if (!found.empty()) return found;
  collect([&](const Row& row) {
    return is_name_and_location(database, row, sought) ||
           is_name_and_version(database, row, sought);
  });
  return found;
}

/// What a message about an unknown name ends with where none is near: all that there are,
/// as long as they are few.
inline std::string those_there_are(const std::vector<std::string_view>& names) {
  constexpr std::size_t few = 10;
  if (names.empty()) return "; there is none";
  if (names.size() > few) return {};
  std::vector<std::string> quoted;
  for (const auto name : names) quoted.push_back("\"" + std::string(name) + "\"");
  return "; there are " + joined(quoted);
}

/// The one row that a text stands for; `kind` says what it is in messages.
template <class Row>
std::size_t only_position(const Database& database, const std::vector<Row>& rows,
                          std::string_view text, const std::string& kind) {
  const auto found = positions_of(database, rows, text);
  if (found.size() == 1) return found.front();
  const std::string named = "\"" + std::string(trimmed(text)) + "\"";
  if (found.empty()) {
    std::vector<std::string_view> names;
    for (const Row& row : rows) names.push_back(trimmed(database.text(row.name)));
    const auto near = near_names(trimmed(text), names);
    throw DataError("no " + kind + " is called " + named +
                    (near.empty() ? those_there_are(names) : did_you_mean(near)));
  }
  std::vector<std::string> labels;
  for (const std::size_t at : found) {
    labels.push_back(distinct_label(database, rows[at]));
  }
  const std::string several =
      kind.back() == 'y' ? kind.substr(0, kind.size() - 1) + "ies" : kind + "s";
  throw DataError(named + " stands for " + std::to_string(found.size()) + " " + several +
                  "; name one by its id" + listed(labels));
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
