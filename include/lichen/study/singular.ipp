#pragma once

#include "lichen/study/label.ipp"
#include "lichen/study/singular.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline const Column& column_at(const Assembly& assembly,
                               const std::vector<Index>& columns, Index position) {
  return assembly
      .columns[static_cast<std::size_t>(columns[static_cast<std::size_t>(position)])];
}

/// The activities of some positions, by name.
inline std::vector<std::string> activities_at(const Database& database,
                                              const Assembly& assembly,
                                              const std::vector<Index>& columns,
                                              const std::vector<Index>& positions) {
  std::vector<std::string> labels;
  for (const Index position : positions) {
    const Column& column = column_at(assembly, columns, position);
    labels.push_back(full_label(database, database.activities[column.activity.at()]));
  }
  return labels;
}

/// The products of some positions, by name.
inline std::vector<std::string> products_at(const Database& database,
                                            const Assembly& assembly,
                                            const std::vector<Index>& columns,
                                            const std::vector<Index>& positions) {
  std::vector<std::string> labels;
  for (const Index position : positions) {
    const Column& column = column_at(assembly, columns, position);
    labels.push_back(full_label(database, database.flows[column.flow.at()]));
  }
  return labels;
}

}  // namespace detail

LICHEN_INLINE std::string singular_message(const Database& database,
                                           const Assembly& assembly,
                                           const std::vector<Index>& columns,
                                           const Diagnosis& diagnosis) {
  std::string message = "the system has no unique solution";
  const auto add = [&](const std::string& what, const std::vector<std::string>& labels) {
    if (!labels.empty()) message += "; " + what + ": " + detail::joined(labels, 5);
  };
  add("products that nobody makes (net)",
      detail::products_at(database, assembly, columns,
                          diagnosis.products_without_producer));
  add("activities without a product (net)",
      detail::activities_at(database, assembly, columns,
                            diagnosis.activities_without_product));
  if (diagnosis.contested_products.size() > diagnosis.products_without_producer.size()) {
    add("products that compete for too few activities",
        detail::products_at(database, assembly, columns, diagnosis.contested_products));
  }
  for (const auto& loop : diagnosis.self_eating_loops) {
    add("a loop that uses all it makes",
        detail::activities_at(database, assembly, columns, loop));
  }
  return message;
}

LICHEN_INLINE std::string ill_conditioned_message(const Database& database,
                                                  const Assembly& assembly,
                                                  const std::vector<Index>& columns,
                                                  const Diagnosis& diagnosis) {
  const auto labels = detail::activities_at(database, assembly, columns,
                                            diagnosis.ill_conditioned_activities);
  return labels.empty() ? std::string() : detail::joined(labels, 5);
}

}  // namespace lichen::inline LICHEN_ABI
