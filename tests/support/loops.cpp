#include "support/loops.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "support/matrices.hpp"

namespace lichen::test {
namespace {

/// SplitMix64 (Steele, Lea and Flood 2014).
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  double uniform() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

/// The spectral radius of |Z| by power iteration, from the growth of its last steps.
double radius(Index n, const std::vector<Entry>& z) {
  Vector x(static_cast<std::size_t>(n), 1.);
  double growth = 0.;
  for (int step = 0; step < 100; ++step) {
    Vector y(x.size(), 0.);
    for (const Entry& e : z) {
      y[static_cast<std::size_t>(e.row)] +=
          std::abs(e.value) * x[static_cast<std::size_t>(e.column)];
    }
    growth = *std::max_element(y.begin(), y.end());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = y[i] / growth;
  }
  return growth;
}

}  // namespace

SparseMatrix random_loop(Index n, Index links, double gain, std::uint64_t seed,
                         bool credits) {
  Draws draw(seed);
  std::vector<Entry> z;
  for (Index j = 0; j < n; ++j) {
    for (Index link = 0; link < links; ++link) {
      const auto i = static_cast<Index>(draw.uniform() * static_cast<double>(n));
      const double size = -std::log(1. - draw.uniform());
      const double sign = draw.uniform() < 0.3 && credits ? 1. : -1.;
      if (i != j) z.push_back({i, j, sign * size});
    }
  }
  const double scale = gain / radius(n, z);
  Vector unit(static_cast<std::size_t>(n));
  for (double& value : unit) value = std::pow(10., 8. * draw.uniform() - 4.);
  for (Entry& e : z) {
    e.value *= scale * unit[static_cast<std::size_t>(e.column)] /
               unit[static_cast<std::size_t>(e.row)];
  }
  for (Index j = 0; j < n; ++j) z.push_back({j, j, 1.});
  return from_entries(n, n, z);
}

Index largest_loop(const OrderedMatrix& m) {
  Index largest = 0;
  for (Index k = 1; k < m.blocks(); ++k) {
    if (m.block_size(k) > m.block_size(largest)) largest = k;
  }
  return largest;
}

}  // namespace lichen::test
