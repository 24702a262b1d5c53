// Our side of `./run bench --peers`: writes systems as Matrix Market files that every
// engine reads, and times what peers.py times of the others on the same files.
//
//   peer_side write NAME FOLDER          NAME: regular, hard (n = 21,000), uslci-fy18,
//   forwast peer_side run FOLDER REPETITIONS     prints seconds and scores as JSON

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/store/matrix_market.hpp"

namespace {

using namespace lichen;

constexpr Index category_count = 16;
constexpr Index demand_count = 10;

/// A, B and C of one system.
struct Matrices {
  SparseMatrix a, b, c;
};

/// Categories of some 112 flows each, as climate change has on USLCI.
SparseMatrix categories_of(Index flows) {
  std::vector<Eigen::Triplet<double, Index>> factors;
  const Index step = flows > 112 ? flows / 112 : 1;
  for (Index category = 0; category < category_count; ++category) {
    for (Index k = category % step; k < flows; k += step) {
      factors.emplace_back(category, k, 1. + static_cast<double>((k + category) % 7));
    }
  }
  SparseMatrix c(category_count, flows);
  c.setFromTriplets(factors.begin(), factors.end());
  return c;
}

Matrices make(const std::string& name) {
  if (name == "regular" || name == "hard") {
    auto system = name == "hard" ? datasets::hard() : datasets::regular();
    return {std::move(system.a), std::move(system.b), std::move(system.c)};
  }
  const std::string path = LICHEN_TEST_DATA "/matrices/" + name;
  Matrices read{store::read_matrix_market(path + ".A.mtx.gz"),
                store::read_matrix_market(path + ".B.mtx.gz"),
                {}};
  read.c = categories_of(static_cast<Index>(read.b.rows()));
  return read;
}

void write(const std::string& name, const std::string& folder) {
  const Matrices system = make(name);
  store::write_matrix_market(system.a, folder + "/A.mtx");
  store::write_matrix_market(system.b, folder + "/B.mtx");
  store::write_matrix_market(system.c, folder + "/C.mtx");
}

/// Seconds of each of several runs, as a JSON list.
std::string timed(int repetitions, const std::function<void()>& work) {
  std::string list;
  for (int k = 0; k < repetitions; ++k) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    list += (k == 0 ? "" : ", ") + std::to_string(passed.count() * 1e6);
  }
  return "[" + list + "]";
}

/// The products that are asked for, spread over the system; peers.py knows the same ones.
Index product(Index k, Index size) { return (7919 * k + 13) % size; }

/// The largest ± of the scores that are compared, each relative to the score.
double worst_error(const PreparedScores& prices, Index size) {
  double worst = 0.;
  for (Index k = 0; k < demand_count; ++k) {
    const ProductAmount demand{product(k, size), 1.};
    for (const Score& score : prices.scores({&demand, 1})) {
      if (score.value == 0.) continue;
      worst = std::max(worst, score.error.printed() / std::abs(score.value));
    }
  }
  return worst;
}

/// What a Technosphere is told where one category is all that is asked.
constexpr SolveOptions one_category{.expected_solves = 3.};

void print(const char* name, const std::string& value, const char* end = ",") {
  std::printf("  \"%s\": %s%s\n", name, value.c_str(), end);
}

std::string exact(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

void run(const std::string& folder, int repetitions) {
  const SparseMatrix a = store::read_matrix_market(folder + "/A.mtx");
  const SparseMatrix b = store::read_matrix_market(folder + "/B.mtx");
  const SparseMatrix c = store::read_matrix_market(folder + "/C.mtx");
  const SparseMatrix last = c.bottomRows(1);
  const auto size = static_cast<Index>(a.cols());
  Vector f(static_cast<std::size_t>(size), 0.);
  f[static_cast<std::size_t>(product(0, size))] = 1.;

  std::printf("{\n");
  print("first score", timed(repetitions, [&] {
          (void)assess(Technosphere(a, one_category), b, last, f);
        }));
  double first = 0.;
  print("first score by prices", timed(repetitions, [&] {
          const ProductAmount demand{product(0, size), 1.};
          first = PreparedScores(Technosphere(a, one_category), b, last)
                      .score(0, {&demand, 1})
                      .value;
        }));
  print("score by prices", exact(first));
  const Technosphere technosphere(a);
  const PreparedScores one(technosphere, b, last);
  Index at = 0;
  constexpr int demands = 1000;
  print("next demand, thousand", timed(repetitions, [&] {
          for (int k = 0; k < demands; ++k) {
            const ProductAmount demand{product(++at % size, size), 1.};
            (void)one.score(0, {&demand, 1});
          }
        }));
  std::vector<Vector> all(static_cast<std::size_t>(category_count));
  double error = 0.;
  print("all activities", timed(repetitions, [&] {
          const PreparedScores prices(Technosphere(a), b, c);
          for (Index k = 0; k < category_count; ++k) {
            all[static_cast<std::size_t>(k)] = prices.prices(k);
          }
          error = worst_error(prices, size);
        }));
  print("printed error", exact(error));
  std::string scores;
  for (Index k = 0; k < demand_count; ++k) {
    for (const Vector& prices : all) {
      scores += (scores.empty() ? "" : ", ") +
                exact(prices[static_cast<std::size_t>(product(k, size))]);
    }
  }
  const SolveReport report = technosphere.solve(f).report;
  print("backward error", exact(report.backward_error));
  print("solver", "\"" + report.solver + "\"");
  print("scores", "[" + scores + "]", "");
  std::printf("}\n");
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string command = count > 1 ? words[1] : "";
    if (command == "write" && count == 4) {
      write(words[2], words[3]);
    } else if (command == "run" && count == 4) {
      run(words[2], std::stoi(words[3]));
    } else {
      std::fprintf(stderr, "peer_side write NAME FOLDER | run FOLDER REPETITIONS\n");
      return 2;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
