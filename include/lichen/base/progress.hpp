#pragma once

/// @file
/// A callback that tells how far a long task is, and may stop it.

#include <cstdint>
#include <functional>
#include <string_view>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// Called from the calling thread with a task's name, what is done and the total (0 where
/// unknown). An exception thrown from it cancels the task and reaches the caller.
using Progress =
    std::function<void(std::string_view task, std::int64_t done, std::int64_t total)>;

}  // namespace lichen::inline LICHEN_ABI
