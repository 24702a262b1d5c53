#pragma once

// The sections of processes and product stages, and what their rows hold.

#include <array>
#include <cstdint>

#include "io/simapro/compartments.hpp"

namespace lichen::detail::simapro {

/// What the fields of a row are.
enum class Form : std::uint8_t {
  text,             ///< free text, of one or more lines
  product,          ///< name; unit; amount; allocation; waste type; category; comment
  treatment,        ///< name; unit; amount; waste type; category; comment
  stage,            ///< name; unit; amount; category; comment
  technosphere,     ///< name; unit; amount; four of uncertainty; comment
  elementary,       ///< name; sub-compartment; unit; amount; four; comment
  fraction,         ///< treatment; waste type; per cent; comment
  input_parameter,  ///< name; value; four of uncertainty; hidden; comment
  calculated        ///< name; expression; comment
};

/// What the rows of a section are to their process.
enum class Use : std::uint8_t {
  none,
  own,        ///< what it makes or treats
  avoided,    ///< what others need not make
  materials,  ///< what it takes
  energy,     ///< what it takes as electricity or heat
  to_waste,   ///< what it gives to a treatment
  all_waste,  ///< the treatment of all that a product was made of
  separated,  ///< a fraction of the waste of one type
  remaining,  ///< a fraction of the rest
  referred    ///< the assembly that a stage is about: not an exchange
};

struct Section {
  View name;
  Form form = Form::text;
  Use use = Use::none;
  Compartment compartment = Compartment::raw;  ///< of elementary rows
};

inline constexpr std::array sections = {
    Section{"Products", Form::product, Use::own},
    Section{"Waste treatment", Form::treatment, Use::own},
    Section{"Waste scenario", Form::treatment, Use::own},
    Section{"Avoided products", Form::technosphere, Use::avoided},
    Section{"Resources", Form::elementary, Use::none, Compartment::raw},
    Section{"Materials/fuels", Form::technosphere, Use::materials},
    Section{"Electricity/heat", Form::technosphere, Use::energy},
    Section{"Emissions to air", Form::elementary, Use::none, Compartment::air},
    Section{"Emissions to water", Form::elementary, Use::none, Compartment::water},
    Section{"Emissions to soil", Form::elementary, Use::none, Compartment::soil},
    Section{"Final waste flows", Form::elementary, Use::none, Compartment::waste},
    Section{"Non material emissions", Form::elementary, Use::none,
            Compartment::non_material},
    Section{"Non material emission", Form::elementary, Use::none,
            Compartment::non_material},
    Section{"Social issues", Form::elementary, Use::none, Compartment::social},
    Section{"Economic issues", Form::elementary, Use::none, Compartment::economic},
    Section{"Waste to treatment", Form::technosphere, Use::to_waste},
    Section{"Separated waste", Form::fraction, Use::separated},
    Section{"Remaining waste", Form::fraction, Use::remaining},
    Section{"Input parameters", Form::input_parameter},
    Section{"Calculated parameters", Form::calculated},
    // of product stages
    Section{"Assembly", Form::technosphere, Use::materials},
    Section{"Reference assembly", Form::technosphere, Use::referred},
    Section{"Materials/assemblies", Form::technosphere, Use::materials},
    Section{"Materials and assemblies", Form::technosphere, Use::materials},
    Section{"Processes", Form::technosphere, Use::materials},
    Section{"Waste/Disposal scenario", Form::technosphere, Use::all_waste},
    Section{"Waste or disposal scenario", Form::technosphere, Use::all_waste},
    Section{"Waste scenarios", Form::technosphere, Use::all_waste},
    Section{"Disassemblies", Form::technosphere, Use::all_waste},
    Section{"Dissassemblies", Form::technosphere, Use::all_waste},
    Section{"Disposal scenarios", Form::technosphere, Use::all_waste},
    Section{"Reuses", Form::technosphere, Use::all_waste},
    Section{"Additional life cycles", Form::technosphere, Use::materials},
    // texts
    Section{"PlatformId"},
    Section{"Category type"},
    Section{"Process identifier"},
    Section{"Type"},
    Section{"Process name"},
    Section{"Status"},
    Section{"Time period"},
    Section{"Geography"},
    Section{"Technology"},
    Section{"Representativeness"},
    Section{"Multiple output allocation"},
    Section{"Substitution allocation"},
    Section{"Waste treatment allocation"},
    Section{"Cut off rules"},
    Section{"Capital goods"},
    Section{"Boundary with nature"},
    Section{"Infrastructure"},
    Section{"Date"},
    Section{"Record"},
    Section{"Generator"},
    Section{"External documents"},
    Section{"Literature references"},
    Section{"Literature reference"},
    Section{"Collection method"},
    Section{"Data treatment"},
    Section{"Verification"},
    Section{"Comment"},
    Section{"Allocation rules"},
    Section{"System description"},
};

/// The section of a title; null where there is none.
inline const Section* section_of(View title) {
  for (const Section& section : sections) {
    if (same_word(title, section.name)) return &section;
  }
  return nullptr;
}

}  // namespace lichen::detail::simapro
