#pragma once

// A result with the databases that know how its ids are written.

#include <string>
#include <utility>

#include "lichen/model/database.hpp"
#include "lichen/study/result.hpp"

namespace lichen::python {

/// Python keeps both databases alive as long as the answer.
struct Answer : Result {
  Answer(Result result, const Database& of, const Database* its_methods)
      : Result(std::move(result)), database(&of), methods(its_methods) {}

  /// The id of a flow or activity, as its source wrote it.
  [[nodiscard]] std::string id_text(Id id) const { return database->id_text(id); }
  /// The id of a method, category or set, as its source wrote it; "" where there is none.
  [[nodiscard]] std::string method_id_text(Id id) const {
    return id && methods != nullptr ? methods->id_text(id) : std::string();
  }

  const Database* database;
  const Database* methods;  ///< null for an inventory
};

}  // namespace lichen::python
