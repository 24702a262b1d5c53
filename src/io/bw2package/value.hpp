#pragma once

// The JSON of bw2package files: dictionaries with keys of any kind, tuples, plain values.
// A dictionary is {"keys": […], "values": […], "__dict__": true} or a plain object, a
// tuple
// {"data": […], "__tuple__": true} or a plain array.

#include <optional>
#include <string_view>

#include "io/json/value.hpp"

namespace lichen::detail::bw {

using json::Array;
using json::array_of;
using json::Element;
using json::field;
using json::number_of;
using json::text_of;

/// The parts of a tuple or list.
inline std::optional<Array> sequence_of(std::optional<Element> element) {
  if (auto array = array_of(element)) return array;
  return element && element->is_object() ? array_of(field(*element, "data"))
                                         : std::nullopt;
}

/// The value that a dictionary of either form has for a key.
inline std::optional<Element> item(std::optional<Element> dictionary,
                                   std::string_view name) {
  if (!dictionary || !dictionary->is_object()) return std::nullopt;
  const auto keys = array_of(field(*dictionary, "keys"));
  const auto values = array_of(field(*dictionary, "values"));
  if (!keys || !values) return field(*dictionary, name);
  auto value = values->begin();
  for (const Element key : *keys) {
    if (value == values->end()) return std::nullopt;
    if (text_of(key) == name) return *value;
    ++value;
  }
  return std::nullopt;
}

inline std::string_view text_item(std::optional<Element> dictionary,
                                  std::string_view name) {
  return text_of(item(dictionary, name)).value_or("");
}

/// A node's key: (database, code).
struct Key {
  std::string_view database;
  std::string_view code;
};

inline std::optional<Key> key_of(std::optional<Element> element) {
  const auto parts = sequence_of(element);
  if (!parts || parts->size() != 2) return std::nullopt;
  const auto database = text_of(parts->at(0).value());
  const auto code = text_of(parts->at(1).value());
  if (!database || !code) return std::nullopt;
  return Key{*database, *code};
}

}  // namespace lichen::detail::bw
