#pragma once

// Rows of a database by id and by name, found without looking at all of them.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/named_rows.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Positions by a hash: each chain holds those of one hash and of some others, ascending.
class HashChains {
 public:
  template <class HashOf>
  HashChains(std::size_t size, const HashOf& hash_of)
      : first_(std::bit_ceil(std::max<std::size_t>(size, 1)), none), next_(size) {
    for (std::size_t i = size; i-- > 0;) {
      std::size_t& first = first_[bucket(hash_of(i))];
      next_[i] = first;
      first = i;
    }
  }

  /// Adds to `found` the positions of a hash that `matches`, in ascending order.
  template <class Matches>
  void collect(std::size_t hash, const Matches& matches,
               std::vector<std::size_t>& found) const {
    for (std::size_t i = first_[bucket(hash)]; i != none; i = next_[i]) {
      if (matches(i)) found.push_back(i);
    }
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t bucket(std::size_t hash) const {
    return hash & (first_.size() - 1);
  }

  std::vector<std::size_t> first_, next_;
};

/// Finds what `positions_of` finds, by an index that is made once.
template <class Row>
class NamedRows {
 public:
  /// Keeps references to the database and its rows.
  NamedRows(const Database& database, const std::vector<Row>& rows)
      : database_(database),
        rows_(rows),
        by_id_(rows.size(), [&](std::size_t i) { return std::hash<Id>()(rows[i].id); }),
        by_name_(rows.size(), [&](std::size_t i) { return hash_of(name(i)); }) {}

  [[nodiscard]] std::vector<std::size_t> find(std::string_view text) const {
    const std::string_view sought = trimmed(text);
    std::vector<std::size_t> found;
    if (sought.empty()) return found;
    const Id id = make_id(sought);
    by_id_.collect(
        std::hash<Id>()(id), [&](std::size_t i) { return rows_[i].id == id; }, found);
    if (found.empty()) collect_name(sought, found);
    if (found.empty()) collect_name_and_location(sought, found);
    return found;
  }

 private:
  [[nodiscard]] static std::size_t hash_of(std::string_view text) {
    return std::hash<std::string_view>()(text);
  }
  [[nodiscard]] std::string_view name(std::size_t i) const {
    return trimmed(database_.text(rows_[i].name));
  }

  void collect_name(std::string_view sought, std::vector<std::size_t>& found) const {
    by_name_.collect(
        hash_of(sought), [&](std::size_t i) { return name(i) == sought; }, found);
  }

  // A name may hold ", " as well: each of them may be where the location begins.
  void collect_name_and_location(std::string_view sought,
                                 std::vector<std::size_t>& found) const {
    for (std::size_t end = sought.find(", "); end != std::string_view::npos;
         end = sought.find(", ", end + 1)) {
      const std::string_view part = sought.substr(0, end);
      by_name_.collect(
          hash_of(part),
          [&](std::size_t i) {
            return name(i) == part && is_name_and_location(database_, rows_[i], sought);
          },
          found);
    }
    std::sort(found.begin(), found.end());
  }

  const Database& database_;
  const std::vector<Row>& rows_;
  HashChains by_id_, by_name_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
