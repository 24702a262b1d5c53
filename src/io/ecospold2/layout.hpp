#pragma once

// Which files of a package are EcoSpold, and of which version.

#include <cstdint>
#include <string_view>
#include <vector>

#include "io/package/members.hpp"

namespace lichen::detail::ecospold2 {

enum class FileKind : std::uint8_t {
  other,
  version_1,
  data_sets,   ///< activities or methods
  master_data  ///< what data sets refer to
};

/// What a file is, by how it starts.
FileKind kind_of(std::string_view content);

/// Files that ecoinvent's lookup table lists and the package lacks, as findings.
void check_lookup(const std::vector<Member>& members, Findings& findings);

}  // namespace lichen::detail::ecospold2
