#pragma once

// What is odd about a file as XML.

#include <string_view>

#include "io/xml/document.hpp"
#include "lichen/base/finding.hpp"

namespace lichen::detail::xml {

/// Adds a finding where a file was not in the encoding that it declares, or cannot be
/// read in it.
void report(const Recoding& recoding, std::string_view file, Findings& findings);

/// Adds findings on a file that cannot be read, one in another encoding than it says, a
/// DTD, and a namespace that does not end with `name_space`.
void report(const Document& document, std::string_view file, std::string_view name_space,
            Findings& findings);

}  // namespace lichen::detail::xml
