// Makes, solves and scores systems of every kind and prints a hash of all bits of the
// results: the same on every class of processor, and for every processor the compiler
// aims at.

#include <bit>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <Eigen/SparseCore>

#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/families.hpp"

namespace {

using lichen::Index;
using lichen::SparseMatrix;
using lichen::Vector;

/// Splitmix64: the same numbers everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  /// The next number in [0, 1).
  double next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }
  Index below(Index n) { return static_cast<Index>(next() * n); }

 private:
  std::uint64_t state_;
};

SparseMatrix random_matrix(Index rows, Index columns, int per_column, bool technosphere,
                           Numbers& numbers) {
  std::vector<Eigen::Triplet<double, Index>> entries;
  for (Index j = 0; j < columns; ++j) {
    if (technosphere) entries.emplace_back(j, j, 1. + numbers.next());
    for (int k = 0; k < per_column; ++k) {
      const double value = 0.7 * numbers.next() / per_column;
      entries.emplace_back(numbers.below(rows), j, technosphere ? -value : value * 1e3);
    }
  }
  SparseMatrix matrix(rows, columns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

/// FNV-1a over the bits of a value.
void mix(std::uint64_t& hash, double value) {
  hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3ULL;
}

std::uint64_t hash_of(Index n, lichen::Solver solver) {
  Numbers numbers(static_cast<std::uint64_t>(n));
  const SparseMatrix a = random_matrix(n, n, 4, true, numbers);
  const SparseMatrix b = random_matrix(20, n, 5, false, numbers);
  const SparseMatrix c = random_matrix(6, 20, 3, false, numbers);
  const lichen::Technosphere technosphere(a, {.solver = solver});
  Vector f(static_cast<std::size_t>(n), 0.);
  f[0] = 1.;
  const auto assessment = lichen::assess(technosphere, b, c, f);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const double value : assessment.scaling.values) mix(hash, value);
  for (const double value : assessment.inventory) mix(hash, value);
  for (const auto& score : assessment.scores) {
    mix(hash, score.value);
    mix(hash, score.error.estimate);
    mix(hash, score.error.bound.value_or(-1.));
  }
  return hash;
}

std::uint64_t hash_of_synthetic(lichen::datasets::Family family) {
  const auto system = lichen::datasets::system_of(family, 1000);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const SparseMatrix* m : {&system.a, &system.b, &system.c}) {
    for (Index k = 0; k < m->nonZeros(); ++k) {
      mix(hash, m->valuePtr()[k]);
      mix(hash, m->innerIndexPtr()[k]);
    }
  }
  return hash;
}

}  // namespace

int main() {
  for (const auto family : lichen::datasets::families) {
    std::printf("synthetic %s %016llx\n", lichen::datasets::name_of(family).data(),
                static_cast<unsigned long long>(hash_of_synthetic(family)));
  }
  for (const Index n : {1, 7, 60, 300, 3000}) {
    std::printf("iterative %d %016llx\n", n,
                static_cast<unsigned long long>(hash_of(n, lichen::Solver::iterative)));
  }
  for (const Index n : {7, 60}) {
    std::printf("dense %d %016llx\n", n,
                static_cast<unsigned long long>(hash_of(n, lichen::Solver::dense)));
  }
}
