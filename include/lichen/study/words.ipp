#pragma once

// Texts as lower-case words, for searching and near matches.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A text with its ASCII letters in lower case.
inline std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// The words of a text, in lower case: what stands between blanks and punctuation.
inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : folded(text)) {
    const bool separates =
        std::string_view(" \t\r\n,;()[]\"/").find(c) != std::string_view::npos;
    if (!separates) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// True where a lower-case text holds every word.
inline bool holds_all(std::string_view lower, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return lower.find(word) != lower.npos;
  });
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
