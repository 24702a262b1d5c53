#pragma once

// The message of an exception that is expected.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace lichen::test {

/// Calls a function that must throw `Exception`; gives its message.
template <class Exception, class Call>
std::string message_of(const Call& call) {
  try {
    call();
  } catch (const Exception& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

/// Whether a text holds a part; tells the text where it does not.
inline testing::AssertionResult says(std::string_view text, std::string_view part) {
  if (text.find(part) != text.npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "\"" << part << "\" is not in: " << text;
}

}  // namespace lichen::test
