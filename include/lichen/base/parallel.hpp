#pragma once

/// @file
/// Independent parts of one piece of work, on several threads that end with it.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "lichen/base/progress.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// How a piece of work runs. No result depends on it.
struct RunOptions {
  /// Threads that work, the calling one among them; 0: one per processor.
  int threads = 0;
  /// Called by the calling thread; what it throws ends the work and reaches the caller.
  Progress progress;
};

namespace detail {

[[nodiscard]] inline std::size_t workers(int threads, std::size_t parts) {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  const auto wanted = threads > 0 ? static_cast<std::size_t>(threads) : processors;
  return std::max<std::size_t>(1, std::min(wanted, parts));
}

}  // namespace detail

/// Does a task of `count` parts: calls `part(i)` for i from 0 to before `count`, each
/// once, in any order, on the calling thread and others that it starts. After the first
/// exception no new part begins; that of the part with the smallest number is thrown.
template <class Part>
void in_parallel(std::string_view task, std::size_t count, const RunOptions& options,
                 Part part) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  std::atomic<bool> stopped{false};
  std::mutex guard;
  std::exception_ptr failure;
  std::size_t failed = count;
  const auto fail = [&](std::size_t i) {
    const std::lock_guard lock(guard);
    stopped = true;
    if (failure && i > failed) return;
    failed = i;
    failure = std::current_exception();
  };
  const auto work = [&](bool caller) {
    for (std::size_t i = next++; i < count && !stopped; i = next++) {
      try {
        part(i);
        ++done;
        if (caller && options.progress) {
          options.progress(task, static_cast<std::int64_t>(done.load()),
                           static_cast<std::int64_t>(count));
        }
      } catch (...) {
        fail(i);
      }
    }
  };
  std::vector<std::thread> others(detail::workers(options.threads, count) - 1);
  for (std::thread& thread : others) thread = std::thread(work, false);
  work(true);
  for (std::thread& thread : others) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace lichen::inline LICHEN_ABI
