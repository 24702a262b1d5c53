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

/// Why a matrix has no inverse, in a sentence; `product` and `activity` name positions.
template <class Product, class Activity>
std::string singular_text(const Diagnosis& diagnosis, const Product& product,
                          const Activity& activity) {
  std::string message = "the system has no unique solution";
  const auto add = [&](const char* what, const std::vector<Index>& positions,
                       const auto& name) {
    std::vector<std::string> labels;
    for (const Index position : positions) labels.push_back(name(position));
    if (!labels.empty()) message += "; " + (what + (": " + joined(labels, 5)));
  };
  add("products that nobody makes (net)", diagnosis.products_without_producer, product);
  add("activities without a product (net)", diagnosis.activities_without_product,
      activity);
  if (diagnosis.contested_products.size() > diagnosis.products_without_producer.size()) {
    add("products that compete for too few activities", diagnosis.contested_products,
        product);
  }
  for (const auto& loop : diagnosis.self_eating_loops) {
    add("a loop that uses all it makes", loop, activity);
  }
  return message;
}

}  // namespace detail

LICHEN_INLINE std::string singular_message(const Database& database,
                                           const Assembly& assembly,
                                           const std::vector<Index>& columns,
                                           const Diagnosis& diagnosis) {
  const auto column = [&](Index position) -> const Column& {
    return detail::column_at(assembly, columns, position);
  };
  return detail::singular_text(
      diagnosis,
      [&](Index k) {
        return detail::full_label(database, database.flows[column(k).flow.at()]);
      },
      [&](Index k) {
        return detail::full_label(database, database.activities[column(k).activity.at()]);
      });
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
