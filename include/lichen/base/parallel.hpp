#pragma once

/// @file
/// Independent parts of one piece of work, on several threads that end with it.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "lichen/base/interruption.hpp"
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

/// The exception of the part with the smallest number; those of waiting and of threads
/// that were interrupted come after all of them.
class FirstFailure {
 public:
  explicit FirstFailure(std::size_t parts) : failed_(parts + 2) {}

  [[nodiscard]] bool any() const { return stopped_; }
  void keep_current(std::size_t part) {
    const std::lock_guard lock(guard_);
    stopped_ = true;
    if (part >= failed_) return;
    failed_ = part;
    failure_ = std::current_exception();
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::atomic<bool> stopped_{false};
  std::mutex guard_;
  std::exception_ptr failure_;
  std::size_t failed_;
};

/// Threads that work beside the calling one, which looks for interruptions while it waits
/// for them.
class Helpers {
 public:
  template <class Work>
  Helpers(std::size_t count, const Work& work) : running_(count), threads_(count) {
    Interruptible* const by = InterruptionOfOthers::current();
    for (std::thread& thread : threads_) {
      thread = std::thread([this, by, &work] {
        const InterruptionOfOthers interruption(by);
        work();
        const std::lock_guard lock(guard_);
        --running_;
        ended_.notify_one();
      });
    }
  }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  ~Helpers() {
    for (std::thread& thread : threads_) thread.join();
  }

  /// @throws what an `Interruptible` of this thread does.
  void wait() {
    std::unique_lock lock(guard_);
    while (running_ > 0) {
      ended_.wait_for(lock, std::chrono::milliseconds(20));
      lock.unlock();
      look_for_interruption();
      lock.lock();
    }
  }

 private:
  std::mutex guard_;
  std::condition_variable ended_;
  std::size_t running_;
  std::vector<std::thread> threads_;
};

}  // namespace detail

/// Does a task of `count` parts: calls `part(i)` for i from 0 to before `count`, each
/// once, in any order, on the calling thread and others that it starts. After the first
/// exception no new part begins; that of the part with the smallest number is thrown.
/// Progress is told after parts of the calling thread and, where parts look for
/// interruptions, inside them.
template <class Part>
void in_parallel(std::string_view task, std::size_t count, const RunOptions& options,
                 Part part) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  detail::FirstFailure failure(count);
  const auto tell = [&] {
    options.progress(task, static_cast<std::int64_t>(done.load()),
                     static_cast<std::int64_t>(count));
  };
  const auto work = [&](bool caller) {
    for (std::size_t i = next++; i < count && !failure.any(); i = next++) {
      try {
        part(i);
        ++done;
        if (caller && options.progress) tell();
      } catch (const Interrupted&) {
        failure.keep_current(count + 1);
      } catch (...) {
        failure.keep_current(i);
      }
    }
  };
  std::optional<Interruptible> interruptible;
  if (options.progress) interruptible.emplace(tell);
  {
    const auto help = [&] { work(false); };
    detail::Helpers helpers(detail::workers(options.threads, count) - 1, help);
    work(true);
    try {
      helpers.wait();
    } catch (...) {
      failure.keep_current(count);
    }
  }
  failure.rethrow();
}

}  // namespace lichen::inline LICHEN_ABI
