#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/calc/gain.hpp"
#include "lichen/study/matrix_system.hpp"
#include "lichen/study/reachability.hpp"
#include "lichen/study/singular.ipp"
#include "lichen/study/system_parts.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

[[nodiscard]] inline std::string size_text(const SystemMatrices::View& m) {
  return std::to_string(m.rows()) + " x " + std::to_string(m.cols());
}

inline void require_sizes(const SystemMatrices& m) {
  if (m.a.rows() == 0 || m.a.rows() != m.a.cols()) {
    throw ShapeError("A (products x activities) must be square and not empty, it is " +
                     size_text(m.a));
  }
  if (m.b.cols() != m.a.cols()) {
    throw ShapeError("B (elementary flows x activities) must have a column for each of " +
                     std::to_string(m.a.cols()) + " activities, it is " + size_text(m.b));
  }
  if (m.c.rows() != 0 && m.c.cols() != m.b.rows()) {
    throw ShapeError("C (categories x elementary flows) must have a column for each of " +
                     std::to_string(m.b.rows()) + " flows, it is " + size_text(m.c));
  }
}

inline void require_positions(const SystemMatrices& m) {
  const auto require = [](std::size_t position, Eigen::Index size, const char* what) {
    if (position < static_cast<std::size_t>(size)) return;
    throw ShapeError(std::string("there is no ") + what + " " + std::to_string(position) +
                     " among " + std::to_string(size));
  };
  for (const Obstacle& obstacle : m.obstacles) {
    require(obstacle.column.at(), m.a.cols(), "activity");
  }
  for (const FactorConflict& conflict : m.conflicts) {
    require(at(conflict.category), m.c.rows(), "category");
    require(at(conflict.flow), m.b.rows(), "flow");
  }
}

inline void require_finite(const char* name, const SparseRef& m) {
  for (Index j = 0; j < static_cast<Index>(m.cols()); ++j) {
    for (SparseRef::InnerIterator it(m, j); it; ++it) {
      if (std::isfinite(it.value())) continue;
      throw ShapeError(std::string(name) + " entry of row " + std::to_string(it.row()) +
                       ", column " + std::to_string(j) + " is not a finite number");
    }
  }
}

[[nodiscard]] inline bool has_full_diagonal(const SparseRef& a) {
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    bool found = false;
    for (SparseRef::InnerIterator it(a, j); it; ++it) {
      found = found || (it.row() == j && it.value() != 0.);
    }
    if (!found) return false;
  }
  return true;
}

[[nodiscard]] inline std::string name_or_position(
    const std::function<std::string(Index)>& name, const char* what, Index position) {
  if (name) return name(position);
  return what + std::string(" ") + std::to_string(position);
}

}  // namespace detail

struct MatrixSystem::Parts {
  Parts(SystemMatrices given, const SolveOptions& how)
      : matrices(std::move(given)),
        options(how),
        paired(matrices.paired || detail::has_full_diagonal(matrices.a)),
        no_categories(0, matrices.b.rows()) {}

  SystemMatrices matrices;
  SolveOptions options;
  bool paired = false;
  SparseMatrix no_categories;  ///< stands for a C that is not there
  detail::RecentValues<detail::ReachedPart> reached;

  /// Names of activities by their positions in a part.
  [[nodiscard]] auto activity_of(const std::vector<Index>& columns) const {
    return [this, &columns](Index k) {
      return detail::name_or_position(matrices.activity_name, "activity",
                                      columns[static_cast<std::size_t>(k)]);
    };
  }

  /// What `call` gives for a part; see `naming_activities`.
  template <class Matrix, class Call>
  auto naming(const Matrix& matrix, const std::vector<Index>& columns,
              const Call& call) const {
    return detail::naming_activities(matrix, activity_of(columns), call);
  }

  /// In the order that is known, where `a` is all of A.
  [[nodiscard]] Technosphere ordered(const SparseMatrix& a) const {
    if (a.cols() != matrices.a.cols()) return Technosphere(a, options);
    return Technosphere(a, options, matrices.order);
  }

  [[nodiscard]] Technosphere technosphere(const SparseMatrix& a,
                                          const std::vector<Index>& columns) const {
    try {
      return naming([&] { return a; }, columns, [&] { return ordered(a); });
    } catch (const SingularError&) {
      const auto product = [&](Index k) {
        return detail::name_or_position(matrices.product_name, "product",
                                        columns[static_cast<std::size_t>(k)]);
      };
      throw SingularError(
          detail::singular_text(diagnose(a), product, activity_of(columns)));
    }
  }

  [[nodiscard]] std::vector<Index> columns_for(
      std::span<const ProductAmount> demand) const {
    std::vector<Index> from;
    if (paired) {
      for (const ProductAmount& entry : demand) from.push_back(entry.product);
      return reached_columns(matrices.a, from);
    }
    from.resize(static_cast<std::size_t>(matrices.a.cols()));
    std::iota(from.begin(), from.end(), Index{0});
    return from;
  }

  [[nodiscard]] std::shared_ptr<const detail::ReachedPart> part(
      const std::vector<Index>& columns) {
    return reached.find_or_make(
        [&](const detail::ReachedPart& made) { return made.columns == columns; },
        [&] {
          detail::require_no_obstacle(matrices.obstacles, columns);
          const SparseMatrix a = square_part(matrices.a, columns);
          return std::make_shared<const detail::ReachedPart>(
              columns, column_part(matrices.b, columns), technosphere(a, columns));
        });
  }

  /// The products that demands ask for; what cannot be asked for fails.
  [[nodiscard]] std::vector<std::vector<Index>> products_of(
      std::span<const std::vector<ProductAmount>> demands,
      std::vector<std::string>& failures) const {
    std::vector<std::vector<Index>> from(demands.size());
    for (std::size_t i = 0; i < demands.size(); ++i) {
      try {
        require_demand(demands[i]);
        for (const ProductAmount& entry : demands[i]) from[i].push_back(entry.product);
      } catch (const ShapeError& error) {
        failures[i] = error.what();
      }
    }
    return from;
  }

  void require_demand(std::span<const ProductAmount> demand) const {
    if (demand.empty()) throw ShapeError("a demand needs at least one product");
    for (const auto& [product, amount] : demand) {
      if (product < 0 || product >= matrices.a.rows()) {
        throw ShapeError("there is no product " + std::to_string(product) + " among " +
                         std::to_string(matrices.a.rows()));
      }
      if (!std::isfinite(amount)) {
        throw ShapeError("the amount of product " + std::to_string(product) +
                         " is not a finite number");
      }
    }
  }
};

LICHEN_INLINE MatrixSystem::MatrixSystem(SystemMatrices matrices,
                                         const SolveOptions& options) {
  detail::require_sizes(matrices);
  detail::require_positions(matrices);
  detail::require_finite("A", matrices.a);
  detail::require_finite("B", matrices.b);
  detail::require_finite("C", matrices.c);
  parts_ = std::make_shared<Parts>(std::move(matrices), options);
}

namespace detail {

/// The loops of a part that use more than they make, as columns of the system. Looked for
/// where some activity runs against the demand only: a loop above one never runs forward
/// altogether, and others should not pay for it.
[[nodiscard]] inline std::vector<std::vector<Index>> loops_run_backwards(
    const ReachedPart& part, VectorView f, VectorView scaling) {
  const auto below = [](double x) { return x < 0.; };
  const auto above = [](double x) { return x > 0.; };
  const bool up = std::any_of(f.begin(), f.end(), above);
  const bool down = std::any_of(f.begin(), f.end(), below);
  const bool forward = up ? !down && std::none_of(scaling.begin(), scaling.end(), below)
                          : std::none_of(scaling.begin(), scaling.end(), above);
  if (forward) return {};
  auto loops = loops_above_one(part.technosphere.ordered());
  for (auto& loop : loops) {
    for (Index& column : loop) column = part.columns[at(column)];
  }
  return loops;
}

}  // namespace detail

LICHEN_INLINE MatrixAnswer
MatrixSystem::calculate(std::span<const ProductAmount> demand) const {
  parts_->require_demand(demand);
  const SystemMatrices& m = parts_->matrices;
  Vector f(static_cast<std::size_t>(m.a.rows()), 0.);
  for (const auto& [product, amount] : demand) {
    f[static_cast<std::size_t>(product)] += amount;
  }
  const auto part = parts_->part(parts_->columns_for(demand));
  const auto& columns = part->columns;
  Vector reached_f(columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    reached_f[k] = f[static_cast<std::size_t>(columns[k])];
  }
  MatrixAnswer answer{columns, Vector(f.size(), 0.), {}, part->technosphere};
  const auto matrix = [&] { return part->technosphere.matrix(); };
  answer.assessment = parts_->naming(matrix, columns, [&] {
    return m.c.rows() == 0
               ? assess(part->technosphere, part->b, parts_->no_categories, reached_f)
               : assess(part->technosphere, part->b, m.c, reached_f);
  });
  for (std::size_t k = 0; k < columns.size(); ++k) {
    answer.scaling[static_cast<std::size_t>(columns[k])] =
        answer.assessment.scaling.values[k];
  }
  answer.loops_above_one =
      detail::loops_run_backwards(*part, reached_f, answer.assessment.scaling.values);
  return answer;
}

LICHEN_INLINE const SystemMatrices& MatrixSystem::matrices() const noexcept {
  return parts_->matrices;
}

LICHEN_INLINE bool MatrixSystem::paired() const noexcept { return parts_->paired; }

}  // namespace lichen::inline LICHEN_ABI
