#pragma once

// Where the open test data lie, and the message with which a test skips without them.

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace lichen::test {

/// The path of a file or folder of the open test data.
inline std::filesystem::path data(const std::string& name) {
  return std::filesystem::path(LICHEN_TEST_DATA) / name;
}

/// The path of a file or folder of the project's own fixtures.
inline std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path(LICHEN_FIXTURES) / name;
}

}  // namespace lichen::test

/// Skips the test, with a message that names what is missing, where the data are absent.
#define LICHEN_NEEDS_DATA(name)                           \
  if (!std::filesystem::exists(lichen::test::data(name))) \
  GTEST_SKIP() << "needs open test data that are not here: ../shared/data/" << name
