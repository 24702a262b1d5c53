#include "lichen/base/text_pool.hpp"

#include <gtest/gtest.h>

namespace {

using lichen::TextPool;

TEST(TextPool, KeepsEqualTextsOnce) {
  TextPool pool;

  const auto first = pool.add("kg");
  const auto second = pool.add("MJ");

  EXPECT_EQ(pool.add("kg"), first);
  EXPECT_NE(first, second);
  EXPECT_EQ(pool.view(second), "MJ");
}

TEST(TextPool, HasTheEmptyTextFromTheStart) {
  TextPool pool;
  EXPECT_TRUE(pool.add("").empty());
  EXPECT_EQ(pool.view({}), "");
}

TEST(TextPool, StaysValidWhenMoved) {
  TextPool pool;
  const auto short_text = pool.add("t");

  const TextPool moved = std::move(pool);

  EXPECT_EQ(moved.view(short_text), "t");
}

}  // namespace
