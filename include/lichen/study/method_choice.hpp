#pragma once

/// @file
/// Which categories are scored, by which method, and how they meet a system.

#include <memory>
#include <string>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {

/// Which categories are scored, and how they meet the system.
struct MethodChoice {
  std::shared_ptr<const Database> methods;
  std::string method;  ///< id, name or "name, version"; empty: the only one
  std::vector<std::string> categories;  ///< ids or names; empty: all of the method
  std::string nw_set;                   ///< id or name; empty: none
  std::shared_ptr<const FlowMap> flow_map;
  CharacterisationOptions options;
};

/// A choice after its names were resolved: rows of the database of methods.
struct ResolvedMethod {
  MethodIndex method;  ///< none where the package holds categories without a method
  std::vector<CategoryIndex> categories;
  const NwSet* nw_set = nullptr;  ///< of the method; null where none was chosen
};

/// Resolves the names of a choice. Categories and normalisation sets are those of one
/// method: one of another method, or of another version of it, is refused, since numbers
/// of two sets must not meet in one.
/// @throws DataError  where a name is unknown (naming near matches), stands for several,
/// or
///                    belongs to another method; where the method has no factors at all.
[[nodiscard]] LICHEN_API ResolvedMethod resolve_method(const MethodChoice& choice);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/method_choice.ipp"
#endif
