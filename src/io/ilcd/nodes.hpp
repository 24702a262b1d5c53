#pragma once

// Elements by their name without a prefix: writers choose prefixes freely.

#include <cstring>
#include <string_view>

#include <pugixml.hpp>

#include "io/xml/value.hpp"

namespace lichen::detail::ilcd {

using View = std::string_view;

/// The name of an element or attribute without its prefix.
inline View local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}
inline View local_name(pugi::xml_node node) { return local_name(node.name()); }

/// The first child of a name; none where there is none.
inline pugi::xml_node child(pugi::xml_node parent, View name) {
  for (const pugi::xml_node node : parent.children()) {
    if (local_name(node) == name) return node;
  }
  return {};
}

/// The child of a child, and so on.
template <class... Names>
pugi::xml_node child(pugi::xml_node parent, View name, Names... more) {
  return child(child(parent, name), more...);
}

/// The text of an element, without the blanks around it.
inline View text_of(pugi::xml_node node) { return xml::trimmed(node.child_value()); }

/// An attribute by its name without a prefix, without the blanks around it.
inline View attribute(pugi::xml_node node, View name) {
  for (const pugi::xml_attribute at : node.attributes()) {
    if (local_name(at.name()) == name) return xml::trimmed(at.value());
  }
  return {};
}

}  // namespace lichen::detail::ilcd
