// Calls that nobody can stop: their results where they are awaited, and their end where
// not.
#include "lichen/base/abandonment.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace {

using lichen::Interruptible;
using lichen::detail::left_when_interrupted;

struct Stop : std::runtime_error {
  Stop() : std::runtime_error("stop") {}
};

TEST(LeftWhenInterrupted, RunsOnItsOwnThreadWhereNobodyInterrupts) {
  EXPECT_EQ(left_when_interrupted([] { return std::this_thread::get_id(); }),
            std::this_thread::get_id());
}

TEST(LeftWhenInterrupted, GivesWhatTheCallGives) {
  const Interruptible interruptible([] {});
  EXPECT_NE(left_when_interrupted([] { return std::this_thread::get_id(); }),
            std::this_thread::get_id());
  const auto held = std::make_unique<int>(7);
  EXPECT_EQ(*left_when_interrupted([] { return std::make_unique<int>(7); }), *held);
  EXPECT_THROW((void)left_when_interrupted([]() -> int { throw Stop(); }), Stop);
}

TEST(LeftWhenInterrupted, DoesNotWaitForACallThatDoesNotEnd) {
  std::promise<void> gate;
  const auto result = std::make_shared<std::promise<int>>();
  auto owned = std::make_shared<int>(7);
  const std::weak_ptr<int> watched = owned;
  int looks = 0;
  {
    const Interruptible interruptible(
        [&] {
          if (++looks == 3) throw Stop();
        },
        std::chrono::milliseconds(0));
    EXPECT_THROW((void)left_when_interrupted([owned = std::move(owned), result,
                                              open = gate.get_future()]() -> int {
                   open.wait();  // for longer than anybody would
                   result->set_value(*owned);
                   return 0;
                 }),
                 Stop);
  }
  EXPECT_EQ(looks, 3);
  EXPECT_FALSE(watched.expired());  // the call goes on, with what belongs to it
  gate.set_value();
  EXPECT_EQ(result->get_future().get(), 7);
}

}  // namespace
