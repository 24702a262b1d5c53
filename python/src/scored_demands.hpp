#pragma once

// A table of demands with the database that knows how its ids are written.

#include <string>
#include <utility>

#include "lichen/model/database.hpp"
#include "lichen/study/demand_table.hpp"

namespace lichen::python {

/// Python keeps the database alive as long as the table.
struct ScoredDemands {
  DemandTable table;
  const Database* database = nullptr;  ///< null for a system of plain matrices
};

}  // namespace lichen::python
