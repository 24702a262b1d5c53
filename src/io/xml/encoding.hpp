#pragma once

// What bytes of XML say: UTF-8 in the end, whatever they were written in.

#include <optional>
#include <string>
#include <string_view>

namespace lichen::detail::xml {

/// What was done to make a text UTF-8.
struct Recoding {
  std::string from;    ///< the encoding it was in; empty where nothing was done
  bool wrong = false;  ///< it is not the one that it declares
  std::string error;   ///< why it cannot be read; empty where it can
};

/// Turns a file into UTF-8 in place, by its byte order mark, else its declaration. Bytes
/// that are no UTF-8 where they should be are read as Windows-1252 (`wrong`).
Recoding make_utf8(std::string& text);

/// The byte that Windows-1252 has for one character in UTF-8; none where it has none.
std::optional<char> windows_1252_of(std::string_view character);

/// The first few thousand characters of a file with what is not ASCII left out, so that
/// marks can be looked for whatever its encoding.
std::string ascii_start(std::string_view content);

}  // namespace lichen::detail::xml
