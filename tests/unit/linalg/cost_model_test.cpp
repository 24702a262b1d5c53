#include "lichen/linalg/cost_model.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/linalg/memory_limit.hpp"

namespace {

using lichen::choose_way;
using lichen::ComponentFacts;
using lichen::cost_of;
using lichen::FillIn;
using lichen::may_analyse;
using lichen::Way;
using lichen::Workload;
using lichen::worth_analysing;

const std::vector<Way> all{Way::sweeps, Way::accelerated, Way::dense_lu, Way::sparse_lu};
const std::vector<Way> without_sweeps{Way::accelerated, Way::dense_lu, Way::sparse_lu};

/// The large component of a system of ecoinvent's size, with the fill-in that AMD
/// foresees for it (decision 10).
ComponentFacts process_database(double contraction) {
  return {14115, 126281., contraction, FillIn{4.8e6, 2.8e9}};
}

std::string reason(const std::optional<lichen::WayChoice>& choice) {
  return choice ? choice->reason : "";
}

TEST(CostModel, CountsMemoryOfFactors) {
  EXPECT_EQ(cost_of(Way::dense_lu, {.size = 1000}, {}).memory, 8e6);
  // KLU on a system of 21,000: 5.18 million entries foreseen, a peak of 76 MB measured.
  EXPECT_NEAR(
      cost_of(Way::sparse_lu, {.size = 21000, .fill_in = FillIn{5.18e6, 3.2e9}}, {})
          .memory,
      76e6, 2e6);
}

TEST(CostModel, SweepsWhereTheyConvergeFast) {
  EXPECT_EQ(choose_way(process_database(.4), {}, all)->way, Way::sweeps);
  EXPECT_EQ(
      choose_way(process_database(.4), {.solves = 1000., .side_by_side = 8}, all)->way,
      Way::sweeps);
}

TEST(CostModel, AcceleratesLoopsOnWhichSweepsCrawlOrDiverge) {
  EXPECT_EQ(choose_way(process_database(.99), {}, all)->way, Way::accelerated);
  // Factors of a size that was not analysed are not counted on.
  EXPECT_EQ(choose_way({14115, 126281., 37.}, {}, all)->way, Way::accelerated);
  EXPECT_EQ(choose_way({14115, 126281., HUGE_VAL}, {}, all)->way, Way::accelerated);
  EXPECT_EQ(choose_way(process_database(37.), {.solves = 5.}, all)->way,
            Way::accelerated);
}

TEST(CostModel, FactorisesWhereManySolvesFollow) {
  EXPECT_EQ(choose_way(process_database(.99), {.solves = 1e5}, all)->way, Way::sparse_lu);
  EXPECT_EQ(choose_way(process_database(.99), {.solves = 1.}, all)->way,
            Way::accelerated);
}

TEST(CostModel, SolvesSmallComponentsDensely) {
  EXPECT_EQ(choose_way({.size = 30, .entries = 100., .contraction = 5.}, {}, all)->way,
            Way::dense_lu);
}

TEST(CostModel, LeavesOutWhatWasNotAnalysed) {
  const ComponentFacts facts{14115, 126281., HUGE_VAL};
  const std::vector<Way> sparse{Way::sparse_lu};
  EXPECT_FALSE(choose_way(facts, {.solves = 1e9}, sparse).has_value());
  EXPECT_FALSE(choose_way(facts, {}, {}).has_value());
}

TEST(CostModel, LeavesOutWhatDoesNotFitAndSaysSo) {
  // The expander of 20,000: AMD foresees 197 million entries, 2.8 GB; dense 3.2 GB.
  const ComponentFacts expander{19999, 199923., .99, FillIn{1.97e8, 1.8e12}};
  const Workload limited{.solves = 1e6, .memory_limit = 0x1p30};
  const auto choice = choose_way(expander, limited, without_sweeps);
  ASSERT_TRUE(choice.has_value());
  EXPECT_EQ(choice->way, Way::accelerated);
  EXPECT_NE(
      choice->reason.find("sparse LU would take 2.84 GB, above the limit of 1.07 GB"),
      std::string::npos)
      << choice->reason;
  const std::vector<Way> direct{Way::dense_lu, Way::sparse_lu};
  EXPECT_FALSE(choose_way(expander, limited, direct).has_value());
  EXPECT_TRUE(choose_way(expander, {.memory_limit = 8e9}, direct).has_value());
}

TEST(CostModel, SaysWhatAWayCosts) {
  const std::string text = reason(choose_way(process_database(.99), {}, all));
  EXPECT_EQ(text.rfind("accelerated sweeps, some ", 0), 0u) << text;
  EXPECT_NE(text.find("per right-hand side"), std::string::npos) << text;
}

TEST(CostModel, AnalysesOnlyWhatAnalysisCouldSave) {
  EXPECT_TRUE(worth_analysing(process_database(.99), {.solves = 1e4}));
  EXPECT_FALSE(worth_analysing(process_database(.99), {.solves = 1.}));
  // 1.5 million entries took AMD 19 s.
  EXPECT_FALSE(worth_analysing({166000, 1.5e6, .99}, {.solves = 48.}));
}

TEST(CostModel, NeverSpendsLongOnAnalysis) {
  // However many solves follow: its factors would take minutes to hours.
  EXPECT_FALSE(worth_analysing({166000, 1.5e6, .99}, {.solves = 1e9}));
  EXPECT_FALSE(may_analyse({166000, 1.5e6, .99}, {}));
  EXPECT_TRUE(may_analyse({166000, 1.5e6, .99}, {.longest_analysis = 60.}));
  EXPECT_TRUE(may_analyse(process_database(.99), {}));
}

TEST(MemoryLimit, IsHalfOfAMachineUnlessNamed) {
  const double limit = lichen::default_memory_limit();
  EXPECT_GE(limit, 0x1p27);
  EXPECT_LE(limit, 0x1p50);
}

TEST(MemoryLimit, SaysWhatToDo) {
  EXPECT_NO_THROW(lichen::detail::require_memory(1e9, 1e9, "factors"));
  try {
    lichen::detail::require_memory(3.2e9, 1e9, "a dense matrix of 20000 activities");
    FAIL() << "no Error";
  } catch (const lichen::Error& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "a dense matrix of 20000 activities would take 3.2 GB, above the limit of 1 "
        "GB: choose solver \"iterative\" or \"automatic\", which need no such "
        "factors, or raise memory_limit");
  }
}

}  // namespace
