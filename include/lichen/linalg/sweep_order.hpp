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

/// Members in lists by the size of a number, a power of two each; the smallest first.
class SizeLists {
 public:
  explicit SizeLists(Index members) : next_(at(members)), before_(at(members)) {
    head_.fill(-1);
  }

  /// By the exponent, as it stands in the number.
  [[nodiscard]] static int list_of(float size) {
    const auto exponent = static_cast<int>(std::bit_cast<std::uint32_t>(size) >> 23U);
    return size > 0.F ? std::clamp(exponent - lowest_exponent, 1, lists - 1) : 0;
  }

  void add(Index member, int list) {
    Index& head = head_[static_cast<std::size_t>(list)];
    next_[at(member)] = head;
    before_[at(member)] = -1 - list;
    if (head >= 0) before_[at(head)] = member;
    head = member;
    lowest_ = std::min(lowest_, list);
  }

  void remove(Index member) {
    const Index next = next_[at(member)];
    const Index before = before_[at(member)];
    if (next >= 0) before_[at(next)] = before;
    if (before >= 0) {
      next_[at(before)] = next;
    } else {
      head_[static_cast<std::size_t>(-1 - before)] = next;
    }
  }

  /// The member that was added last to the lowest list. @pre there is one.
  [[nodiscard]] Index take() {
    while (head_[static_cast<std::size_t>(lowest_)] < 0) ++lowest_;
    const Index member = head_[static_cast<std::size_t>(lowest_)];
    remove(member);
    return member;
  }

 private:
  static constexpr int lists = 128;
  static constexpr int lowest_exponent = 127 - 96;  // of sizes: 2^-96 to 2^31

  std::array<Index, lists> head_{};
  std::vector<Index> next_;
  std::vector<Index> before_;  ///< or the list of the first member, as -1 - list
  int lowest_ = lists - 1;
};

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

/// Takes one member after the other, each time one of those that depend least on members
/// not taken yet (to a factor of two): a greedy feedback arc set by weight. Amounts are
/// compared as they are, in mixed units: that orders well enough, and costs no solution.
/// @returns the members in the order in which they are taken.
[[nodiscard]] inline std::vector<Index> least_dependent_first(const MemberUses& uses) {
  const auto members = static_cast<Index>(uses.start.size()) - 1;
  std::vector<float> open(at(members), 0.F);
  for (const auto& [user, amount] : uses.use) open[at(user)] += amount;
  SizeLists lists(members);
  std::vector<int> list(at(members));
  for (Index i = members - 1; i >= 0; --i) {
    list[at(i)] = SizeLists::list_of(open[at(i)]);
    lists.add(i, list[at(i)]);
  }
  std::vector<Index> order;
  order.reserve(at(members));
  while (static_cast<Index>(order.size()) < members) {
    const Index taken = lists.take();
    order.push_back(taken);
    list[at(taken)] = -1;
    for (Index e = uses.start[at(taken)]; e < uses.start[at(taken) + 1]; ++e) {
      const auto [user, amount] = uses.use[at(e)];
      if (list[at(user)] < 0) continue;
      open[at(user)] -= amount;
      const int now = SizeLists::list_of(open[at(user)]);
      if (now == list[at(user)]) continue;
      lists.remove(user);
      lists.add(user, now);
      list[at(user)] = now;
    }
  }
  return order;
}

}  // namespace lichen::inline LICHEN_ABI::detail
