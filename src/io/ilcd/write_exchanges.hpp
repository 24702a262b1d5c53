#pragma once

// Exchanges of one process as they are written.

#include <string>
#include <vector>

#include "io/ilcd/writing.hpp"

namespace lichen::detail::ilcd {

/// A distribution in the elements of the format. What they have no digits for stands in
/// attributes beside them.
class WrittenScatter {
 public:
  /// `factor` converts to the unit that is written.
  WrittenScatter(const Distribution& distribution, double factor);

  void add_attributes(XmlText& xml) const;
  void add_elements(XmlText& xml, View minimum, View maximum) const;

 private:
  View type_;
  std::string minimum_;
  std::string maximum_;
  std::string deviation_;  ///< with the three decimals of the format; "" where too large
  std::string exact_;      ///< geometric or plain standard deviation
  std::string mode_;
};

class ExchangeWriter {
 public:
  ExchangeWriter(Writing& writing, ActivityIndex activity);

  /// Internal ids of the reference flows, the reference of the activity first.
  [[nodiscard]] std::vector<std::string> references() const;
  void write(XmlText& xml) const;

 private:
  void write_one(XmlText& xml, ExchangeIndex index) const;
  void add_attributes(XmlText& xml, ExchangeIndex index, double factor) const;
  void add_amounts(XmlText& xml, ExchangeIndex index, double factor) const;
  struct Share {
    ExchangeIndex product;
    double value = 0.;
  };
  [[nodiscard]] std::vector<Share> shares_of(ExchangeIndex index) const;
  static void add_exact_shares(XmlText& xml, const std::vector<Share>& shares);
  void add_allocations(XmlText& xml, const std::vector<Share>& shares) const;
  /// The exchange of a product that an allocation factor names, not the one that it
  /// shares; none where there is none.
  [[nodiscard]] ExchangeIndex product(FlowIndex flow, ExchangeIndex shared) const;
  [[nodiscard]] std::string internal_id(ExchangeIndex index) const;

  Writing& writing_;
  const Database& database_;
  const Activity& activity_;
  ActivityIndex index_;
  bool renumbered_ = false;  ///< the ids of the model are not unique
};

}  // namespace lichen::detail::ilcd
