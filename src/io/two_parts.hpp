#pragma once

// Work in two fixed parts on two threads. The parts never depend on how many cores there
// are, so that neither does a result.

#include <exception>
#include <system_error>
#include <thread>

namespace lichen::detail {

/// Runs `work(0)` on the calling thread and `work(1)` beside it; waits for both. Where
/// both fail, the error of part 0 is the one that is thrown. Where the system gives no
/// thread, the parts run one after the other.
template <class Work>
void in_two_parts(const Work& work) {
  std::exception_ptr errors[2];
  const auto guarded = [&](int part) {
    try {
      work(part);
    } catch (...) {
      errors[part] = std::current_exception();
    }
  };
  std::thread other;
  try {
    other = std::thread(guarded, 1);
  } catch (const std::system_error&) {
    guarded(1);
  }
  guarded(0);
  if (other.joinable()) other.join();
  for (const std::exception_ptr& error : errors) {
    if (error) std::rethrow_exception(error);
  }
}

}  // namespace lichen::detail
