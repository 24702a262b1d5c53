#pragma once

// A small study whose answers fit on a napkin.

#include <memory>

#include "lichen/model/builder.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/method_choice.hpp"

namespace lichen::test {

/// Heat from coal, with a loop (the mine needs power, the plant needs coal), a waste that
/// is treated, and a plant of the same name that makes something else.
///
/// Per 10 MJ of heat: coal x = 1 + 0.4 p kg and power p = 0.05 x kWh, so x = 1 / 0.98.
/// Carbon dioxide 2 + p kg, methane 0.004 x kg, coal in ground 1.1 x kg; 0.1 kg of ash is
/// landfilled, which leaches 0.0002 kg of lead in the long term.
DatabaseBuilder small_study();

/// The study with its method "impacts", version "1": "climate" (kg CO2 eq: carbon dioxide
/// 1, methane 30), "toxicity" (CTUh: lead 100), and a set "persons" in Pt (climate R 4,
/// weight 0.5; toxicity R 2, weight 0.5).
std::shared_ptr<const Database> small_study_with_method();

/// A choice of all that `small_study_with_method` holds.
MethodChoice method_of(std::shared_ptr<const Database> database, const char* nw_set = "");

/// Kilograms of coal per 10 MJ of heat.
inline constexpr double coal_of_heat = 1. / 0.98;
/// Kilowatt-hours of power per 10 MJ of heat.
inline constexpr double power_of_heat = 0.05 / 0.98;
/// kg CO2 eq per 10 MJ of heat.
inline constexpr double climate_of_heat = 2. + power_of_heat + 30. * 0.004 * coal_of_heat;

}  // namespace lichen::test
