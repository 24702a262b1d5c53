#pragma once

// Solves an assembled system with a dense, pivoted elimination of its own, for tests.

#include <string>
#include <vector>

#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::test {

/// The column of an activity, by its name and the name of its product (empty: the first).
/// @pre there is one.
ColumnIndex column_of(const Database& database, const Assembly& assembly,
                      const std::string& activity, const std::string& product = "");

/// How much runs of each column for `amount` of what a column makes or treats: a
/// treatment is asked for with a positive amount, as in a study.
std::vector<double> scaling(const Assembly& assembly, ColumnIndex column, double amount);

/// The amount of a flow in B s, 0 where B lacks the flow.
double inventory_of(const Database& database, const Assembly& assembly,
                    const std::vector<double>& scaling, const std::string& flow);

}  // namespace lichen::test
