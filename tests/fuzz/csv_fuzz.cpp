// CSV of any content: every field can be looked at.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "io/csv/reader.hpp"
#include "lichen/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const lichen::detail::csv::Table table("fuzz.csv", text);
    for (std::size_t row = table.size(); row-- > 0;) {
      for (std::size_t column = 0; column <= table.columns().size(); ++column) {
        (void)lichen::detail::csv::number_of(table.at(row, column));
      }
    }
  } catch (const lichen::Error&) {
  }
  return 0;
}
