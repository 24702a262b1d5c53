// The compiled part of a program that uses both modes.

#include <lichen/lichen.hpp>

double solved_by_headers();

int main() {
  lichen::SparseMatrix a(1, 1);
  a.insert(0, 0) = 4.;
  const double compiled = lichen::Technosphere(a).solve(lichen::Vector{1.}).values[0];
  return compiled == 0.25 && solved_by_headers() == compiled ? 0 : 1;
}
