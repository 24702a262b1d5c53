// The header-only part of a program that uses both modes.

#include <lichen/lichen.hpp>

double solved_by_headers() {
  lichen::SparseMatrix a(1, 1);
  a.insert(0, 0) = 4.;
  return lichen::Technosphere(a).solve(lichen::Vector{1.}).values[0];
}
