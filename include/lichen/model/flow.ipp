#pragma once

#include <algorithm>
#include <cctype>
#include <string>

#include "lichen/model/flow.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// True where `path` has `word` standing by itself, between letters of no kind.
inline bool has_word(std::string_view path, std::string_view word) {
  const auto is_letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
  };
  for (auto at = path.find(word); at != path.npos; at = path.find(word, at + 1)) {
    const bool starts = at == 0 || !is_letter(path[at - 1]);
    const auto end = at + word.size();
    if (starts && (end == path.size() || !is_letter(path[end]))) return true;
  }
  return false;
}

}  // namespace detail

LICHEN_INLINE NominalDirection nominal_direction(std::string_view path) {
  const std::string lower = detail::lower_case(path);
  for (const char* word :
       {"resource", "resources", "in ground", "raw", "land use", "from nature",
        "from air", "from water", "from soil", "from ground"}) {
    if (detail::has_word(lower, word)) return NominalDirection::from_nature;
  }
  for (const char* word : {"air", "water", "soil", "emission", "emissions", "waste",
                           "ground water", "economic", "social", "non material"}) {
    if (detail::has_word(lower, word)) return NominalDirection::to_nature;
  }
  return NominalDirection::unknown;
}

LICHEN_INLINE bool is_long_term(std::string_view path) {
  const std::string lower = detail::lower_case(path);
  return lower.find("long-term") != lower.npos || lower.find("long term") != lower.npos;
}

}  // namespace lichen::inline LICHEN_ABI
