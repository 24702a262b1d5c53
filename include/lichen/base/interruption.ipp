#pragma once

#include <utility>

#include "lichen/base/interruption.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// What counts on a thread, and whether this thread calls it.
struct ThreadInterruption {
  Interruptible* by = nullptr;
  bool own = false;
};

inline ThreadInterruption& thread_interruption() {
  thread_local ThreadInterruption state;
  return state;
}

}  // namespace detail

LICHEN_INLINE Interruptible::Interruptible(std::function<void()> look,
                                           Clock::duration every)
    : look_(std::move(look)),
      every_(every),
      next_(Clock::now() + every),
      outer_(detail::thread_interruption().by),
      outer_is_own_(detail::thread_interruption().own) {
  detail::thread_interruption() = {this, true};
}

LICHEN_INLINE Interruptible::~Interruptible() {
  detail::thread_interruption() = {outer_, outer_is_own_};
}

LICHEN_INLINE void Interruptible::look_now() {
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + every_;
  try {
    if (outer_ != nullptr && outer_is_own_) outer_->look_now();
    if (outer_ != nullptr && outer_->stopped_) throw Interrupted();
    look_();
  } catch (...) {
    stopped_ = true;
    throw;
  }
}

LICHEN_INLINE void look_for_interruption() {
  const detail::ThreadInterruption& state = detail::thread_interruption();
  if (state.by == nullptr) return;
  if (state.own) return state.by->look_now();
  if (state.by->stopped_.load(std::memory_order_relaxed)) throw Interrupted();
}

LICHEN_INLINE InterruptionOfOthers::InterruptionOfOthers(Interruptible* by) {
  detail::thread_interruption() = {by, false};
}

LICHEN_INLINE InterruptionOfOthers::~InterruptionOfOthers() {
  detail::thread_interruption() = {};
}

LICHEN_INLINE Interruptible* InterruptionOfOthers::current() {
  return detail::thread_interruption().by;
}

}  // namespace lichen::inline LICHEN_ABI
