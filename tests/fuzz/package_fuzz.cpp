// Archives of any content: read within limits, or refused.

#include <cstdio>
#include <string>

#include <unistd.h>

#include "io/package/members.hpp"
#include "lichen/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string path = "/tmp/lichen-fuzz-" + std::to_string(getpid());
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return 0;
  std::fwrite(data, 1, size, file);
  std::fclose(file);
  const lichen::io::ReadLimits limits{
      .max_entry_bytes = 1U << 20, .max_total_bytes = 1U << 22, .max_entries = 1000};
  lichen::Findings findings;
  try {
    (void)lichen::detail::read_members(path, limits, {}, findings);
  } catch (const lichen::Error&) {
  }
  std::remove(path.c_str());
  return 0;
}
