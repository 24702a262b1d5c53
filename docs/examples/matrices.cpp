// The textbook case of Heijungs and Suh (2002, chapter 2) from plain matrices:
// electricity from fuel, scored with a computed error. Needs nothing but the headers.

#include <cstdio>

#include <lichen/lichen.hpp>

int main() {
  lichen::SparseMatrix a(2, 2);  // electricity (kWh), fuel (l) × two activities
  a.insert(0, 0) = 10.;
  a.insert(1, 0) = -2.;
  a.insert(1, 1) = 100.;
  lichen::SparseMatrix b(3, 2);  // CO2, SO2 (kg), crude oil (l)
  b.insert(0, 0) = 1.;
  b.insert(1, 0) = 0.1;
  b.insert(0, 1) = 10.;
  b.insert(1, 1) = 2.;
  b.insert(2, 1) = -50.;
  lichen::SparseMatrix c(1, 3);
  c.insert(0, 0) = 1.;
  c.insert(0, 1) = 2.;

  const lichen::Technosphere technosphere(a);
  const auto answer = lichen::assess(technosphere, b, c, lichen::Vector{1000., 0.});

  const auto& score = answer.scores[0];
  std::printf("h = %.15g +- %.1g (%s)\n", score.value, score.error.printed(),
              answer.scaling.report.solver.c_str());
  return score.value == 148. ? 0 : 1;
}
