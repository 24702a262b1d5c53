#pragma once

/// @file
/// Searches activities and flows by words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI {

enum class FoundKind : std::uint8_t { activity, flow };

/// An activity or flow that a search found.
struct FoundRow {
  FoundKind kind = FoundKind::activity;
  Id id;
  std::string name;
  std::string product;  ///< of an activity: its reference product; of a flow: its type
  std::string location;
  std::string category;  ///< path; the compartment of an elementary flow
  std::string unit;      ///< of `amount`
  double amount = 0.;    ///< of an activity: of its reference product, as written; else 1
};

struct SearchOptions {
  bool activities = true;
  bool flows = true;
  std::size_t limit = 0;  ///< most rows; 0: all
};

/// The rows that hold every word of a query somewhere in name, product, location or
/// category, case aside: an id or whole name first, then names that begin with the query,
/// then names that hold all words, then the rest; activities before flows, then by name
/// and id.
[[nodiscard]] LICHEN_API std::vector<FoundRow> search(const Database& database,
                                                      std::string_view query,
                                                      const SearchOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/search.ipp"
#endif
