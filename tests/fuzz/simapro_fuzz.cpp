// SimaPro CSV packages of any content: an error or findings, never a crash.

#include "fuzz/members.hpp"
#include "io/simapro/reader.hpp"
#include "lichen/base/error.hpp"
#include "lichen/system/assembly.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto members = lichen::fuzz::members_of(data, size, "a.csv");
  lichen::Database database;
  try {
    lichen::detail::read_simapro(members, {}, database);
    (void)lichen::assemble(database);
  } catch (const lichen::Error&) {
  }
  return 0;
}
