#pragma once

// The part of a system that a demand reaches in some scenario, and who may not go there.

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/study/scenario.hpp"
#include "lichen/study/system_parts.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Scenarios by positions of the assembly, with the rows of their answers.
struct PreparedScenarios {
  std::vector<Scenario> scenarios;
  std::vector<ScenarioAnswer>* answers = nullptr;

  [[nodiscard]] bool runs(std::size_t i) const { return !(*answers)[i].failed(); }
};

/// Rows that scenarios link a column to.
using Links = std::map<Index, std::vector<Index>>;

inline void add_links(const Scenario& scenario, Links& links) {
  for (const Change& change : scenario.technosphere) {
    if (change.value != 0.) links[change.column].push_back(change.row);
  }
}

/// As `reached_columns`, also by links that are not in A.
inline std::vector<Index> reached_with(const SparseMatrix& a, std::vector<Index> from,
                                       const Links& links) {
  std::vector<Index> reached = reached_columns(a, from);
  for (bool grown = true; grown;) {
    grown = false;
    std::vector<Index> more = reached;
    for (const auto& [column, rows] : links) {
      if (!std::binary_search(reached.begin(), reached.end(), column)) continue;
      for (const Index row : rows) {
        if (std::binary_search(reached.begin(), reached.end(), row)) continue;
        more.push_back(row);
        grown = true;
      }
    }
    if (grown) reached = reached_columns(a, more);
  }
  return reached;
}

/// Lets each scenario on its own into what only scenarios reach; one that meets an
/// obstacle there, or a part without inverse, fails.
inline void fail_those_astray(SystemParts& parts, const std::vector<Index>& from,
                              const PreparedScenarios& prepared) {
  const auto base = reached_part(parts, from);
  for (std::size_t i = 0; i < prepared.scenarios.size(); ++i) {
    if (!prepared.runs(i)) continue;
    Links links;
    add_links(prepared.scenarios[i], links);
    const auto columns = reached_with(parts.assembly.a, from, links);
    if (columns == base->columns) continue;
    try {
      static_cast<void>(reached_part(parts, columns));
    } catch (const Error& error) {
      (*prepared.answers)[i].failure = error.what();
    }
  }
}

/// The part that all scenarios share which run. @throws as `System::calculate`, for the
/// demand alone.
inline std::shared_ptr<const ReachedPart> shared_part(SystemParts& parts,
                                                      const std::vector<Index>& from,
                                                      const PreparedScenarios& prepared) {
  const auto all_of_them = [&] {
    Links links;
    for (std::size_t i = 0; i < prepared.scenarios.size(); ++i) {
      if (prepared.runs(i)) add_links(prepared.scenarios[i], links);
    }
    return reached_part(parts, reached_with(parts.assembly.a, from, links));
  };
  try {
    return all_of_them();
  } catch (const Error&) {
    fail_those_astray(parts, from, prepared);
  }
  return all_of_them();
}

/// A scenario by positions of the part; what is outside has no effect, and is counted.
inline Scenario within(const ReachedPart& part, const Scenario& scenario,
                       ScenarioAnswer& answer) {
  Scenario result;
  result.name = scenario.name;
  const auto position = [&](Index column) {
    const auto found = std::lower_bound(part.columns.begin(), part.columns.end(), column);
    if (found == part.columns.end() || *found != column) return Index{-1};
    return static_cast<Index>(found - part.columns.begin());
  };
  answer.changes = scenario.technosphere.size() + scenario.biosphere.size();
  for (const Change& change : scenario.technosphere) {
    const Index column = position(change.column);
    const Index row = position(change.row);
    if (column < 0) ++answer.unreached;
    if (column < 0 || row < 0) continue;  // a row outside is set to 0, which it is
    result.technosphere.push_back({row, column, change.value});
  }
  for (const Change& change : scenario.biosphere) {
    const Index column = position(change.column);
    if (column < 0) ++answer.unreached;
    if (column < 0) continue;
    result.biosphere.push_back({change.row, column, change.value});
  }
  return result;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
