#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/interruption.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/solvers/component_way.ipp"
#include "lichen/linalg/solvers/components.hpp"
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

class ComponentSolver final : public Factorization, public OrderedSolver {
 public:
  ComponentSolver(std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options)
      : m_(std::move(m)), sweeps_(m_), ways_(at(m_->blocks())) {
    Lanes work(1);
    Index singular = 0;
    for (Index k = 0; k < m_->blocks(); ++k) {
      if (m_->block_size(k) == 1) continue;
      look_for_interruption();
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

  [[nodiscard]] double entries() const override {
    double sum = 0.;
    for (const auto& way : ways_) sum += way ? way->factor_entries() : 0.;
    return sum;
  }
  [[nodiscard]] bool takes_loops_apart() const override {
    return std::any_of(ways_.begin(), ways_.end(), [](const auto& way) {
      return way && way->swept() && way->takes_loops_apart();
    });
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
    std::vector<std::string> others;
    for (const auto& way : ways_) {
      if (!way) continue;
      swept = swept || way->swept();
      const std::string name = way->swept() ? "" : way->name();
      const bool known = std::find(others.begin(), others.end(), name) != others.end();
      if (!name.empty() && !known) others.push_back(name);
    }
    std::string all = swept ? "components + sweeps" : "components";
    for (const std::string& name : others) all += " + " + name;
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
