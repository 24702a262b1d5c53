#pragma once

// The bundled demonstration study, embedded by the build.

#include <string_view>
#include <utility>
#include <vector>

namespace lichen::detail {

/// File name and content of each table of datasets/demo.
std::vector<std::pair<std::string_view, std::string_view>> demo_files();

}  // namespace lichen::detail
