#pragma once

// Independent pieces of reading, on all processors.

#include <cstddef>
#include <functional>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// Calls `work(i)` for i from 0 to before `count`, each once, on one thread for each
/// processor. Of several errors that of the smallest i is thrown.
void each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace lichen::inline LICHEN_ABI::io
