#pragma once

// Which files of a package are read, in which order: of several versions of a data set
// the highest.

#include <vector>

#include "io/ilcd/layout.hpp"
#include "io/package/members.hpp"
#include "lichen/base/finding.hpp"

namespace lichen::detail::ilcd {

struct File {
  Member* member = nullptr;
  FileKind kind = FileKind::other;
};

/// The files to read, what others refer to first; what is left out is reported.
std::vector<File> files_of(std::vector<Member>& members, Findings& findings);

}  // namespace lichen::detail::ilcd
