#pragma once

// All tables that hold rows of a database, in the order in which they are written.

#include <vector>

#include "lichen/model/database.hpp"
#include "store/sqlite/flat_methods.hpp"
#include "store/sqlite/records.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// A table of records: `Columns<Record>::names` after `id`.
template <class Rows>
struct RecordTable {
  const char* name;
  Rows& rows;
};

/// A table of what some exchanges have: `columns` after `exchange`, which is its key.
template <class Side>
struct ExchangeTable {
  const char* name;
  std::string_view columns;
  Side& side;
};

/// Calls `visit` with each table of a database but `text` and `finding`. A table that the
/// model gains no longer compiles here.
template <class Rows, class Lists, class Visit>
void each_table(Rows& database, Lists& flat, const Visit& visit) {
  auto& [source, texts, findings, units, groups, properties, locations, flows,
         flow_factors, activities, exchanges, allocation, parameters, formulas, comments,
         distributions, quality, absent, costs, variables, volumes, exchange_properties,
         transfers, methods, categories, factors, id_texts] = database;
  visit(RecordTable{"id_text", flat.id_texts});
  visit(RecordTable{"unit", units});
  visit(RecordTable{"unit_group", groups});
  visit(RecordTable{"flow_property", properties});
  visit(RecordTable{"location", locations});
  visit(RecordTable{"flow", flows});
  visit(RecordTable{"flow_property_factor", flow_factors});
  visit(RecordTable{"activity", activities});
  visit(RecordTable{"exchange", exchanges});
  visit(RecordTable{"allocation_factor", allocation});
  visit(RecordTable{"parameter", parameters});
  visit(ExchangeTable{"exchange_formula", "formula", formulas});
  visit(ExchangeTable{"exchange_comment", "comment", comments});
  visit(ExchangeTable{"exchange_variable", "variable", variables});
  visit(ExchangeTable{"distribution", Columns<Distribution>::names, distributions});
  visit(ExchangeTable{"data_quality", Columns<DataQuality>::names, quality});
  visit(ExchangeTable{"absent_provider", Columns<AbsentProvider>::names, absent});
  visit(ExchangeTable{"cost", Columns<Cost>::names, costs});
  visit(ExchangeTable{"production_volume", Columns<ProductionVolume>::names, volumes});
  visit(RecordTable{"exchange_property", exchange_properties});
  visit(RecordTable{"transfer_coefficient", transfers});
  visit(RecordTable{"method", methods});
  visit(RecordTable{"category", categories});
  visit(RecordTable{"factor", factors});
  visit(RecordTable{"method_category", flat.method_categories});
  visit(RecordTable{"nw_set", flat.nw_sets});
  visit(RecordTable{"nw_factor", flat.nw_factors});
}

/// Calls `visit` with every field of every row: what checks and hashes do.
template <class Visit>
void each_field(const Database& database, const FlatLists& flat, const Visit& visit) {
  const auto all_of = [&](const auto& record) {
    using Record = std::remove_cvref_t<decltype(record)>;
    std::apply([&](const auto&... field) { (visit(field), ...); },
               Columns<Record>::fields(record));
  };
  each_table(database, flat, [&](const auto& table) {
    if constexpr (requires { table.rows; }) {
      for (const auto& row : table.rows) all_of(row);
    } else {
      for (const auto& row : table.side.rows()) {
        visit(row.exchange);
        all_of(row.value);
      }
    }
  });
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
