#pragma once

// How rows of a database are named in messages and tables.

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A text without the blanks at its ends: names of USLCI carry trailing ones.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The shortest text that reads back to the same number.
inline std::string amount_text(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr};
}

inline std::string name_text(const Database& database, Text name) {
  return std::string(trimmed(database.text(name)));
}

/// The code of a location, else its name; empty where there is none.
inline std::string location_text(const Database& database, LocationIndex location) {
  if (!location) return {};
  const Location& place = database.locations[location.at()];
  return name_text(database, place.code.empty() ? place.name : place.code);
}

inline std::string reference_unit_text(const Database& database, const Flow& flow) {
  return flow.reference_unit
             ? name_text(database, database.units[flow.reference_unit.at()].name)
             : std::string();
}

/// As `"name" (id, location)`.
template <class Row>
std::string full_label(const Database& database, const Row& row) {
  std::string label =
      "\"" + name_text(database, row.name) + "\" (" + database.id_text(row.id);
  if constexpr (requires { row.location; }) {
    const std::string location = location_text(database, row.location);
    if (!location.empty()) label += ", " + location;
  }
  return label + ")";
}

/// A full label and what else tells rows of one name apart: the place in the tree.
template <class Row>
std::string distinct_label(const Database& database, const Row& row) {
  std::string label = full_label(database, row);
  if constexpr (requires { row.category; }) {
    const std::string category = name_text(database, row.category);
    if (!category.empty()) label += " in " + category;
  }
  return label;
}

/// Labels one after another, at most `most` of them, and how many more there are.
inline std::string joined(const std::vector<std::string>& labels, std::size_t most = 10) {
  std::string text;
  for (std::size_t i = 0; i < labels.size() && i < most; ++i) {
    text += (i == 0 ? "" : "; ") + labels[i];
  }
  if (labels.size() > most) {
    text += "; and " + std::to_string(labels.size() - most) + " more";
  }
  return text;
}

/// Labels on lines of their own below the text that they end, as `joined` otherwise.
inline std::string listed(const std::vector<std::string>& labels, std::size_t most = 10) {
  std::string text = ":";
  for (std::size_t i = 0; i < labels.size() && i < most; ++i) text += "\n  " + labels[i];
  if (labels.size() > most) {
    text += "\n  and " + std::to_string(labels.size() - most) + " more";
  }
  return text;
}

/// The word at the position of an enumerator.
template <class Enum, std::size_t Count>
std::string enum_word(Enum value, const char* const (&words)[Count]) {
  const auto at = static_cast<std::size_t>(value);
  return at < Count ? words[at] : "unknown";
}

/// The question that ends a message about an unknown name; empty without near matches.
inline std::string did_you_mean(const std::vector<std::string>& near) {
  if (near.empty()) return {};
  std::string text = "; did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) {
    text += (i == 0                 ? ""
             : i + 1 == near.size() ? " or "
                                    : ", ") +
            ("\"" + near[i] + "\"");
  }
  return text + "?";
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
