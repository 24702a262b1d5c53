// Plain tables of any content, written again where they can be read.

#include "fuzz/members.hpp"
#include "io/tables/reader.hpp"
#include "io/tables/writer.hpp"
#include "lichen/base/error.hpp"
#include "lichen/system/assembly.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto members = lichen::fuzz::members_of(data, size, "exchanges.csv");
  lichen::Database database;
  try {
    lichen::detail::read_tables(members, database);
    (void)lichen::detail::tables_of(database);
    (void)lichen::assemble(database);
  } catch (const lichen::Error&) {
  }
  return 0;
}
