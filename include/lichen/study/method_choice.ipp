#pragma once

#include <algorithm>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/study/method_choice.hpp"
#include "lichen/study/named_rows.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline std::string method_label(const Database& methods, const Method& method) {
  const std::string version = name_text(methods, method.version);
  return full_label(methods, method) + (version.empty() ? "" : " version " + version);
}

inline MethodIndex method_named(const Database& methods, const std::string& name) {
  if (!name.empty())
    return MethodIndex(only_position(methods, methods.methods, name, "method"));
  if (methods.methods.size() == 1) return MethodIndex(std::size_t{0});
  if (methods.methods.empty()) return {};
  std::vector<std::string> labels;
  for (const Method& method : methods.methods)
    labels.push_back(method_label(methods, method));
  throw DataError("there are " + std::to_string(labels.size()) +
                  " methods; name one: " + joined(labels, 50));
}

/// The categories that may be scored together.
inline std::vector<CategoryIndex> categories_of(const Database& methods,
                                                MethodIndex method) {
  if (method) return methods.methods[method.at()].categories;
  std::vector<CategoryIndex> all;
  for (std::size_t i = 0; i < methods.categories.size(); ++i) all.emplace_back(i);
  return all;
}

inline DataError foreign(const Database& methods, MethodIndex method,
                         const std::string& what, const std::string& name) {
  return DataError(what + " \"" + name + "\" does not belong to the method " +
                   method_label(methods, methods.methods[method.at()]) +
                   "; numbers of different methods must not be mixed");
}

/// The category of a name among those of a method.
inline CategoryIndex category_named(const Database& methods, MethodIndex method,
                                    const std::vector<CategoryIndex>& own,
                                    const std::string& name) {
  std::vector<Category> rows;
  for (const CategoryIndex index : own) rows.push_back(methods.categories[index.at()]);
  if (positions_of(methods, rows, name).empty() && method &&
      !positions_of(methods, methods.categories, name).empty()) {
    throw foreign(methods, method, "category", name);
  }
  return own[only_position(methods, rows, name, "category of the method")];
}

inline const NwSet* nw_set_named(const Database& methods, MethodIndex method,
                                 const std::string& name) {
  if (name.empty()) return nullptr;
  if (!method)
    throw DataError("there is no method that \"" + name + "\" could belong to");
  const auto& own = methods.methods[method.at()].nw_sets;
  if (positions_of(methods, own, name).empty()) {
    for (const Method& other : methods.methods) {
      if (!positions_of(methods, other.nw_sets, name).empty()) {
        throw foreign(methods, method, "normalisation and weighting set", name);
      }
    }
  }
  return &own[only_position(methods, own, name, "normalisation and weighting set")];
}

/// @throws DataError  where the set holds factors of categories that are not the
/// method's.
inline void require_own_categories(const Database& methods, MethodIndex method,
                                   const NwSet& set) {
  const auto& own = methods.methods[method.at()].categories;
  for (const NwFactor& factor : set.factors) {
    if (std::find(own.begin(), own.end(), factor.category) != own.end()) continue;
    const Category& category = methods.categories[factor.category.at()];
    throw foreign(
        methods, method,
        "the set \"" + name_text(methods, set.name) + "\" holds a factor: category",
        name_text(methods, category.name));
  }
}

}  // namespace detail

LICHEN_INLINE ResolvedMethod resolve_method(const MethodChoice& choice) {
  if (!choice.methods) throw DataError("no methods were given");
  const Database& methods = *choice.methods;
  ResolvedMethod resolved;
  resolved.method = detail::method_named(methods, choice.method);
  const auto own = detail::categories_of(methods, resolved.method);
  for (const std::string& name : choice.categories) {
    const auto index = detail::category_named(methods, resolved.method, own, name);
    auto& chosen = resolved.categories;
    if (std::find(chosen.begin(), chosen.end(), index) == chosen.end())
      chosen.push_back(index);
  }
  if (choice.categories.empty()) resolved.categories = own;
  if (resolved.categories.empty()) throw DataError("the method has no categories");
  const bool empty = std::all_of(
      resolved.categories.begin(), resolved.categories.end(),
      [&](CategoryIndex i) { return methods.categories[i.at()].factor_count == 0; });
  if (empty) {
    throw DataError(
        "the method has no factors for " +
        detail::full_label(methods, methods.categories[resolved.categories[0].at()]) +
        (resolved.categories.size() > 1 ? " and its other categories" : "") +
        ": a score of 0 would be wrong");
  }
  resolved.nw_set = detail::nw_set_named(methods, resolved.method, choice.nw_set);
  if (resolved.nw_set) {
    detail::require_own_categories(methods, resolved.method, *resolved.nw_set);
  }
  return resolved;
}

}  // namespace lichen::inline LICHEN_ABI
