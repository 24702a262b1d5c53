#include "io/package/write.hpp"

#include "io/tables/writer.hpp"
#include "lichen/io/tables.hpp"

namespace lichen::inline LICHEN_ABI::io {

void write_tables(const Database& database, const std::string& path) {
  detail::write_members(detail::tables_of(database), path);
}

}  // namespace lichen::inline LICHEN_ABI::io
