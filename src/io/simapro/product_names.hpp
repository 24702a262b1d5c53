#pragma once

// Names that link: of each product, and each waste that is treated, one that no other
// process makes.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/simapro/output.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

/// True for what an activity makes itself, or a waste that it treats.
bool is_own(const Database& database, const Exchange& exchange);

class ProductNames {
 public:
  ProductNames(const Database& database, Losses& losses);

  /// The name of what an activity makes.
  [[nodiscard]] std::string of(ActivityIndex activity, FlowIndex flow) const;
  /// The name by which an exchange finds its provider.
  [[nodiscard]] std::string used_by(const Exchange& exchange) const;

 private:
  static std::string key(ActivityIndex activity, FlowIndex flow) {
    return std::to_string(activity.value) + '/' + std::to_string(flow.value);
  }
  void add(ActivityIndex activity, FlowIndex flow, bool tells_place);
  /// Takes a name, made unique where it is taken.
  std::string take(std::string name, const Activity& activity, bool treated);
  /// The name of a flow that nobody makes, or several do: one that finds nobody.
  void add_open(FlowIndex flow);

  const Database& database_;
  Losses& losses_;
  std::unordered_map<std::string, std::string> names_;
  std::unordered_map<std::uint32_t, std::vector<ActivityIndex>> makers_;  ///< by flow
  std::unordered_map<std::uint32_t, std::string> open_;
  std::unordered_set<std::string> taken_;
};

}  // namespace lichen::detail::simapro
