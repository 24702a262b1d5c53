#pragma once

// What a demand was understood to mean, as dictionaries.

#include <vector>

#include "columns.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/demand.hpp"

namespace lichen::python {

inline py::list resolved_rows(const Database& database,
                              const std::vector<ResolvedDemand>& demand) {
  return to_list(demand.size(), [&](std::size_t i) {
    const ResolvedDemand& entry = demand[i];
    py::dict row;
    row["activity"] = to_str(entry.activity);
    row["activity_id"] = to_str(database.id_text(entry.activity_id));
    row["location"] = to_str(entry.location);
    row["product"] = to_str(entry.product);
    row["amount"] = entry.amount;
    row["unit"] = to_str(entry.unit);
    row["reference_amount"] = entry.reference_amount;
    row["reference_unit"] = to_str(entry.reference_unit);
    return row;
  });
}

}  // namespace lichen::python
