// Archives of any content: read within limits, or refused.

#include <cstddef>
#include <cstdint>

#include "io/package/members.hpp"
#include "lichen/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const lichen::io::ReadLimits limits{
      .max_entry_bytes = 1U << 20, .max_total_bytes = 1U << 22, .max_entries = 1000};
  const lichen::detail::ArchiveBytes archive{{reinterpret_cast<const char*>(data), size},
                                             "fuzz.zip"};
  lichen::Findings findings;
  try {
    (void)lichen::detail::read_archive(archive, limits, {}, findings);
  } catch (const lichen::Error&) {
  }
  return 0;
}
