#pragma once

// What a system keeps: its matrices, and what was made of them on first use.

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/calc/gain.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/study/column_names.ipp"
#include "lichen/study/convergence.ipp"
#include "lichen/study/label.ipp"
#include "lichen/study/method_choice.hpp"
#include "lichen/study/reachability.hpp"
#include "lichen/study/singular.ipp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"
#include "lichen/system/obstacle_text.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The part of a system that a demand reaches, ready to be solved.
struct ReachedPart {
  ReachedPart(std::vector<Index> reached, SparseMatrix exchanges, Technosphere solver)
      : columns(std::move(reached)), technosphere(std::move(solver)) {
    b.swap(exchanges);  // Eigen 3.4 moves sparse matrices by copying them
  }

  std::vector<Index> columns;  ///< of the assembly, ascending
  SparseMatrix b;              ///< all rows, these columns
  Technosphere technosphere;
  std::vector<std::vector<Index>> runaway;  ///< see `runaway_loops`
};

/// Factors that were made for a choice; what it points to is kept alive with it.
struct MadeFactors {
  MethodChoice choice;
  ResolvedMethod method;
  Characterisation characterisation;
};

/// A few values made on first use, the oldest forgotten. Values are shared, so that one
/// that is in use outlives its place here.
template <class Value>
class RecentValues {
 public:
  template <class Fits, class Make>
  std::shared_ptr<const Value> find_or_make(const Fits& fits, const Make& make) {
    {
      const std::lock_guard lock(mutex_);
      for (const auto& value : values_) {
        if (fits(*value)) return value;
      }
    }
    std::shared_ptr<const Value> made = make();
    const std::lock_guard lock(mutex_);
    values_.push_back(made);
    if (values_.size() > most) values_.pop_front();
    return made;
  }

 private:
  static constexpr std::size_t most = 16;
  std::mutex mutex_;
  std::deque<std::shared_ptr<const Value>> values_;
};

/// A database with its matrices, and what was made of them.
struct SystemParts {
  std::shared_ptr<const Database> database;
  Assembly assembly;
  SolveOptions solve;
  RecentValues<ReachedPart> reached;
  RecentValues<MadeFactors> factors;
  std::once_flag whole_made;
  std::unique_ptr<const Technosphere> whole;
  mutable std::once_flag names_made;
  mutable std::unique_ptr<const IndexedNames> names_by_index;

  /// Made when the first name is asked for.
  [[nodiscard]] const Names& names() const {
    std::call_once(names_made, [this] {
      names_by_index = std::make_unique<const IndexedNames>(*database, assembly);
    });
    return *names_by_index;
  }
};

/// -1 for the treatment of a waste, which is asked for by a positive amount and stands in
/// A with a negative one; else 1.
inline double demand_sign(const Database& database, const Assembly& assembly,
                          ColumnIndex index) {
  const Column& column = assembly.columns[index.at()];
  if (!column.product) return 1.;
  const Exchange& product = database.exchanges[column.product.at()];
  const bool treats = (product.direction == Direction::input) != (product.amount < 0.);
  return treats ? -1. : 1.;
}

/// What `call` gives for the columns of a part; see `naming_activities`.
template <class Matrix, class Call>
auto naming_columns(const SystemParts& parts, const Matrix& matrix,
                    const std::vector<Index>& columns, const Call& call) {
  return naming_activities(
      matrix,
      [&](Index k) {
        return activities_at(*parts.database, parts.assembly, columns, {k}).front();
      },
      call);
}

/// A technosphere of some columns; one that has no inverse is explained by names.
inline Technosphere named_technosphere(const SystemParts& parts, const SparseMatrix& a,
                                       const std::vector<Index>& columns) {
  try {
    return naming_columns(
        parts, [&] { return a; }, columns, [&] { return Technosphere(a, parts.solve); });
  } catch (const SingularError&) {
    throw SingularError(
        singular_message(*parts.database, parts.assembly, columns, diagnose(a)));
  }
}

/// What forbids an answer that needs some columns, ascending; empty where nothing does.
inline std::string obstacle_message(const std::vector<Obstacle>& obstacles,
                                    const std::vector<Index>& columns) {
  std::vector<Obstacle> met;
  for (const Obstacle& obstacle : obstacles) {
    if (std::binary_search(columns.begin(), columns.end(), obstacle.column.value)) {
      met.push_back(obstacle);
    }
  }
  if (met.empty()) return {};
  return "the demand reaches what is not settled; correct it or name a policy:" +
         obstacle_lines(met);
}

/// @throws DataError  where some of the columns, ascending, meet an obstacle.
inline void require_no_obstacle(const std::vector<Obstacle>& obstacles,
                                const std::vector<Index>& columns) {
  const std::string message = obstacle_message(obstacles, columns);
  if (!message.empty()) throw DataError(message);
}

/// Loops that use more of their own products than they make, as positions in `columns`;
/// a single activity is one where it nets below zero what it does not treat.
inline std::vector<std::vector<Index>> runaway_loops(const SystemParts& parts,
                                                     const Technosphere& technosphere,
                                                     const std::vector<Index>& columns) {
  const OrderedMatrix& m = technosphere.ordered();
  std::vector<std::vector<Index>> loops = loops_above_one(m);
  const auto larger_ones = static_cast<std::ptrdiff_t>(loops.size());
  for (std::size_t p = 0; p < m.diagonal.size(); ++p) {
    const Index j = m.column_at[p];
    if (m.row_at[p] != j || !(m.diagonal[p] < 0.)) continue;
    const ColumnIndex column(
        static_cast<std::size_t>(columns[static_cast<std::size_t>(j)]));
    const bool treats = demand_sign(*parts.database, parts.assembly, column) < 0.;
    if (!treats) loops.push_back({j});
  }
  std::sort(loops.begin() + larger_ones, loops.end());
  return loops;
}

/// The part that is reached from some columns. @throws as `System::calculate`.
inline std::shared_ptr<const ReachedPart> reached_part(SystemParts& parts,
                                                       const std::vector<Index>& from) {
  std::vector<Index> columns = reached_columns(parts.assembly.a, from);
  return parts.reached.find_or_make(
      [&](const ReachedPart& part) { return part.columns == columns; },
      [&] {
        require_no_obstacle(parts.assembly.obstacles, columns);
        const SparseMatrix a = square_part(parts.assembly.a, columns);
        const auto part =
            std::make_shared<ReachedPart>(columns, column_part(parts.assembly.b, columns),
                                          named_technosphere(parts, a, columns));
        part->runaway = runaway_loops(parts, part->technosphere, columns);
        return std::shared_ptr<const ReachedPart>(part);
      });
}

inline bool same_choice(const MethodChoice& a, const MethodChoice& b) {
  return a.methods == b.methods && a.method == b.method && a.categories == b.categories &&
         a.nw_set == b.nw_set && a.flow_map == b.flow_map &&
         a.options.on_duplicate_factor == b.options.on_duplicate_factor &&
         a.options.exclude_long_term == b.options.exclude_long_term;
}

inline std::shared_ptr<const MadeFactors> factors_for(SystemParts& parts,
                                                      const MethodChoice& choice) {
  return parts.factors.find_or_make(
      [&](const MadeFactors& made) { return same_choice(made.choice, choice); },
      [&] {
        const ResolvedMethod method = resolve_method(choice);
        return std::make_shared<const MadeFactors>(MadeFactors{
            choice, method,
            characterise(*parts.database, parts.assembly, *choice.methods,
                         method.categories, choice.flow_map.get(), choice.options)});
      });
}

/// The whole of A, factorised on first use.
inline const Technosphere& whole_technosphere(SystemParts& parts) {
  std::call_once(parts.whole_made, [&] {
    std::vector<Index> columns(parts.assembly.columns.size());
    std::iota(columns.begin(), columns.end(), Index{0});
    parts.whole = std::make_unique<const Technosphere>(
        named_technosphere(parts, parts.assembly.a, columns));
  });
  return *parts.whole;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
