#include "io/each_in_parallel.hpp"

#include "lichen/base/parallel.hpp"

namespace lichen::inline LICHEN_ABI::io {

void each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  in_parallel("reading", count, {}, [&](std::size_t i) { work(i); });
}

}  // namespace lichen::inline LICHEN_ABI::io
