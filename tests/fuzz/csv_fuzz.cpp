// CSV of any content: every field can be looked at.

#include <cstddef>
#include <cstdint>

#include "io/csv/reader.hpp"
#include "lichen/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const lichen::detail::csv::Table table("fuzz.csv",
                                           {reinterpret_cast<const char*>(data), size});
    for (std::size_t row = 0; row < table.size(); ++row) {
      for (std::size_t column = 0; column <= table.columns().size(); ++column) {
        (void)lichen::detail::csv::number_of(table.at(row, column));
      }
    }
  } catch (const lichen::Error&) {
  }
  return 0;
}
