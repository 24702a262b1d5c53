#include "support/system_facts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"

namespace lichen::test {
namespace {

std::size_t at(Eigen::Index i) { return static_cast<std::size_t>(i); }

void mix(std::uint64_t& hash, std::uint64_t value) {
  for (int byte = 0; byte < 8; ++byte) {
    hash = (hash ^ ((value >> (8 * byte)) & 0xff)) * 0x100000001b3ULL;
  }
}

/// D⁻¹A without its diagonal, the sign turned, by entries (row, column, value).
template <class Visit>
void for_each_input(const SparseMatrix& a, const Vector& diagonal, Visit visit) {
  for (Index j = 0; j < a.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      if (it.row() != j) visit(at(it.row()), at(j), -it.value() / diagonal[at(it.row())]);
    }
  }
}

Vector diagonal_of(const SparseMatrix& a) {
  Vector d(at(a.cols()));
  for (Index j = 0; j < a.cols(); ++j) d[at(j)] = a.coeff(j, j);
  return d;
}

double norm(const Vector& x) {
  double sum = 0.;
  for (const double v : x) sum += v * v;
  return std::sqrt(sum);
}

}  // namespace

std::uint64_t hash_of(const SparseMatrix& matrix) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  mix(hash, static_cast<std::uint64_t>(matrix.rows()));
  mix(hash, static_cast<std::uint64_t>(matrix.cols()));
  for (Index j = 0; j < matrix.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(matrix, j); it; ++it) {
      mix(hash,
          (static_cast<std::uint64_t>(j) << 32) | static_cast<std::uint64_t>(it.row()));
      mix(hash, std::bit_cast<std::uint64_t>(it.value()));
    }
  }
  return hash;
}

int power_series_terms(const SparseMatrix& a, const Vector& f, int limit) {
  const Vector diagonal = diagonal_of(a);
  Vector term(f.size());
  for (std::size_t i = 0; i < f.size(); ++i) term[i] = f[i] / diagonal[i];
  Vector sum = term;
  for (int count = 1; count <= limit; ++count) {
    Vector next(f.size(), 0.);
    for_each_input(a, diagonal, [&](std::size_t i, std::size_t j, double z) {
      next[i] += z * term[j];
    });
    term.swap(next);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += term[i];
    if (norm(term) < 1e-8 * norm(sum)) return count;
  }
  return 0;
}

double spectral_radius(const SparseMatrix& a, int steps) {
  const Vector diagonal = diagonal_of(a);
  Vector x(diagonal.size(), 1.);
  const int counted = steps / 10;
  double growth = 0.;
  for (int step = 0; step < steps; ++step) {
    Vector next(x.size(), 0.);
    for_each_input(a, diagonal, [&](std::size_t i, std::size_t j, double z) {
      next[i] += std::abs(z) * x[j];
    });
    const double largest = *std::max_element(next.begin(), next.end());
    if (step >= steps - counted) growth += std::log(largest);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = next[i] / largest;
  }
  return std::exp(growth / counted);
}

double backward_error(const SparseMatrix& a, const Vector& s, const Vector& f) {
  Vector residual = f;
  Vector size(f.size());
  for (std::size_t i = 0; i < f.size(); ++i) size[i] = std::abs(f[i]);
  for (Index j = 0; j < a.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      residual[at(it.row())] -= it.value() * s[at(j)];
      size[at(it.row())] += std::abs(it.value() * s[at(j)]);
    }
  }
  double worst = 0.;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (residual[i] != 0.) worst = std::max(worst, std::abs(residual[i]) / size[i]);
  }
  return worst;
}

int sweeps_to(const SparseMatrix& a, const Vector& f, double tolerance, int limit) {
  const OrderedMatrix ordered = order(a, match(a));
  const Eigen::SparseMatrix<double, Eigen::RowMajor, Index> rows = a;
  Vector s(f.size(), 0.);
  for (int sweep = 1; sweep <= limit; ++sweep) {
    // Demand flows from users to suppliers: users, the last in the order, go first.
    for (Index p = ordered.size() - 1; p >= 0; --p) {
      const Index i = ordered.row_at[at(p)];
      const Index partner = ordered.column_at[at(p)];
      double rest = f[at(i)];
      double pivot = 0.;
      for (decltype(rows)::InnerIterator it(rows, i); it; ++it) {
        if (it.col() == partner) {
          pivot = it.value();
        } else {
          rest -= it.value() * s[at(it.col())];
        }
      }
      s[at(partner)] = rest / pivot;
    }
    if (backward_error(a, s, f) <= tolerance) return sweep;
  }
  return 0;
}

}  // namespace lichen::test
