#pragma once

/// @file
/// Arrays that are filled once and read often, on large pages where the system has them.

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#ifdef __linux__
#  include <sys/mman.h>
#endif

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A page of 2 MiB is ready in a tenth of the time that its 512 small ones take, which is
/// more than the work on the numbers of a system that is solved once.
inline constexpr std::size_t large_page = std::size_t{1} << 21U;
/// Arrays below half a page would waste more memory than they gain.
inline constexpr std::size_t smallest_on_large_pages = large_page / 2;
inline constexpr std::size_t cache_line = 64;

[[nodiscard]] constexpr std::size_t rounded_up_to(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

/// Memory on cache lines of its own, not set to anything.
[[nodiscard]] inline void* allocate_large(std::size_t bytes) {
#ifdef __linux__
  if (bytes >= smallest_on_large_pages) {
    const std::size_t size = rounded_up_to(bytes, large_page);
    if (void* const memory = std::aligned_alloc(large_page, size)) {
      ::madvise(memory, size, MADV_HUGEPAGE);  // a hint: small pages do as well
      return memory;
    }
    throw std::bad_alloc();
  }
#endif
  void* const memory = std::aligned_alloc(cache_line, rounded_up_to(bytes, cache_line));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

/// An allocator of such memory. Elements made without a value are left as they are.
template <class T>
struct LargeAllocator {
  using value_type = T;
  static_assert(std::is_trivially_copyable_v<T>);

  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) noexcept {}  // NOLINT: as allocators convert

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / 2 / sizeof(T)) {
      throw std::bad_alloc();
    }
    return static_cast<T*>(allocate_large(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t) noexcept { std::free(memory); }

  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Values>
  void construct(U* at, Values&&... values) {
    ::new (static_cast<void*>(at)) U(std::forward<Values>(values)...);
  }

  template <class U>
  friend bool operator==(const LargeAllocator&, const LargeAllocator<U>&) noexcept {
    return true;
  }
};

}  // namespace detail

/// A vector whose elements are not set before they are written: `resize` and a size
/// alone leave new ones as they are.
template <class T>
using LargeArray = std::vector<T, detail::LargeAllocator<T>>;

}  // namespace lichen::inline LICHEN_ABI
