#pragma once

/// @file
/// Long work that can be stopped from outside, as by Ctrl-C, wherever it is.

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// While one lives, the library calls it from inside long work on the thread that made it
/// (between sweeps, columns of dense factors, components); what it throws ends the work
/// and reaches the caller. Work that other threads do for this one ends, too. Of several
/// on one thread all are called, as often as the last.
class LICHEN_API Interruptible {
 public:
  using Clock = std::chrono::steady_clock;

  /// @param look   tells a wish to stop by throwing
  /// @param every  the least time between two calls
  explicit Interruptible(std::function<void()> look,
                         Clock::duration every = std::chrono::milliseconds(50));
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible();

 private:
  friend class InterruptionOfOthers;
  friend LICHEN_API void look_for_interruption();
  void look_now();

  std::function<void()> look_;
  Clock::duration every_;
  Clock::time_point next_;
  std::atomic<bool> stopped_{false};
  Interruptible* outer_;
  bool outer_is_own_;
};

/// Thrown on threads whose caller was interrupted; the caller gets its own exception. It
/// is no `Error`: nothing is wrong.
class LICHEN_API Interrupted : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// What long work calls now and then: nearly free where nobody wants to know.
LICHEN_API void look_for_interruption();

/// Lets a thread that works for another one end where that one is interrupted.
class LICHEN_API InterruptionOfOthers {
 public:
  /// @param by  what `current()` gave on the other thread; may be null.
  explicit InterruptionOfOthers(Interruptible* by);
  InterruptionOfOthers(const InterruptionOfOthers&) = delete;
  InterruptionOfOthers& operator=(const InterruptionOfOthers&) = delete;
  ~InterruptionOfOthers();

  /// What counts on this thread; null where nothing does.
  [[nodiscard]] static Interruptible* current();
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/base/interruption.ipp"
#endif
