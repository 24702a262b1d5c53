#pragma once

// Which columns of a system reach something that spoils a score.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// For each column of a system the reason why it has no score: its own, or that of
/// what it needs. The first one that reaches it stays.
class Taint {
 public:
  /// Begins with the obstacles of linking.
  Taint(const SparseRef& a, const std::vector<Obstacle>& obstacles)
      : users_(a.transpose()), reason_(static_cast<std::size_t>(a.cols()), -1) {
    for (const Obstacle& obstacle : obstacles) {
      if (reason_[obstacle.column.at()] >= 0) continue;
      spread(obstacle.column.value, add_reason(obstacle.message));
    }
  }

  [[nodiscard]] Index add_reason(std::string reason) {
    reasons_.push_back(std::move(reason));
    return static_cast<Index>(reasons_.size()) - 1;
  }

  /// Taints a column and all that need it, where nothing has before.
  void spread(Index column, Index reason) {
    if (reason_[at(column)] >= 0) return;
    reason_[at(column)] = reason;
    std::vector<Index> open{column};
    while (!open.empty()) {
      const Index supplier = open.back();
      open.pop_back();
      // Row i of A is the product of column i: its entries are those that use it.
      for_each_entry(users_, supplier, [&](Index user, double) {
        if (reason_[at(user)] >= 0) return;
        reason_[at(user)] = reason;
        open.push_back(user);
      });
    }
  }

  /// A position in `reasons` for each column, -1 where there is none.
  [[nodiscard]] const std::vector<Index>& reason() const { return reason_; }
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }

 private:
  SparseMatrix users_;  ///< Aᵀ
  std::vector<Index> reason_;
  std::vector<std::string> reasons_;
};

}  // namespace lichen::inline LICHEN_ABI::detail
