// Plain tables of any content: what can be read is written, read again and the same.

#include <cstdlib>

#include "fuzz/members.hpp"
#include "io/tables/reader.hpp"
#include "io/tables/writer.hpp"
#include "lichen/base/error.hpp"
#include "lichen/system/assembly.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto members = lichen::fuzz::members_of(data, size, "exchanges.csv");
  lichen::Database database;
  try {
    lichen::detail::read_tables(members, database);
  } catch (const lichen::Error&) {
    return 0;
  }
  const auto tables = lichen::detail::tables_of(database);
  auto taken = tables;  // reading gives up the content of each file
  lichen::Database again;
  lichen::detail::read_tables(taken, again);  // what was written can be read
  const auto same = lichen::detail::tables_of(again);
  if (same.size() != tables.size()) std::abort();
  for (std::size_t i = 0; i < same.size(); ++i) {
    if (same[i].content != tables[i].content) std::abort();
  }
  try {
    (void)lichen::assemble(database);
  } catch (const lichen::Error&) {
  }
  return 0;
}
