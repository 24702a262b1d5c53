#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/study/demand_table.hpp"
#include "lichen/study/result_findings.ipp"
#include "lichen/study/score_table.ipp"
#include "lichen/study/solvable.ipp"
#include "lichen/study/system.hpp"
#include "lichen/study/system.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Demands by columns, or why they are not understood.
inline std::vector<std::string> resolve_demands(const System& system,
                                                const std::vector<NamedDemand>& demands,
                                                DemandTable& table) {
  std::vector<std::string> failures(demands.size());
  for (std::size_t i = 0; i < demands.size(); ++i) {
    AnsweredDemand& row = table.demands.emplace_back();
    row.name = demands[i].name;
    try {
      row.demand = system.resolve(demands[i].demand);
    } catch (const Error& error) {
      failures[i] = error.what();
    }
  }
  return failures;
}

/// The part that all demands reach which can be answered; null where none can.
inline std::shared_ptr<const ReachedPart> part_of_demands(
    SystemParts& parts, const DemandTable& table, std::vector<std::string>& failures) {
  std::vector<std::vector<Index>> from(table.demands.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (const ResolvedDemand& row : table.demands[i].demand) {
      from[i].push_back(row.column.value);
    }
  }
  return shared_part(
      parts.assembly.a, parts.assembly.obstacles, from, failures,
      [&](const std::vector<Index>& columns) { return reached_part(parts, columns); });
}

/// A demand by positions of a part; a treatment is asked for by a negative amount.
inline std::vector<ProductAmount> within_part(const SystemParts& parts,
                                              const ReachedPart& part,
                                              const std::vector<ResolvedDemand>& demand) {
  std::vector<ProductAmount> amounts;
  for (const ResolvedDemand& row : demand) {
    const auto found =
        std::lower_bound(part.columns.begin(), part.columns.end(), row.column.value);
    amounts.push_back({static_cast<Index>(found - part.columns.begin()),
                       demand_sign(*parts.database, parts.assembly, row.column) *
                           row.reference_amount});
  }
  return amounts;
}

/// Columns of the table for the categories of a method, without scores; `reason` is that
/// of columns of the assembly where factors conflict.
inline std::vector<DemandCategory> demand_categories(const SystemParts& parts,
                                                     const MadeFactors& made,
                                                     DemandTable& table) {
  const Database& methods = *made.choice.methods;
  ScoringMethod& method = table.methods.emplace_back();
  method.source = methods.source.hash;
  if (made.method.method) {
    const Method& row = methods.methods[made.method.method.at()];
    method.name = name_text(methods, row.name);
    method.id = methods.id_text(row.id);
    method.version = name_text(methods, row.version);
  }
  std::vector<DemandCategory> columns;
  for (const CategoryIndex index : made.method.categories) {
    const Category& category = methods.categories[index.at()];
    columns.push_back({methods.id_text(category.id),
                       table.methods.size() - 1,
                       name_text(methods, category.name),
                       name_text(methods, category.unit),
                       {},
                       {}});
  }
  const Taint nothing(parts.assembly.a, {});
  add_conflicts(parts, made, nothing, table.reasons, columns);
  return columns;
}

/// The rows of several matrices of factors, one below the other.
inline SparseMatrix stacked(const std::vector<const SparseMatrix*>& all, Index columns) {
  std::vector<Eigen::Triplet<double, Index>> entries;
  Index rows = 0;
  for (const SparseMatrix* c : all) {
    for (Index k = 0; k < static_cast<Index>(c->cols()); ++k) {
      for_each_entry(*c, k, [&](Index row, double value) {
        entries.emplace_back(rows + row, k, value);
      });
    }
    rows += static_cast<Index>(c->rows());
  }
  SparseMatrix c(rows, columns);
  c.setFromTriplets(entries.begin(), entries.end());
  return c;
}

/// Numbers of the columns of a part at their places among all columns.
inline void spread_out(const std::vector<Index>& columns, std::size_t size, Vector& v) {
  if (v.empty()) return;  // of a demand without answer
  Vector all(size, 0.);
  for (std::size_t k = 0; k < columns.size(); ++k) all[at(columns[k])] = v[k];
  v = std::move(all);
}

/// Scores those demands that did not fail, and puts what came out into the table.
inline void score_the_rest(const SystemParts& parts, const ReachedPart& part,
                           const SparseMatrix& c, const DemandOptions& options,
                           std::vector<std::string>& failures, DemandTable& table) {
  std::vector<std::vector<ProductAmount>> demands;
  std::vector<std::size_t> row;
  for (std::size_t i = 0; i < failures.size(); ++i) {
    if (!failures[i].empty()) continue;
    demands.push_back(within_part(parts, part, table.demands[i].demand));
    row.push_back(i);
  }
  const auto matrix = [&] { return part.technosphere.matrix(); };
  DemandScores found = naming_columns(parts, matrix, part.columns, [&] {
    return score_demands(part.technosphere, part.b, c, demands, options);
  });
  table.way = found.way;
  table.way_reason = std::move(found.reason);
  table.solutions = found.solutions;
  table.report = part.technosphere.report();
  table.report.backward_error = found.backward_error;
  std::move(found.notes.begin(), found.notes.end(),
            std::back_inserter(table.report.notes));
  for (std::size_t k = 0; k < row.size(); ++k) {
    failures[row[k]] = std::move(found.failures[k]);
    for (std::size_t m = 0; m < table.categories.size(); ++m) {
      table.categories[m].scores[row[k]] = found.score(k, static_cast<Index>(m));
    }
    if (options.inventories) table.inventories[row[k]] = std::move(found.inventories[k]);
    if (options.scalings) {
      spread_out(part.columns, parts.assembly.columns.size(), found.scalings[k]);
      table.scalings[row[k]] = std::move(found.scalings[k]);
    }
  }
}

/// Gives every score that is not there its reason.
inline void put_reasons(const std::vector<std::string>& failures, DemandTable& table) {
  const Score none{std::numeric_limits<double>::quiet_NaN(), {}};
  std::map<std::string, Index> position;
  for (std::size_t i = 0; i < failures.size(); ++i) {
    Index failed = -1;
    if (!failures[i].empty()) {
      table.demands[i].failure = failures[i];
      const auto [found, is_new] =
          position.try_emplace(failures[i], static_cast<Index>(table.reasons.size()));
      if (is_new) table.reasons.push_back(failures[i]);
      failed = found->second;
    }
    for (DemandCategory& column : table.categories) {
      Index& reason = column.reason[i];
      if (failed >= 0) reason = failed;
      if (reason >= 0) column.scores[i] = none;
    }
  }
}

/// The reason of each demand where factors conflict, from those of columns.
inline void reasons_by_demand(DemandTable& table) {
  for (DemandCategory& column : table.categories) {
    std::vector<Index> reason(table.demands.size(), -1);
    for (std::size_t i = 0; i < reason.size(); ++i) {
      for (const ResolvedDemand& row : table.demands[i].demand) {
        reason[i] = std::max(reason[i], column.reason[row.column.at()]);
      }
    }
    column.reason = std::move(reason);
    column.scores.resize(table.demands.size());
  }
}

/// One finding for each reason, with the demands that it leaves without scores.
inline Findings failed_demand_findings(const DemandTable& table) {
  std::vector<std::vector<std::string>> names(table.reasons.size());
  for (std::size_t i = 0; i < table.demands.size(); ++i) {
    std::vector<char> met(table.reasons.size(), 0);
    for (const DemandCategory& column : table.categories) {
      if (column.reason[i] >= 0) met[at(column.reason[i])] = 1;
    }
    for (std::size_t r = 0; r < met.size(); ++r) {
      if (met[r] != 0) names[r].push_back("\"" + table.demands[i].name + "\"");
    }
  }
  Findings findings;
  for (std::size_t r = 0; r < names.size(); ++r) {
    if (names[r].empty()) continue;
    findings.add(answer_finding("demand_without_score", Severity::error,
                                joined(names[r], 5) + ": " + table.reasons[r],
                                "the other demands were answered",
                                static_cast<std::int64_t>(names[r].size())));
  }
  return findings;
}

}  // namespace detail

LICHEN_INLINE DemandTable System::calculate(const std::vector<NamedDemand>& demands,
                                            const std::vector<MethodChoice>& methods,
                                            const DemandOptions& options) const {
  if (demands.empty()) throw DataError("a table of demands needs at least one demand");
  if (methods.empty()) throw DataError("a table of demands needs at least one method");
  detail::SystemParts& parts = *parts_;
  DemandTable table;
  auto failures = detail::resolve_demands(*this, demands, table);
  std::vector<std::shared_ptr<const detail::MadeFactors>> factors;
  std::vector<const SparseMatrix*> matrices;
  for (const MethodChoice& choice : methods) {
    const auto made = factors.emplace_back(detail::factors_for(parts, choice));
    matrices.push_back(&made->characterisation.c);
    auto columns = detail::demand_categories(parts, *made, table);
    std::move(columns.begin(), columns.end(), std::back_inserter(table.categories));
    table.findings.append(made->characterisation.findings);
    table.findings.append(
        detail::empty_category_findings(*choice.methods, made->method.categories));
  }
  detail::reasons_by_demand(table);
  if (options.inventories) table.inventories.resize(demands.size());
  if (options.scalings) table.scalings.resize(demands.size());
  if (const auto part = detail::part_of_demands(parts, table, failures)) {
    const auto c = detail::stacked(matrices, static_cast<Index>(parts.assembly.b.rows()));
    detail::score_the_rest(parts, *part, c, options, failures, table);
    table.findings.append(detail::runaway_findings(parts, part->columns, part->runaway));
  }
  detail::put_reasons(failures, table);
  table.findings.append(detail::failed_demand_findings(table));
  table.policies = policies_of(parts.assembly.options, parts.solve);
  for (auto& policy : policies_of(methods.front().options)) {
    table.policies.push_back(std::move(policy));
  }
  return table;
}

}  // namespace lichen::inline LICHEN_ABI
