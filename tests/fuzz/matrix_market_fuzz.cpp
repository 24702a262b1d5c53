// Matrix Market texts of any content: a matrix of finite numbers, or an error.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "lichen/base/error.hpp"
#include "store/matrix_market_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto matrix = lichen::detail::parse_matrix_market(
        {reinterpret_cast<const char*>(data), size}, "fuzz.mtx");
    for (Eigen::Index k = 0; k < matrix.nonZeros(); ++k) {
      if (matrix.innerIndexPtr()[k] >= matrix.rows()) std::abort();
    }
  } catch (const lichen::Error&) {
  }
  return 0;
}
