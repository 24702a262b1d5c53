#pragma once

// A synthetic system as a database: activities with exchanges, flows with names, one
// method with its categories; linked again, it gives the same matrices.

#include <string>
#include <vector>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/builder.hpp"

namespace lichen::bench {

/// Names of the length that real ones have.
inline std::string product_name(Index j) {
  return "product of regional storage and use, number " + std::to_string(j);
}

/// Flows of the rows of A: a waste where the treatment's entry is negative.
inline std::vector<FlowIndex> product_flows(DatabaseBuilder& builder,
                                            const SparseMatrix& a) {
  std::vector<FlowIndex> flows;
  flows.reserve(static_cast<std::size_t>(a.cols()));
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    flows.push_back(a.coeff(j, j) < 0. ? builder.waste(product_name(j), "kg")
                                       : builder.product(product_name(j), "kg"));
  }
  return flows;
}

/// Exchanges of one column of A, its own product first; credits are negative inputs of
/// products and negative outputs of wastes.
inline void add_products(DatabaseBuilder& builder, const SparseMatrix& a, Index j,
                         ActivityIndex activity, const std::vector<FlowIndex>& flows,
                         const std::vector<bool>& waste) {
  const auto flow = [&](Index row) { return flows[static_cast<std::size_t>(row)]; };
  const double own = a.coeff(j, j);
  if (own < 0.) {
    builder.input(activity, flow(j), -own);
  } else {
    builder.output(activity, flow(j), own);
  }
  for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
    const auto row = static_cast<Index>(it.row());
    if (row == j) continue;
    if (waste[static_cast<std::size_t>(row)]) {
      builder.output(activity, flow(row), it.value());
    } else {
      builder.input(activity, flow(row), -it.value());
    }
  }
}

inline std::vector<FlowIndex> elementary_flows(DatabaseBuilder& builder,
                                               const SparseMatrix& b) {
  std::vector<FlowIndex> flows;
  for (Index k = 0; k < static_cast<Index>(b.rows()); ++k) {
    flows.push_back(
        builder.elementary_flow("substance " + std::to_string(k), "kg", "air"));
  }
  return flows;
}

inline void add_method(DatabaseBuilder& builder, const SparseMatrix& c,
                       const std::vector<FlowIndex>& flows) {
  const MethodIndex method = builder.method("synthetic method");
  std::vector<CategoryIndex> categories;
  for (Index k = 0; k < static_cast<Index>(c.rows()); ++k) {
    categories.push_back(
        builder.category(method, "category " + std::to_string(k), "point"));
  }
  for (Index j = 0; j < static_cast<Index>(c.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(c, j); it; ++it) {
      builder.factor(categories[static_cast<std::size_t>(it.row())],
                     flows[static_cast<std::size_t>(j)], it.value());
    }
  }
}

/// The database of a system.
inline Database database_of(const datasets::SyntheticSystem& system) {
  DatabaseBuilder builder("synthetic");
  const std::vector<FlowIndex> products = product_flows(builder, system.a);
  const std::vector<FlowIndex> substances = elementary_flows(builder, system.b);
  const auto n = static_cast<Index>(system.a.cols());
  std::vector<bool> waste;
  for (Index j = 0; j < n; ++j) waste.push_back(system.a.coeff(j, j) < 0.);
  for (Index j = 0; j < n; ++j) {
    const ActivityIndex activity = builder.activity(
        (system.kinds[static_cast<std::size_t>(j)] == datasets::SyntheticKind::market
             ? "market for "
             : "making of ") +
            product_name(j),
        "RER");
    add_products(builder, system.a, j, activity, products, waste);
    for (SparseMatrix::InnerIterator it(system.b, j); it; ++it) {
      builder.output(activity, substances[static_cast<std::size_t>(it.row())],
                     it.value());
    }
  }
  add_method(builder, system.c, substances);
  return builder.build();
}

}  // namespace lichen::bench
