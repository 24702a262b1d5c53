#pragma once

#include <cstdio>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/linalg/memory_limit.hpp"

#if __has_include(<unistd.h>)
#  include <unistd.h>
#endif

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE double default_memory_limit() {
#ifdef _SC_PHYS_PAGES
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  if (pages > 0 && page > 0) {
    return 0.5 * static_cast<double>(pages) * static_cast<double>(page);
  }
#endif
  return 4. * 1024. * 1024. * 1024.;
}

namespace detail {

LICHEN_INLINE std::string memory_text(double bytes) {
  char text[48];
  const bool large = bytes >= 1e9;
  std::snprintf(text, sizeof text, large ? "%.3g GB" : "%.3g MB",
                bytes / (large ? 1e9 : 1e6));
  return text;
}

LICHEN_INLINE void require_memory(double bytes, double limit, const std::string& what) {
  if (bytes <= limit) return;
  throw Error(what + " would take " + memory_text(bytes) + ", above the limit of " +
              memory_text(limit) +
              ": choose solver \"iterative\" or \"automatic\", which need no such "
              "factors, or raise memory_limit");
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
