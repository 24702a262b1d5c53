#pragma once

/// @file
/// An order of the members of one component in which sweeps converge in few steps.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lichen/base/large_array.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// The uses of the members of a component by each other: which members use member j, and
/// how much of it for each unit of theirs.
struct MemberUses {
  struct Use {
    Index user;
    float amount;
  };
  std::vector<Index> start;  ///< of the uses of each member; one more than members
  LargeArray<Use> use;
};

/// Members in lists by what they still depend on, a power of two each; what belongs to
/// one stands together in memory.
class OpenMembers {
 public:
  explicit OpenMembers(const MemberUses& uses) : members_(uses.start.size() - 1) {
    first_.fill(-1);
    for (const auto& [user, amount] : uses.use) members_[at(user)].open += amount;
    for (auto i = static_cast<Index>(members_.size()) - 1; i >= 0; --i) {
      add(i, list_of(members_[at(i)].open));
    }
  }

  /// Takes the member that was added last to the lowest list. @pre there is one.
  [[nodiscard]] Index take() {
    while (first_[at(lowest_)] < 0) ++lowest_;
    const Index member = first_[at(lowest_)];
    remove(member);
    members_[at(member)].list = taken;
    return member;
  }

  void settle(Index member, float amount) {
    Member& of = members_[at(member)];
    if (of.list == taken) return;
    of.open -= amount;
    const Index list = list_of(of.open);
    if (list == of.list) return;
    remove(member);
    add(member, list);
  }

  void ask_for(Index member) const { __builtin_prefetch(&members_[at(member)]); }

 private:
  struct Member {
    float open = 0.F;  ///< the sum of its inputs from members not taken
    Index list = 0;
    Index next = -1;
    Index before = -1;
  };
  static constexpr Index taken = -1;
  static constexpr Index lists = 128;
  static constexpr Index lowest_exponent = 127 - 96;  // of sizes: 2^-96 to 2^31

  /// By the exponent, as it stands in the number.
  [[nodiscard]] static Index list_of(float size) {
    const auto exponent = static_cast<Index>(std::bit_cast<std::uint32_t>(size) >> 23U);
    return size > 0.F ? std::clamp(exponent - lowest_exponent, 1, lists - 1) : 0;
  }

  void add(Index member, Index list) {
    Member& of = members_[at(member)];
    of.list = list;
    of.before = -1;
    of.next = first_[at(list)];
    if (of.next >= 0) members_[at(of.next)].before = member;
    first_[at(list)] = member;
    lowest_ = std::min(lowest_, list);
  }

  void remove(Index member) {
    const Member& of = members_[at(member)];
    if (of.next >= 0) members_[at(of.next)].before = of.before;
    if (of.before >= 0) {
      members_[at(of.before)].next = of.next;
    } else {
      first_[at(of.list)] = of.next;
    }
  }

  std::vector<Member> members_;
  std::array<Index, static_cast<std::size_t>(lists)> first_{};
  Index lowest_ = lists - 1;
};

/// Takes one member after the other, each time one of those that depend least on members
/// not taken yet (to a factor of two): a greedy feedback arc set by weight. Amounts are
/// compared as they are, in mixed units: that orders well enough, and costs no solution.
/// @returns the members in the order in which they are taken.
[[nodiscard]] inline std::vector<Index> least_dependent_first(const MemberUses& uses) {
  OpenMembers open(uses);
  std::vector<Index> order(uses.start.size() - 1);
  for (Index& place : order) {
    place = open.take();
    const auto first = uses.use.begin() + uses.start[at(place)];
    const auto last = uses.use.begin() + uses.start[at(place) + 1];
    for (auto use = first; use != last; ++use) open.ask_for(use->user);
    for (auto use = first; use != last; ++use) open.settle(use->user, use->amount);
  }
  return order;
}

}  // namespace lichen::inline LICHEN_ABI::detail
