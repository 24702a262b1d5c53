#pragma once

/// @file
/// Long calls of other libraries, which nobody can ask to stop.

#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "lichen/base/interruption.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Between two looks at whether somebody wishes an end.
inline constexpr std::chrono::milliseconds wait_for_others{20};

/// What a call gives that looks for no interruption itself. Where this thread may be
/// interrupted, the call runs on another, which is left to come to its end unheeded once
/// that happens: all that the call uses must belong to it.
template <class Call>
[[nodiscard]] auto left_when_interrupted(Call call) -> decltype(call()) {
  if (InterruptionOfOthers::current() == nullptr) return call();
  std::packaged_task<decltype(call())()> task(std::move(call));
  auto result = task.get_future();
  std::thread(std::move(task)).detach();
  while (result.wait_for(wait_for_others) != std::future_status::ready) {
    look_for_interruption();
  }
  return result.get();
}

}  // namespace lichen::inline LICHEN_ABI::detail
