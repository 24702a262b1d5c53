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
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/swept_block.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Substitution among components of a matrix in block triangular form; `solve_block(k,
/// x)` solves one of more than one member in place.
template <class SolveBlock>
void substitute(const OrderedMatrix& m, Vector& x, SolveBlock solve_block) {
  for (Index k = m.blocks() - 1; k >= 0; --k) {
    const Index first = m.block_start[at(k)];
    const Index last = m.block_start[at(k) + 1];
    if (last - first == 1) {
      if (x[at(first)] == 0.) continue;
      x[at(first)] /= m.diagonal[at(first)];
    } else {
      solve_block(k, std::span<double>(x).subspan(at(first), at(last - first)));
    }
    for (Index p = first; p < last; ++p) {
      const double value = x[at(p)];
      if (value == 0.) continue;
      for (Index e = m.outer.start[at(p)]; e < m.outer.start[at(p) + 1]; ++e) {
        x[at(m.outer.row[at(e)])] -= m.outer.value[at(e)] * value;
      }
    }
  }
}

/// The same for the transposed matrix.
template <class SolveBlock>
void substitute_transposed(const OrderedMatrix& m, Vector& x, SolveBlock solve_block) {
  for (Index k = 0; k < m.blocks(); ++k) {
    const Index first = m.block_start[at(k)];
    const Index last = m.block_start[at(k) + 1];
    for (Index p = first; p < last; ++p) {
      double sum = x[at(p)];
      for (Index e = m.outer.start[at(p)]; e < m.outer.start[at(p) + 1]; ++e) {
        sum -= m.outer.value[at(e)] * x[at(m.outer.row[at(e)])];
      }
      x[at(p)] = sum;
    }
    if (last - first == 1) {
      x[at(first)] /= m.diagonal[at(first)];
    } else {
      solve_block(k, std::span<double>(x).subspan(at(first), at(last - first)));
    }
  }
}

/// Entries of `b` by position: those at `origin[p]`.
[[nodiscard]] inline Vector gathered(VectorView b, const std::vector<Index>& origin) {
  Vector x(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p) x[p] = b[at(origin[p])];
  return x;
}

/// Back again.
[[nodiscard]] inline Vector scattered(const Vector& x, const std::vector<Index>& origin) {
  Vector b(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p) b[at(origin[p])] = x[p];
  return b;
}

/// How one component of more than one member is solved.
class ComponentWay {
 public:
  ComponentWay(const OrderedMatrix& m, Index block, const ComponentOptions& options)
      : m_(m), block_(block), options_(options) {
    if (suits_dense_lu()) {
      make_direct();
      return;
    }
    swept_.emplace(m, block);
    if (swept_->converges()) return;
    make_direct();
    note_ = members() + " swept " + text(swept_->contraction()) +
            " (contraction): " + direct_name() + " instead";
    swept_.reset();
  }

  [[nodiscard]] Index size() const { return m_.block_size(block_); }
  [[nodiscard]] bool swept() const { return swept_.has_value(); }
  [[nodiscard]] double contraction() const { return swept_ ? swept_->contraction() : 0.; }
  [[nodiscard]] const std::string& note() const { return note_; }
  [[nodiscard]] std::string direct_name() const {
    return dense_ ? "dense LU" : sparse_ ? sparse_->name() : "";
  }

  void solve(std::span<double> x, Answer& answer) const {
    const Vector b(x.begin(), x.end());
    if (swept_ && count(swept_->solve(x), answer)) return;
    if (swept_) start_over(b, x, answer);
    if (dense_) return dense_->solve(x);
    copy(sparse_->solve(b).values, x);
  }

  void solve_transposed(std::span<double> x, Answer& answer) const {
    const Vector b(x.begin(), x.end());
    if (swept_ && count(swept_->solve_transposed(x), answer)) return;
    if (swept_) start_over(b, x, answer);
    if (dense_) return dense_->solve_transposed(x);
    copy(sparse_->solve_transposed(b).values, x);
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
  static void copy(const Vector& from, std::span<double> to) {
    std::copy(from.begin(), from.end(), to.begin());
  }
  static bool count(Index sweeps, Answer& answer) {
    answer.sweeps = std::max(answer.sweeps, sweeps);
    return sweeps >= 0;
  }

  // Once, by the first thread that comes here; the others wait.
  void start_over(const Vector& b, std::span<double> x, Answer& answer) const {
    std::call_once(late_, [this] { make_direct(); });
    answer.notes.push_back(members() + " did not converge in sweeps: " + direct_name() +
                           " instead");
    copy(b, x);
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

  const OrderedMatrix& m_;
  Index block_;
  ComponentOptions options_;
  std::optional<SweptBlock> swept_;
  std::string note_;
  mutable std::once_flag late_;
  mutable std::optional<DenseLu> dense_;
  mutable std::shared_ptr<const Factorization> sparse_;
};

class ComponentSolver final : public Factorization {
 public:
  ComponentSolver(std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options)
      : m_(std::move(m)), ways_(at(m_->blocks())) {
    Index singular = 0;
    for (Index k = 0; k < m_->blocks(); ++k) {
      if (m_->block_size(k) == 1) continue;
      try {
        ways_[at(k)] = std::make_unique<ComponentWay>(*m_, k, options);
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
    Answer answer;
    Vector x = gathered(b, m_->row_at);
    substitute(*m_, x, [&](Index k, std::span<double> part) {
      const auto zero = [](double value) { return value == 0.; };
      if (!std::all_of(part.begin(), part.end(), zero)) ways_[at(k)]->solve(part, answer);
    });
    answer.values = scattered(x, m_->column_at);
    return answer;
  }

  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    Answer answer;
    Vector x = gathered(b, m_->column_at);
    substitute_transposed(*m_, x, [&](Index k, std::span<double> part) {
      ways_[at(k)]->solve_transposed(part, answer);
    });
    answer.values = scattered(x, m_->row_at);
    return answer;
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
  std::vector<std::unique_ptr<ComponentWay>> ways_;
  std::string name_;
};

}  // namespace detail

LICHEN_INLINE std::shared_ptr<const Factorization> by_components(
    std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options) {
  return std::make_shared<detail::ComponentSolver>(std::move(m), options);
}

}  // namespace lichen::inline LICHEN_ABI
