#pragma once

// What stands in lists and maps of the model, as rows of tables.

#include <algorithm>
#include <utility>
#include <vector>

#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

using NwSetIndex = StrongIndex<struct NwSetTag>;

/// A category of a method.
struct MethodCategory {
  MethodIndex method;
  CategoryIndex category;
};

/// A normalisation and weighting set with its method; its factors are rows of their own.
struct FlatNwSet {
  MethodIndex method;
  NwSet set;
};
struct FlatNwFactor {
  NwSetIndex set;
  NwFactor factor;
};

/// The text that an id was made from.
struct IdText {
  Id id;
  Text text;
};

/// The lists of all methods, and the texts of ids sorted by id.
struct FlatLists {
  std::vector<MethodCategory> method_categories;
  std::vector<FlatNwSet> nw_sets;
  std::vector<FlatNwFactor> nw_factors;
  std::vector<IdText> id_texts;
};

inline void flatten(const Method& method, MethodIndex index, FlatLists& flat) {
  for (const CategoryIndex category : method.categories) {
    flat.method_categories.push_back({index, category});
  }
  for (const NwSet& set : method.nw_sets) {
    const NwSetIndex at(flat.nw_sets.size());
    flat.nw_sets.push_back({index, set});
    for (const NwFactor& factor : set.factors) flat.nw_factors.push_back({at, factor});
  }
}

inline FlatLists flatten(const Database& database) {
  FlatLists flat;
  for (std::size_t m = 0; m < database.methods.size(); ++m) {
    flatten(database.methods[m], MethodIndex(m), flat);
  }
  for (const auto& [id, text] : database.id_texts) flat.id_texts.push_back({id, text});
  std::sort(flat.id_texts.begin(), flat.id_texts.end(),
            [](const IdText& a, const IdText& b) { return a.id < b.id; });
  return flat;
}

/// Puts lists back where they belong. @pre indices point into their tables.
inline void unflatten(FlatLists flat, Database& database) {
  for (const MethodCategory& row : flat.method_categories) {
    database.methods[row.method.at()].categories.push_back(row.category);
  }
  for (const FlatNwFactor& row : flat.nw_factors) {
    flat.nw_sets[row.set.at()].set.factors.push_back(row.factor);
  }
  for (FlatNwSet& row : flat.nw_sets) {
    database.methods[row.method.at()].nw_sets.push_back(std::move(row.set));
  }
  for (const IdText& row : flat.id_texts) database.id_texts.emplace(row.id, row.text);
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
