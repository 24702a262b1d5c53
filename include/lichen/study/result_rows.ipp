#pragma once

// Rows of a result: inventory, coverage, flows at the border, scores, contributions.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lichen/study/label.ipp"
#include "lichen/study/result.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// True where a match gave a flow a factor, be it 0.
inline bool gives_a_factor(const FactorMatch& match) {
  return match.rule == MatchRule::same_id || match.rule == MatchRule::flow_map;
}

/// Marks the rows of B that some category holds a factor for.
inline std::vector<char> characterised_rows(const Assembly& assembly,
                                            const Characterisation& made) {
  std::vector<char> marks(assembly.flows.size(), 0);
  for (const FactorMatch& match : made.matches) {
    if (gives_a_factor(match)) marks[static_cast<std::size_t>(match.flow)] = 1;
  }
  return marks;
}

/// The flows with an amount; `marks` is empty where nothing was characterised.
inline std::vector<InventoryRow> inventory_rows(const Database& database,
                                                const Assembly& assembly, const Vector& g,
                                                const std::vector<char>& marks) {
  std::vector<InventoryRow> rows;
  for (std::size_t k = 0; k < g.size(); ++k) {
    if (g[k] == 0.) continue;
    const Flow& flow = database.flows[assembly.flows[k].at()];
    rows.push_back({flow.id, name_text(database, flow.name),
                    name_text(database, flow.category),
                    reference_unit_text(database, flow), assembly.directions[k], g[k],
                    !marks.empty() && marks[k] != 0});
  }
  return rows;
}

inline Coverage coverage_of(const std::vector<InventoryRow>& inventory) {
  Coverage coverage;
  std::map<std::string, UnitCoverage> units;
  for (const InventoryRow& row : inventory) {
    UnitCoverage& unit = units[row.unit];
    unit.unit = row.unit;
    ++unit.flows;
    unit.amount += std::abs(row.amount);
    if (row.characterised) {
      ++coverage.characterised;
      continue;
    }
    ++coverage.uncharacterised;
    ++unit.without_factor;
    unit.amount_without += std::abs(row.amount);
  }
  for (auto& [name, unit] : units) {
    unit.share_without = unit.amount > 0. ? unit.amount_without / unit.amount : 0.;
    coverage.units.push_back(std::move(unit));
  }
  return coverage;
}

/// open · s, row by row: columns in ascending order, so that bits do not vary.
inline Vector open_amounts(const Assembly& assembly, const Vector& scaling) {
  Vector amounts(static_cast<std::size_t>(assembly.open.rows()), 0.);
  for (Index j = 0; j < assembly.open.cols(); ++j) {
    const double s = scaling[static_cast<std::size_t>(j)];
    if (s == 0.) continue;
    for (SparseMatrix::InnerIterator entry(assembly.open, j); entry; ++entry) {
      amounts[static_cast<std::size_t>(entry.row())] += entry.value() * s;
    }
  }
  return amounts;
}

inline std::vector<OpenFlow> open_rows_of(const Database& database,
                                          const Assembly& assembly,
                                          const Vector& scaling) {
  const Vector amounts = open_amounts(assembly, scaling);
  std::vector<OpenFlow> rows;
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    if (amounts[k] == 0.) continue;
    const Flow& flow = database.flows[assembly.open_rows[k].flow.at()];
    rows.push_back({flow.id, name_text(database, flow.name),
                    reference_unit_text(database, flow), assembly.open_rows[k].kind,
                    amounts[k]});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const OpenFlow& a, const OpenFlow& b) {
    return std::pair(a.kind, a.id) < std::pair(b.kind, b.id);
  });
  return rows;
}

inline std::vector<CategoryScore> score_rows(const Database& methods,
                                             const std::vector<CategoryIndex>& categories,
                                             const std::vector<Score>& scores) {
  std::vector<CategoryScore> rows;
  for (std::size_t k = 0; k < categories.size(); ++k) {
    const Category& category = methods.categories[categories[k].at()];
    CategoryScore row;
    row.id = category.id;
    row.category = name_text(methods, category.name);
    row.unit = name_text(methods, category.unit);
    row.value = scores[k].value;
    row.error = scores[k].error;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The rows of C as dense vectors: one factor per row of B.
inline std::vector<Vector> dense_rows(const SparseMatrix& c) {
  std::vector<Vector> rows(static_cast<std::size_t>(c.rows()),
                           Vector(static_cast<std::size_t>(c.cols()), 0.));
  for (Index k = 0; k < c.cols(); ++k) {
    for (SparseMatrix::InnerIterator entry(c, k); entry; ++entry) {
      rows[static_cast<std::size_t>(entry.row())][static_cast<std::size_t>(k)] =
          entry.value();
    }
  }
  return rows;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
