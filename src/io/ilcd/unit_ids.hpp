#pragma once

// Ids of units: the format gives them none.

#include <string_view>

#include <fmt/format.h>

#include "lichen/base/id.hpp"

namespace lichen::detail::ilcd {

/// The id of a unit by its name and its place in its group.
inline Id unit_id(std::string_view name, Id group, std::size_t place) {
  return make_id(fmt::format("unit {} {} of {}", place, name, to_string(group)));
}

/// The id of the unit that is so many reference units of a group, as "12.5 kg".
inline Id unit_id_of_many(std::string_view name, Id group) {
  return make_id(fmt::format("so many: {} of {}", name, to_string(group)));
}

}  // namespace lichen::detail::ilcd
