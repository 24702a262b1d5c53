#pragma once

// What is saved of a linked system: matrices, labels, units, categories of methods.

#include <memory>
#include <tuple>
#include <vector>

#include "choices.hpp"
#include "lichen/model/database.hpp"
#include "lichen/store/snapshot.hpp"
#include "lichen/study/system.hpp"

namespace lichen::python {

/// (methods, positions of categories, how factors meet flows), as Python gives them
using Chosen =
    std::tuple<std::shared_ptr<Database>, std::vector<std::size_t>, FactorWords>;

/// The same for the library.
struct SavedMethod {
  std::shared_ptr<const Database> methods;
  std::vector<CategoryIndex> categories;
  std::shared_ptr<const FlowMap> flow_map;
  CharacterisationOptions options;
};

std::vector<SavedMethod> saved_methods(const std::vector<Chosen>& chosen);

/// @pre the GIL is released.
store::SnapshotContent saved_content(const System& system, const SolveOptions& solve,
                                     const std::vector<SavedMethod>& choices);

}  // namespace lichen::python
