#pragma once

// The eight kinds of elementary flows, each of three spellings.

#include <array>
#include <cstdint>
#include <optional>

#include "io/simapro/dialect.hpp"
#include "lichen/model/flow.hpp"

namespace lichen::detail::simapro {

enum class Compartment : std::uint8_t {
  raw,
  air,
  water,
  soil,
  waste,
  non_material,
  social,
  economic
};

struct CompartmentNames {
  View exchanges;   ///< the section of a process
  View substances;  ///< the block of the file
  View factors;     ///< the word of methods, which the category of a flow starts with
};

inline constexpr std::array compartment_names = {
    CompartmentNames{"Resources", "Raw materials", "Raw"},
    CompartmentNames{"Emissions to air", "Airborne emissions", "Air"},
    CompartmentNames{"Emissions to water", "Waterborne emissions", "Water"},
    CompartmentNames{"Emissions to soil", "Emissions to soil", "Soil"},
    CompartmentNames{"Final waste flows", "Final waste flows", "Waste"},
    CompartmentNames{"Non material emissions", "Non material emissions", "Non mat."},
    CompartmentNames{"Social issues", "Social issues", "Social"},
    CompartmentNames{"Economic issues", "Economic issues", "Economic"},
};

inline const CompartmentNames& names_of(Compartment compartment) {
  return compartment_names[static_cast<std::size_t>(compartment)];
}

/// The compartment that one of its three spellings names.
inline std::optional<Compartment> compartment_of(View name,
                                                 View CompartmentNames::* form) {
  for (std::size_t i = 0; i < compartment_names.size(); ++i) {
    if (same_word(name, compartment_names[i].*form)) return static_cast<Compartment>(i);
  }
  return std::nullopt;
}

/// Only raw materials come from nature.
inline NominalDirection direction_of(Compartment compartment) {
  return compartment == Compartment::raw ? NominalDirection::from_nature
                                         : NominalDirection::to_nature;
}

/// A sub-compartment; "" where it is unspecified.
inline View sub_compartment(View text) {
  return same_word(text, "(unspecified)") || same_word(text, "unspecified") ? View{}
                                                                            : text;
}

}  // namespace lichen::detail::simapro
