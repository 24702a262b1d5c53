#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/linalg/block.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/sweeps.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Substitution among components of a matrix in block triangular form; `solve_block(k)`
/// solves one of more than one member in place.
template <int W, class SolveBlock>
void substitute(const OrderedMatrix& m, double* x, SolveBlock solve_block) {
  using V = Lane<W, std::min(W, native_lanes)>;
  for (Index k = m.blocks() - 1; k >= 0; --k) {
    const std::ptrdiff_t first = m.block_start[at(k)];
    const std::ptrdiff_t last = m.block_start[at(k) + 1];
    if (all_zero(x + first * W, (last - first) * W)) continue;
    if (last - first == 1) {
      for (int l = 0; l < W; ++l)
        x[first * W + l] /= m.diagonal[static_cast<std::size_t>(first)];
    } else {
      solve_block(k);
    }
    for (std::ptrdiff_t p = first; p < last; ++p) {
      const V value = V::load(x + p * W);
      const auto column = static_cast<std::size_t>(p);
      for (Index e = m.outer.start[column]; e < m.outer.start[column + 1]; ++e) {
        double* const to = x + std::ptrdiff_t{m.outer.row[at(e)]} * W;
        (V::load(to) - m.outer.value[at(e)] * value).store(to);
      }
    }
  }
}

/// The same for the transposed matrix.
template <int W, class SolveBlock>
void substitute_transposed(const OrderedMatrix& m, double* x, SolveBlock solve_block) {
  using V = Lane<W, std::min(W, native_lanes)>;
  for (Index k = 0; k < m.blocks(); ++k) {
    const std::ptrdiff_t first = m.block_start[at(k)];
    const std::ptrdiff_t last = m.block_start[at(k) + 1];
    for (std::ptrdiff_t p = first; p < last; ++p) {
      const auto column = static_cast<std::size_t>(p);
      V sum = V::load(x + p * W);
      for (Index e = m.outer.start[column]; e < m.outer.start[column + 1]; ++e) {
        sum -= m.outer.value[at(e)] * V::load(x + std::ptrdiff_t{m.outer.row[at(e)]} * W);
      }
      sum.store(x + p * W);
    }
    if (last - first == 1) {
      for (int l = 0; l < W; ++l)
        x[first * W + l] /= m.diagonal[static_cast<std::size_t>(first)];
    } else {
      solve_block(k);
    }
  }
}

/// Entries of `b` by position: those at `origin[p]`.
[[nodiscard]] inline LaneVector gathered(VectorView b, const std::vector<Index>& origin) {
  LaneVector x(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p) x[p] = b[at(origin[p])];
  return x;
}

/// Back again.
[[nodiscard]] inline Vector scattered(const LaneVector& x,
                                      const std::vector<Index>& origin) {
  Vector b(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p) b[at(origin[p])] = x[p];
  return b;
}

/// How one component of more than one member is solved.
class ComponentWay {
 public:
  ComponentWay(const Sweeps& sweeps, Index block, const ComponentOptions& options,
               Lanes& work)
      : sweeps_(sweeps), m_(sweeps.matrix()), block_(block), options_(options) {
    if (suits_dense_lu()) {
      make_direct();
      return;
    }
    contraction_ = sweeps.contraction(block, work);
    swept_ = contraction_ <= worth_sweeping;
    if (swept_) return;
    make_direct();
    note_ = members() + " swept " + text(contraction_) +
            " (contraction): " + direct_name() + " instead";
  }

  [[nodiscard]] Index size() const { return m_.block_size(block_); }
  [[nodiscard]] bool swept() const { return swept_; }
  [[nodiscard]] double contraction() const { return swept_ ? contraction_ : 0.; }
  [[nodiscard]] const std::string& note() const { return note_; }
  [[nodiscard]] std::string direct_name() const {
    return dense_ ? "dense LU" : sparse_ ? sparse_->name() : "";
  }

  /// Solves the component's rows of `x`, a row of lanes for every position.
  void solve(Equation equation, double* x, Lanes& lanes) const {
    const auto width = static_cast<unsigned>(lanes.width);
    unsigned direct = (1U << width) - 1U;
    if (swept_) {
      direct = sweeps_.solve(block_, equation, x, lanes);
      if (direct != 0) start_over(lanes);
    }
    for (unsigned l = 0; l < width; ++l) {
      if ((direct >> l & 1U) == 0) continue;
      solve_lane(equation, swept_ ? lanes.right.data() : x, x, l, width);
    }
  }

 private:
  /// Small, or not so small but full: some thirty sweeps over a full matrix cost more
  /// than its factors.
  [[nodiscard]] bool suits_dense_lu() const {
    if (size() <= options_.dense_limit) return true;
    if (size() > 4 * options_.dense_limit) return false;
    const Index first = m_.block_start[at(block_)];
    const auto entries = static_cast<double>(m_.inner.start[at(first + size())] -
                                             m_.inner.start[at(first)]);
    return 8. * entries > static_cast<double>(size()) * static_cast<double>(size());
  }
  [[nodiscard]] std::string members() const {
    return "a component of " + std::to_string(size()) + " activities";
  }
  static std::string text(double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.3g", value);
    return digits;
  }

  // Once, by the first thread that comes here; the others wait.
  void start_over(Lanes& lanes) const {
    std::call_once(late_, [this] { make_direct(); });
    lanes.notes.push_back(members() + " did not converge in sweeps: " + direct_name() +
                          " instead");
  }

  /// Solves one lane directly, from the rows of `b` to those of `x`.
  void solve_lane(Equation equation, const double* b, double* x, unsigned lane,
                  unsigned width) const {
    const std::size_t first = at(m_.block_start[at(block_)]);
    Vector values(at(size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = b[(first + i) * width + lane];
    }
    if (!all_zero(values.data(), size())) solve_directly(equation, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      x[(first + i) * width + lane] = values[i];
    }
  }

  void solve_directly(Equation equation, Vector& x) const {
    const bool plain = equation == Equation::plain;
    if (dense_) return plain ? dense_->solve(x) : dense_->solve_transposed(x);
    x = plain ? sparse_->solve(x).values : sparse_->solve_transposed(x).values;
  }

  void make_direct() const {
    if (size() <= std::max(options_.dense_limit, options_.dense_fallback)) {
      DenseLu lu(size(), dense_block(m_, block_));
      if (lu.singular()) {
        throw SingularError("1 loop of activities uses up all it makes (" +
                            std::to_string(size()) + " activities)");
      }
      dense_.emplace(std::move(lu));
      return;
    }
    const Factorize make = options_.large_fallback ? options_.large_fallback : eigen_lu;
    sparse_ = make(sparse_block(m_, block_));
  }

  const Sweeps& sweeps_;
  const OrderedMatrix& m_;
  Index block_;
  ComponentOptions options_;
  bool swept_ = false;
  double contraction_ = 0.;
  std::string note_;
  mutable std::once_flag late_;
  mutable std::optional<DenseLu> dense_;
  mutable std::shared_ptr<const Factorization> sparse_;
};

class ComponentSolver final : public Factorization, public OrderedSolver {
 public:
  ComponentSolver(std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options)
      : m_(std::move(m)), sweeps_(m_), ways_(at(m_->blocks())) {
    Lanes work(1);
    Index singular = 0;
    for (Index k = 0; k < m_->blocks(); ++k) {
      if (m_->block_size(k) == 1) continue;
      try {
        ways_[at(k)] = std::make_unique<ComponentWay>(sweeps_, k, options, work);
      } catch (const SingularError&) {
        ++singular;
      }
    }
    if (singular > 0) {
      throw SingularError(
          std::to_string(singular) +
          (singular == 1 ? " loop of activities uses" : " loops of activities use") +
          " up all that is made in " + (singular == 1 ? "it" : "them"));
    }
    name_ = describe();
  }

  [[nodiscard]] Answer solve(VectorView b) const override {
    return answer(Equation::plain, b);
  }
  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    return answer(Equation::transposed, b);
  }

  [[nodiscard]] const OrderedSolver* ordered() const override { return this; }

  void solve_ordered(Equation equation, LaneVector& x, Lanes& lanes) const override {
    const auto solve_block = [&](Index k) {
      ways_[at(k)]->solve(equation, x.data(), lanes);
    };
    with_width(lanes.width, [&](auto w) {
      if (equation == Equation::plain) {
        substitute<w()>(*m_, x.data(), solve_block);
      } else {
        substitute_transposed<w()>(*m_, x.data(), solve_block);
      }
    });
  }

  [[nodiscard]] std::string name() const override { return name_; }

  [[nodiscard]] double contraction() const override {
    double largest = 0.;
    for (const auto& way : ways_) {
      if (way) largest = std::max(largest, way->contraction());
    }
    return largest;
  }

  [[nodiscard]] std::vector<std::string> notes() const override {
    std::vector<std::string> all;
    for (const auto& way : ways_) {
      if (way && !way->note().empty()) all.push_back(way->note());
    }
    return all;
  }

 private:
  [[nodiscard]] Answer answer(Equation equation, VectorView b) const {
    const bool plain = equation == Equation::plain;
    Lanes lanes(1);
    LaneVector x = gathered(b, plain ? m_->row_at : m_->column_at);
    solve_ordered(equation, x, lanes);
    return {scattered(x, plain ? m_->column_at : m_->row_at), lanes.sweeps[0],
            std::move(lanes.notes)};
  }

  [[nodiscard]] std::string describe() const {
    bool swept = false;
    std::vector<std::string> direct;
    for (const auto& way : ways_) {
      if (!way) continue;
      swept = swept || way->swept();
      const std::string name = way->direct_name();
      const bool known = std::find(direct.begin(), direct.end(), name) != direct.end();
      if (!name.empty() && !known) direct.push_back(name);
    }
    std::string all = swept ? "components + sweeps" : "components";
    for (const std::string& name : direct) all += " + " + name;
    return all;
  }

  std::shared_ptr<const OrderedMatrix> m_;
  Sweeps sweeps_;
  std::vector<std::unique_ptr<ComponentWay>> ways_;
  std::string name_;
};

}  // namespace detail

LICHEN_INLINE std::shared_ptr<const Factorization> by_components(
    std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options) {
  return std::make_shared<detail::ComponentSolver>(std::move(m), options);
}

}  // namespace lichen::inline LICHEN_ABI
