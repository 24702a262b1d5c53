// The JSON inside of a bw2package, of any content.

#include "fuzz/members.hpp"
#include "io/bw2package/reader.hpp"
#include "lichen/base/error.hpp"
#include "lichen/system/assembly.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto members = lichen::fuzz::members_of(data, size, "package.json");
  lichen::Database database;
  try {
    lichen::detail::read_bw2package(members[0], database);
    (void)lichen::assemble(database);
  } catch (const lichen::Error&) {
  }
  return 0;
}
