// One piece of work in a process of its own, for the most memory that it ever has.
//
//   memory_side write NAME FILE   the system, as a snapshot or as plain tables
//   memory_side run NAME FILE     the work, from that file; prints megabytes (10^6 bytes)
//                                 and the worst printed error as JSON
//
// What the system is made from is not in the process that is measured; what it holds of
// the file is: pages of a mapped file that were read count as memory.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/memory/synthetic_database.hpp"
#include "benchmarks/reference_system.hpp"
#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/io/read.hpp"
#include "lichen/io/tables.hpp"
#include "lichen/store/snapshot.hpp"
#include "lichen/study/system.hpp"

namespace {

using namespace lichen;

/// One score with its error, s and the inventory.
double first_score(const std::string& file) {
  const store::Snapshot snapshot = store::open_snapshot(file);
  const SparseMatrix last = SparseMatrix(snapshot.c()).bottomRows(1);
  Vector f(static_cast<std::size_t>(snapshot.a().cols()), 0.);
  f[13] = 1.;
  const Technosphere technosphere(snapshot.a());
  return bench::relative_error(assess(technosphere, snapshot.b(), last, f).scores[0]);
}

/// The last category for every activity.
double one_category(const std::string& file) {
  const store::Snapshot snapshot = store::open_snapshot(file);
  const SparseMatrix last = SparseMatrix(snapshot.c()).bottomRows(1);
  const Technosphere technosphere(snapshot.a());
  return bench::worst_error(PreparedScores(technosphere, snapshot.b(), last));
}

/// All categories for every activity.
double all_activities(const std::string& file) {
  const store::Snapshot snapshot = store::open_snapshot(file);
  const Technosphere technosphere(snapshot.a());
  return bench::worst_error(PreparedScores(technosphere, snapshot.b(), snapshot.c()));
}

/// A database and its methods read, linked, and every activity scored by name.
double whole_database(const std::string& file) {
  const auto database = std::make_shared<const Database>(io::read(file));
  MethodChoice choice;
  choice.methods = database;
  const System system(database);
  const ScoreTable table = system.score_all({choice});
  double worst = 0.;
  for (const ScoredCategory& category : table.categories) {
    for (std::size_t i = 0; i < category.values.size(); ++i) {
      if (std::isnan(category.values[i])) throw DataError("an activity has no score");
      const double size = std::abs(category.values[i]);
      if (size > 0.) worst = std::max(worst, category.errors[i] / size);
    }
  }
  return worst;
}

/// A piece of work by name.
struct Work {
  std::string_view name;
  Index activities;
  bool tables;  ///< from plain tables, else from a snapshot
  double (*run)(const std::string&);
};

constexpr Work works[] = {
    {"first score, n = 250,000", 250'000, false, first_score},
    {"1 category, n = 1,000,000", 1'000'000, false, one_category},
    {"16 categories, n = 1,000,000", 1'000'000, false, all_activities},
    {"database and 16 categories, n = 26,500", 26'500, true, whole_database},
};

const Work& work_of(std::string_view name) {
  for (const Work& work : works) {
    if (work.name == name) return work;
  }
  throw DataError("no such work: " + std::string(name));
}

void write(const Work& work, const std::string& file) {
  auto system = datasets::regular(work.activities);
  if (work.tables) {
    io::write_tables(bench::database_of(system), file);
    return;
  }
  store::SnapshotContent content;
  content.matrices.a = std::move(system.a);
  content.matrices.b = std::move(system.b);
  content.matrices.c = std::move(system.c);
  store::write_snapshot(content, file);
}

/// The most memory that this process ever had.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) != 0) continue;
    double kibibytes = 0.;
    const std::size_t digits = line.find_first_of("0123456789");
    std::from_chars(line.data() + digits, line.data() + line.size(), kibibytes);
    return kibibytes * 1024. / 1e6;
  }
  throw DataError("/proc/self/status tells no peak of memory");
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string command = count == 4 ? words[1] : "";
    if (command == "write") {
      write(work_of(words[2]), words[3]);
    } else if (command == "run") {
      const double error = work_of(words[2]).run(words[3]);
      std::printf("{\"megabytes\": %.1f, \"error\": %.3g}\n", peak_megabytes(), error);
    } else {
      std::fprintf(stderr, "memory_side write|run NAME FILE; NAME is one of\n");
      for (const Work& work : works) {
        std::fprintf(stderr, "  %s\n", std::string(work.name).c_str());
      }
      return 2;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
