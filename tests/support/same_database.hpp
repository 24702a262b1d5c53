#pragma once

// Whether two databases hold the same, bit by bit, whatever the handles of their texts.

#include <string>

#include "lichen/model/database.hpp"

namespace lichen::test {

/// The first difference in words; empty where there is none. Sources and findings are not
/// compared.
std::string difference(const Database& a, const Database& b);

}  // namespace lichen::test
