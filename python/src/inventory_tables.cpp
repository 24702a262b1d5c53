// Activities, flows and exchanges of a database as columns.

#include <limits>

#include "columns.hpp"
#include "database_tables.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

/// A row of a table, or an IndexError that names the table.
template <class Row>
const Row& row_of(const std::vector<Row>& rows, std::size_t at, const char* what) {
  if (at >= rows.size()) throw py::index_error(std::string("no ") + what + " there");
  return rows[at];
}

/// Positions of exchanges: those of one activity, or all.
struct Span {
  std::size_t first, size;
};
Span exchange_span(const Database& db, std::optional<std::size_t> activity) {
  if (!activity) return {0, db.exchanges.size()};
  const Activity& row = row_of(db.activities, *activity, "activity");
  return {row.first_exchange, row.exchange_count};
}

/// The activity of each exchange in a span.
std::vector<ActivityIndex> owners(const Database& db, const Span& span) {
  std::vector<ActivityIndex> owner(span.size);
  for (std::size_t a = 0; a < db.activities.size(); ++a) {
    const Activity& row = db.activities[a];
    for (std::size_t i = 0; i < row.exchange_count; ++i) {
      const std::size_t at = row.first_exchange + i;
      if (at >= span.first && at < span.first + span.size) {
        owner[at - span.first] = ActivityIndex(a);
      }
    }
  }
  return owner;
}

/// Texts of a side table for a span of exchanges.
py::list side_texts(const SideTable<Text>& table, const Span& span, SharedTexts& texts) {
  return to_list(span.size, [&](std::size_t i) {
    const Text* found = table.find(ExchangeIndex(span.first + i));
    return texts(found == nullptr ? Text{} : *found);
  });
}

}  // namespace

py::dict activity_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.activities;
  const auto column = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return field(rows[i]); });
  };
  const auto reference = [&](const Activity& a) {
    return a.reference ? &db.exchanges[a.reference.at()] : nullptr;
  };
  py::dict table;
  table["id"] = column([&](const Activity& a) { return to_str(db.id_text(a.id)); });
  table["name"] = column([&](const Activity& a) { return texts(a.name); });
  table["location"] = column([&](const Activity& a) { return texts.place(a.location); });
  table["product"] = column([&](const Activity& a) {
    const Exchange* e = reference(a);
    return texts(e == nullptr ? Text{} : db.flows[e->flow.at()].name);
  });
  table["amount"] = column([&](const Activity& a) {
    const Exchange* e = reference(a);
    return py::float_(e == nullptr ? std::numeric_limits<double>::quiet_NaN()
                                   : e->amount);
  });
  table["unit"] = column([&](const Activity& a) {
    const Exchange* e = reference(a);
    return e == nullptr ? texts(Text{}) : texts.unit(e->unit, db.flows[e->flow.at()]);
  });
  table["category"] = column([&](const Activity& a) { return texts(a.category); });
  table["type"] =
      column([&](const Activity& a) { return py::object(py::str(word(a.type))); });
  table["default_allocation"] = column(
      [&](const Activity& a) { return py::object(py::str(word(a.default_allocation))); });
  table["exchanges"] =
      column([&](const Activity& a) { return py::int_(a.exchange_count); });
  table["tags"] = column([&](const Activity& a) { return texts(a.tags); });
  table["description"] = column([&](const Activity& a) { return texts(a.description); });
  table["file"] = column([&](const Activity& a) { return texts(a.file); });
  return table;
}

py::dict flow_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.flows;
  const auto column = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return field(rows[i]); });
  };
  py::dict table;
  table["id"] = column([&](const Flow& f) { return to_str(db.id_text(f.id)); });
  table["name"] = column([&](const Flow& f) { return texts(f.name); });
  table["type"] = column([&](const Flow& f) { return py::str(word(f.type)); });
  table["category"] = column([&](const Flow& f) { return texts(f.category); });
  table["unit"] = column([&](const Flow& f) { return texts.unit(f.reference_unit); });
  table["property"] = column([&](const Flow& f) {
    return texts(f.reference_property ? db.flow_properties[f.reference_property.at()].name
                                      : Text{});
  });
  table["direction"] = column([&](const Flow& f) { return py::str(word(f.nominal)); });
  table["location"] = column([&](const Flow& f) { return texts.place(f.location); });
  table["cas"] = column([&](const Flow& f) { return texts(f.cas); });
  table["formula"] = column([&](const Flow& f) { return texts(f.formula); });
  table["synonyms"] = column([&](const Flow& f) { return texts(f.synonyms); });
  table["stub"] = to_flags(rows.size(), [&](std::size_t i) { return rows[i].stub; });
  return table;
}

py::dict exchange_columns(const Database& db, std::optional<std::size_t> activity) {
  const Span span = exchange_span(db, activity);
  const std::vector<ActivityIndex> owner = owners(db, span);
  SharedTexts texts(db);
  SharedIds activity_ids(db, db.activities);
  SharedIds flow_ids(db, db.flows);
  const auto row = [&](std::size_t i) -> const Exchange& {
    return db.exchanges[span.first + i];
  };
  const auto flow = [&](std::size_t i) -> const Flow& {
    return db.flows[row(i).flow.at()];
  };
  const auto name = [&](ActivityIndex a) {
    return texts(a ? db.activities[a.at()].name : Text{});
  };
  const auto column = [&](auto make) { return to_list(span.size, make); };
  py::dict table;
  table["activity"] = column([&](std::size_t i) { return name(owner[i]); });
  table["flow"] = column([&](std::size_t i) { return texts(flow(i).name); });
  table["category"] = column([&](std::size_t i) { return texts(flow(i).category); });
  table["type"] = column([&](std::size_t i) { return py::str(word(flow(i).type)); });
  table["direction"] =
      column([&](std::size_t i) { return py::str(word(row(i).direction)); });
  table["amount"] =
      to_numbers<double>(span.size, [&](std::size_t i) { return row(i).amount; });
  table["unit"] = column([&](std::size_t i) { return texts.unit(row(i).unit, flow(i)); });
  table["location"] = column([&](std::size_t i) { return texts.place(row(i).location); });
  table["provider"] = column([&](std::size_t i) { return name(row(i).provider); });
  table["avoided"] = to_flags(span.size, [&](std::size_t i) { return row(i).avoided; });
  table["reference"] = to_flags(span.size, [&](std::size_t i) {
    return owner[i] &&
           db.activities[owner[i].at()].reference == ExchangeIndex(span.first + i);
  });
  table["formula"] = side_texts(db.exchange_formulas, span, texts);
  table["distribution"] = column([&](std::size_t i) {
    const Distribution* d = db.distributions.find(ExchangeIndex(span.first + i));
    return py::str(d == nullptr ? "" : word(d->type));
  });
  table["comment"] = side_texts(db.exchange_comments, span, texts);
  table["activity_id"] = column([&](std::size_t i) { return activity_ids(owner[i]); });
  table["flow_id"] = column([&](std::size_t i) { return flow_ids(row(i).flow); });
  table["provider_id"] =
      column([&](std::size_t i) { return activity_ids(row(i).provider); });
  table["internal_id"] = to_numbers<std::int64_t>(
      span.size, [&](std::size_t i) { return row(i).internal_id; });
  return table;
}

py::dict allocation_columns(const Database& db, std::optional<std::size_t> activity) {
  SharedTexts texts(db);
  SharedIds activity_ids(db, db.activities);
  SharedIds flow_ids(db, db.flows);
  std::vector<const AllocationFactor*> rows;
  for (const AllocationFactor& row : db.allocation_factors) {
    if (!activity || row.activity == ActivityIndex(*activity)) rows.push_back(&row);
  }
  const auto column = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return field(*rows[i]); });
  };
  py::dict table;
  table["activity_id"] =
      column([&](const AllocationFactor& f) { return activity_ids(f.activity); });
  table["product"] = column([&](const AllocationFactor& f) {
    return texts(f.product ? db.flows[f.product.at()].name : Text{});
  });
  table["method"] =
      column([&](const AllocationFactor& f) { return py::str(word(f.method)); });
  table["value"] =
      to_numbers<double>(rows.size(), [&](std::size_t i) { return rows[i]->value; });
  table["formula"] = column([&](const AllocationFactor& f) { return texts(f.formula); });
  table["exchange_flow"] = column([&](const AllocationFactor& f) {
    return texts(f.exchange ? db.flows[db.exchanges[f.exchange.at()].flow.at()].name
                            : Text{});
  });
  table["product_id"] =
      column([&](const AllocationFactor& f) { return flow_ids(f.product); });
  return table;
}

}  // namespace lichen::python
