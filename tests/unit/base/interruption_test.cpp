#include "lichen/base/interruption.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>

#include "lichen/base/parallel.hpp"

namespace {

using lichen::in_parallel;
using lichen::Interruptible;
using lichen::look_for_interruption;

constexpr auto at_once = std::chrono::milliseconds(0);

struct Stop : std::runtime_error {
  Stop() : std::runtime_error("stop") {}
};

TEST(Interruption, IsNobodysWhereNobodyLooks) {
  EXPECT_NO_THROW(look_for_interruption());
}

TEST(Interruption, ReachesTheCallerFromWithin) {
  int looks = 0;
  {
    const Interruptible interruptible(
        [&] {
          if (++looks == 3) throw Stop();
        },
        at_once);
    EXPECT_NO_THROW(look_for_interruption());
    EXPECT_NO_THROW(look_for_interruption());
    EXPECT_THROW(look_for_interruption(), Stop);
  }
  look_for_interruption();
  EXPECT_EQ(looks, 3);
}

TEST(Interruption, LooksNoMoreOftenThanItIsAsked) {
  int looks = 0;
  const Interruptible interruptible([&] { ++looks; }, std::chrono::hours(1));
  for (int i = 0; i < 1000; ++i) look_for_interruption();
  EXPECT_EQ(looks, 0);
}

TEST(Interruption, OfOneOutsideReachesFromOneInside) {
  const Interruptible outer([] { throw Stop(); }, at_once);
  const Interruptible inner([] {}, at_once);
  EXPECT_THROW(look_for_interruption(), Stop);
}

TEST(Interruption, EndsWorkOnOtherThreadsToo) {
  std::atomic<int> looks{0};
  const Interruptible interruptible(
      [&] {
        if (++looks > 5) throw Stop();
      },
      at_once);
  // Every part goes on until it is told.
  const auto endless = [](std::size_t) {
    while (true) look_for_interruption();
  };
  EXPECT_THROW(in_parallel("work", 4, {3, {}}, endless), Stop);
}

TEST(Interruption, ComesWhileTheCallerWaits) {
  std::atomic<int> looks{0};
  const Interruptible interruptible(
      [&] {
        if (++looks > 2) throw Stop();
      },
      at_once);
  const auto caller = std::this_thread::get_id();
  std::atomic<bool> begun{false};
  const auto part = [&](std::size_t) {
    if (std::this_thread::get_id() == caller) {
      while (!begun) std::this_thread::yield();  // the other part is the other thread's
      return;
    }
    begun = true;
    while (true) look_for_interruption();
  };
  EXPECT_THROW(in_parallel("work", 2, {2, {}}, part), Stop);
}

TEST(Progress, IsToldInsideOfLongPartsAndMayCancel) {
  int calls = 0;
  const auto progress = [&](std::string_view task, std::int64_t done,
                            std::int64_t total) {
    EXPECT_EQ(task, "work");
    EXPECT_EQ(done, 0);
    EXPECT_EQ(total, 1);
    if (++calls == 2) throw Stop();
  };
  const auto endless = [](std::size_t) {
    while (true) look_for_interruption();
  };
  EXPECT_THROW(in_parallel("work", 1, {1, progress}, endless), Stop);
  EXPECT_EQ(calls, 2);
}

TEST(InParallel, ThrowsTheExceptionOfTheFirstPart) {
  const auto part = [](std::size_t i) { throw std::runtime_error(std::to_string(i)); };
  try {
    in_parallel("work", 3, {1, {}}, part);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "0");
  }
}

}  // namespace
