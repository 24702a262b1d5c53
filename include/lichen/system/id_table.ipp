#pragma once

// A table from ids to positions in one block of memory: thousands of ids are looked up
// for one answer, where a node for each would cost more than the answer.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lichen/base/id.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Positions by id; ids are spread well already, so their bits are their hash.
class IdTable {
 public:
  static constexpr std::int32_t absent = -1;

  /// @param most  the most ids that will be added.
  explicit IdTable(std::size_t most)
      : slots_(std::bit_ceil(2 * most + 2)), mask_(slots_.size() - 1) {}

  /// The position of an id; added as `absent` where it is new.
  [[nodiscard]] std::int32_t& at(Id id) {
    Slot& slot = slots_[place(id)];
    slot.used = true;
    slot.id = id;
    return slot.position;
  }
  /// The position of an id, or `absent`.
  [[nodiscard]] std::int32_t find(Id id) const { return slots_[place(id)].position; }

 private:
  struct Slot {
    Id id;
    std::int32_t position = absent;
    bool used = false;
  };
  /// The slot of an id, or the free one where it would stand.
  [[nodiscard]] std::size_t place(Id id) const {
    std::size_t at = std::hash<Id>()(id) & mask_;
    while (slots_[at].used && slots_[at].id != id) at = (at + 1) & mask_;
    return at;
  }

  std::vector<Slot> slots_;
  std::size_t mask_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
