#pragma once

// The header of a SimaPro CSV file: how the rest of it is written.

#include <string>
#include <string_view>

namespace lichen::detail::simapro {

using View = std::string_view;

/// What separates fields and decimals, and what the file says of itself.
struct Dialect {
  char separator = ';';
  char decimal = '.';
  bool old = false;  ///< of SimaPro 7 and before: titles hold values, amounts come first
  bool separator_stated = false;
  bool decimal_stated = false;
  View exporter;       ///< as "SimaPro 9.1.0.7"
  View content;        ///< as "processes"
  View project;        ///< "" where none is named
  View format;         ///< the version of the format, as "9.0.0"
  std::size_t body{};  ///< where the header ends
};

/// True where a file starts as SimaPro's exports do: with entries in braces, one of which
/// is of SimaPro or names the separator; or, those of SimaPro 7 and before, with its
/// name.
bool is_simapro(View content);

/// Reads the header. Where it names no separator, the one that the first lines use.
Dialect read_dialect(View content);

/// A text without the blanks around it.
View trimmed(View text);
/// True where two texts are the same but for the case of ASCII letters.
bool same_word(View left, View right);

}  // namespace lichen::detail::simapro
