#include "lichen/base/text_pool.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

TEST(TextPool, KeepsTextsOfAnyLengthWhereTheyAre) {
  TextPool pool;
  std::vector<lichen::Text> handles;
  std::vector<std::string_view> views;
  const auto text = [](std::size_t length) {
    return std::string(length, static_cast<char>('a' + length % 26));
  };
  const std::size_t lengths[] = {1, 70'000, 16'384, 16'385, 30'000, 1'000, 65'536};
  for (std::size_t i = 0; i < 2'000; ++i) {
    handles.push_back(pool.add(text(i < 7 ? lengths[i] : i)));
    views.push_back(pool.view(handles.back()));
  }

  for (std::size_t i = 0; i < 2'000; ++i) {
    EXPECT_EQ(views[i], text(i < 7 ? lengths[i] : i));
    EXPECT_EQ(pool.view(handles[i]).data(), views[i].data());
  }
}

TEST(TextPool, CanBeFilledAgainWhenItWasMovedFrom) {
  TextPool pool;
  const auto kept = pool.add("kept");
  const TextPool moved = std::move(pool);

  pool = TextPool();
  const auto other = pool.add("new!");

  EXPECT_EQ(moved.view(kept), "kept");
  EXPECT_EQ(pool.view(other), "new!");
}

TEST(TextPool, StaysValidWhenMoved) {
  TextPool pool;
  const auto short_text = pool.add("t");

  const TextPool moved = std::move(pool);

  EXPECT_EQ(moved.view(short_text), "t");
}

}  // namespace
