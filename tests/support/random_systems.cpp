#include "support/random_systems.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "support/matrices.hpp"

namespace lichen::test {
namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double p) { return uniform() < p; }
  Index below(Index n) { return static_cast<Index>(uniform() * static_cast<double>(n)); }
  /// A size over some powers of ten, as amounts in inventories are.
  double size(double decades) { return std::pow(10., between(-decades, decades)); }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

std::vector<Entry> technosphere(Draws& draw, Index n, const Ingredients& with) {
  std::vector<Entry> entries;
  const double density = draw.between(0.05, 0.6);
  const double share = draw.between(0.1, 1.2) / (1. + density * n);
  const bool credits = with.credits && draw.chance(0.5);
  const bool wastes = with.wastes && draw.chance(0.4);
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, wastes && draw.chance(0.3) ? -1. : 1.});
    for (Index i = 0; i < n; ++i) {
      if (i == j || !draw.chance(density)) continue;
      const double sign = credits && draw.chance(0.2) ? 1. : -1.;
      entries.push_back({i, j, sign * share * draw.between(0., 2.)});
    }
  }
  return entries;
}

/// Two activities that return to each other all but a tiny part.
void close_loop(Draws& draw, Index n, std::vector<Entry>& entries) {
  const Index i = draw.below(n);
  const Index j = (i + 1 + draw.below(n - 1)) % n;
  const double gap = std::pow(10., -draw.between(2., 13.));
  const double there = draw.between(0.1, 5.);
  std::erase_if(entries, [&](const Entry& e) { return e.column == i || e.column == j; });
  entries.push_back({i, i, 1.});
  entries.push_back({j, j, 1.});
  entries.push_back({j, i, -there});
  entries.push_back({i, j, -(1. - gap) / there});
}

SparseMatrix random_matrix(Draws& draw, Index rows, Index columns, bool negative) {
  std::vector<Entry> entries;
  for (Index j = 0; j < columns; ++j) {
    for (Index i = 0; i < rows; ++i) {
      if (!draw.chance(0.5)) continue;
      const double sign = negative && draw.chance(0.3) ? -1. : 1.;
      entries.push_back({i, j, sign * draw.size(3.)});
    }
  }
  return from_entries(rows, columns, entries);
}

}  // namespace

RandomSystem random_system(std::uint64_t seed, Index largest, const Ingredients& with) {
  Draws draw(seed);
  const Index n = 1 + draw.below(largest);
  std::vector<Entry> a = technosphere(draw, n, with);
  if (with.near_singular && n > 1 && draw.chance(0.3)) close_loop(draw, n, a);
  if (with.bad_units && draw.chance(0.4)) {
    Vector row(static_cast<std::size_t>(n));
    Vector column(row.size());
    for (double& value : row) value = draw.size(9.);
    for (double& value : column) value = draw.size(9.);
    for (Entry& e : a) {
      e.value *= row[static_cast<std::size_t>(e.row)] *
                 column[static_cast<std::size_t>(e.column)];
    }
  }
  if (with.shuffled && draw.chance(0.3)) {
    std::vector<Index> place(static_cast<std::size_t>(n));
    std::iota(place.begin(), place.end(), 0);
    for (Index i = n - 1; i > 0; --i) {
      std::swap(place[static_cast<std::size_t>(i)],
                place[static_cast<std::size_t>(draw.below(i + 1))]);
    }
    for (Entry& e : a) e.row = place[static_cast<std::size_t>(e.row)];
  }
  const Index flows = 1 + draw.below(6);
  const bool negative = with.credits && draw.chance(0.5);
  RandomSystem system{from_entries(n, n, a), random_matrix(draw, flows, n, negative),
                      random_matrix(draw, 1 + draw.below(3), flows, negative),
                      Vector(static_cast<std::size_t>(n), 0.)};
  system.f[static_cast<std::size_t>(draw.below(n))] = draw.size(2.);
  if (draw.chance(0.3)) {
    for (double& amount : system.f) amount += draw.between(-1., 1.);
  }
  return system;
}

}  // namespace lichen::test
