#include "support/truth.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include "lichen/calc/technosphere.hpp"

namespace lichen::test {
namespace {

using Real100 = boost::multiprecision::cpp_bin_float_100;
using Real50 = boost::multiprecision::cpp_bin_float_50;

template <class Real>
Truth split(const Real& exact) {
  Truth truth;
  Real rest = exact;
  for (double& part : truth.parts) {
    part = rest.template convert_to<double>();
    rest -= part;
  }
  return truth;
}

/// c B s, one per row of C. A score below 1e-70 of what the largest amount could cause is
/// the noise of 100 digits where the exact score is zero.
template <class Real>
std::vector<Truth> score(const SparseMatrix& b, const SparseMatrix& c,
                         const std::vector<Real>& s) {
  Real largest = 0;
  for (const Real& amount : s) largest = std::max<Real>(largest, abs(amount));
  std::vector<Real> g(static_cast<std::size_t>(b.rows()));
  std::vector<Real> g_size(g.size());
  for (int j = 0; j < b.outerSize(); ++j) {
    for (SparseMatrix::InnerIterator it(b, j); it; ++it) {
      const auto k = static_cast<std::size_t>(it.row());
      g[k] += Real(it.value()) * s[static_cast<std::size_t>(j)];
      g_size[k] += std::abs(it.value()) * largest;
    }
  }
  std::vector<Real> h(static_cast<std::size_t>(c.rows()));
  std::vector<Real> h_size(h.size());
  for (int k = 0; k < c.outerSize(); ++k) {
    for (SparseMatrix::InnerIterator it(c, k); it; ++it) {
      const auto row = static_cast<std::size_t>(it.row());
      h[row] += Real(it.value()) * g[static_cast<std::size_t>(k)];
      h_size[row] += std::abs(it.value()) * g_size[static_cast<std::size_t>(k)];
    }
  }
  std::vector<Truth> truths;
  for (std::size_t k = 0; k < h.size(); ++k) {
    truths.push_back(abs(h[k]) < Real("1e-70") * h_size[k] ? Truth{} : split(h[k]));
  }
  return truths;
}

/// Rows of [A | f], eliminated with the largest pivot of each column.
std::vector<Real100> eliminate(std::vector<std::vector<Real100>> rows) {
  const std::size_t n = rows.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < n; ++i) {
      if (abs(rows[i][k]) > abs(rows[best][k])) best = i;
    }
    std::swap(rows[k], rows[best]);
    for (std::size_t i = k + 1; i < n; ++i) {
      if (rows[i][k] == 0) continue;
      const Real100 factor = rows[i][k] / rows[k][k];
      for (std::size_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
    }
  }
  std::vector<Real100> x(n);
  for (std::size_t k = n; k-- > 0;) {
    Real100 sum = rows[k][n];
    for (std::size_t j = k + 1; j < n; ++j) sum -= rows[k][j] * x[j];
    x[k] = sum / rows[k][k];
  }
  return x;
}

}  // namespace

double Truth::error_of(double x) const {
  return std::abs(((x - parts[0]) - parts[1]) - parts[2]);
}

namespace {

std::vector<Real100> solve_exactly(const SparseMatrix& a, const Vector& f) {
  const auto n = static_cast<std::size_t>(a.rows());
  std::vector<std::vector<Real100>> rows(n, std::vector<Real100>(n + 1));
  for (int j = 0; j < a.outerSize(); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      rows[static_cast<std::size_t>(it.row())][static_cast<std::size_t>(j)] += it.value();
    }
  }
  for (std::size_t i = 0; i < n; ++i) rows[i][n] = f[i];
  return eliminate(std::move(rows));
}

}  // namespace

std::vector<Truth> exact_solution(const SparseMatrix& a, const Vector& f) {
  std::vector<Truth> x;
  for (const Real100& value : solve_exactly(a, f)) x.push_back(split(value));
  return x;
}

std::vector<Truth> exact_scores(const SparseMatrix& a, const SparseMatrix& b,
                                const SparseMatrix& c, const Vector& f) {
  return score(b, c, solve_exactly(a, f));
}

std::vector<Truth> refined_scores(const SparseMatrix& a, const SparseMatrix& b,
                                  const SparseMatrix& c, const Vector& f) {
  const Technosphere rough(a, {.solver = Solver::klu});
  std::vector<Real50> s(f.size());
  for (int count = 0; count < 100; ++count) {
    std::vector<Real50> r(f.begin(), f.end());
    std::vector<Real50> size(f.size());
    for (std::size_t i = 0; i < f.size(); ++i) size[i] = std::abs(f[i]);
    for (int j = 0; j < a.outerSize(); ++j) {
      const Real50& amount = s[static_cast<std::size_t>(j)];
      if (amount == 0) continue;
      for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
        const Real50 term = it.value() * amount;
        r[static_cast<std::size_t>(it.row())] -= term;
        size[static_cast<std::size_t>(it.row())] += abs(term);
      }
    }
    bool done = true;
    Vector rest(f.size());
    for (std::size_t i = 0; i < f.size(); ++i) {
      // What never was more than 1e-60 is noise where the exact value is zero.
      done = done && abs(r[i]) <= 1e-40 * size[i] + 1e-60;
      rest[i] = r[i].convert_to<double>();
    }
    if (done) return score(b, c, s);
    const Vector step = rough.correction(rest);
    for (std::size_t i = 0; i < f.size(); ++i) s[i] += step[i];
  }
  throw std::runtime_error("the iteration on 50 digits does not end");
}

}  // namespace lichen::test
