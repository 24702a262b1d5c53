#pragma once

// The columns of a system that have a solution, and which do not.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/study/reachability.hpp"
#include "lichen/study/system_parts.ipp"
#include "lichen/study/taint.ipp"

namespace lichen::inline LICHEN_ABI::detail {

/// The columns that can be solved, and their technosphere.
struct Solvable {
  std::vector<Index> columns;  ///< ascending
  std::optional<Technosphere> technosphere;
};

/// The columns that meet no reason; together they need no other one.
inline Solvable untainted(const std::vector<Index>& reason) {
  Solvable part;
  for (std::size_t j = 0; j < reason.size(); ++j) {
    if (reason[j] < 0) part.columns.push_back(static_cast<Index>(j));
  }
  return part;
}

/// Taints what keeps some columns from having a solution, and all that needs it.
inline void taint_culprits(Taint& taint, const std::vector<Index>& columns,
                           const SparseMatrix& a, const std::string& reason) {
  const Diagnosis diagnosis = diagnose(a);
  const Index why = taint.add_reason(reason);
  const auto spoil = [&](const std::vector<Index>& culprits) {
    for (const Index k : culprits) taint.spread(columns[at(k)], why);
  };
  spoil(diagnosis.activities_without_product);
  spoil(diagnosis.products_without_producer);
  spoil(diagnosis.contested_activities);
  for (const auto& loop : diagnosis.self_eating_loops) spoil(loop);
}

/// Takes out what has no solution, once, with all that needs it. `make(a, columns)` gives
/// the technosphere of some columns. @throws SingularError  where that is not enough.
template <class Make>
Solvable solvable(const SparseRef& a, Taint& taint, const Make& make) {
  Solvable part = untainted(taint.reason());
  if (part.columns.empty()) return part;
  const SparseMatrix chosen = square_part(a, part.columns);
  try {
    part.technosphere.emplace(make(chosen, part.columns));
    return part;
  } catch (const SingularError& error) {
    taint_culprits(taint, part.columns, chosen, error.what());
  }
  part = untainted(taint.reason());
  if (part.columns.empty()) return part;
  part.technosphere.emplace(make(square_part(a, part.columns), part.columns));
  return part;
}

/// The part of a system that several demands reach together, those left out that reach an
/// obstacle or what has no solution: they are told why in `failures`. `from` holds the
/// columns that each asks for; `make(columns)` gives a part. Null where none is left.
template <class Make>
std::shared_ptr<const ReachedPart> shared_part(
    const SparseRef& a, const std::vector<Obstacle>& obstacles,
    const std::vector<std::vector<Index>>& from, std::vector<std::string>& failures,
    const Make& make) {
  Taint taint(a, obstacles);
  const auto fail = [&](const auto& why) {
    std::vector<Index> together;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (!failures[i].empty()) continue;
      bool met = false;
      for (const Index column : from[i]) met = met || taint.reason()[at(column)] >= 0;
      if (met) failures[i] = why(from[i]);
      if (!met) together.insert(together.end(), from[i].begin(), from[i].end());
    }
    return reached_columns(a, together);
  };
  std::vector<Index> columns = fail([&](const std::vector<Index>& asked) {
    return obstacle_message(obstacles, reached_columns(a, asked));
  });
  if (columns.empty()) return nullptr;
  std::string reason;
  try {
    return make(columns);
  } catch (const SingularError& error) {
    reason = error.what();
    taint_culprits(taint, columns, square_part(a, columns), reason);
  }
  columns = fail([&](const std::vector<Index>&) { return reason; });
  if (columns.empty()) return nullptr;
  return make(columns);
}

}  // namespace lichen::inline LICHEN_ABI::detail
