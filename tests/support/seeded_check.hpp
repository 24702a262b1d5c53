#pragma once

// RapidCheck with a seed of ours: a law is tried on the same systems on every machine.

#include <sstream>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace lichen::test {

/// Checks a property (a callable that asserts with RC_ASSERT) on so many cases.
template <class Property>
void holds(int cases, Property&& property) {
  rc::detail::TestParams params;
  params.seed = 7528;
  params.maxSuccess = cases;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property),
                                                rc::detail::TestMetadata{}, params);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << message.str();
}

}  // namespace lichen::test
