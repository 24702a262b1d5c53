// What a snapshot of a linked database holds.

#include <charconv>
#include <map>

#include "lichen/base/error.hpp"
#include "lichen/store/snapshot.hpp"

namespace lichen::inline LICHEN_ABI::store {
namespace {

/// The words of the rules that left a flow without factor; null for others.
const char* gap(MatchRule rule) {
  switch (rule) {
    case MatchRule::only_located:
      return "only_located";
    case MatchRule::conflicting:
      return "conflicting";
    case MatchRule::excluded_long_term:
      return "excluded_long_term";
    case MatchRule::unit_mismatch:
      return "unit_mismatch";
    case MatchRule::same_id:
    case MatchRule::flow_map:
    case MatchRule::no_factor:
      break;
  }
  return nullptr;
}

/// A waste is asked for by a positive amount, and stands in A with a negative one.
bool treats_waste(const Database& database, const Column& column) {
  if (!column.product) return false;
  const Exchange& product = database.exchanges[column.product.at()];
  return (product.direction == Direction::input) != (product.amount < 0.);
}

/// The shortest text that reads back to the same number.
std::string digits(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr};
}

bool is_reference(const Database& database, const Column& column) {
  const ExchangeIndex reference = database.activities[column.activity.at()].reference;
  return reference && column.product == reference;
}

void add_signs(const Database& database, const Assembly& assembly, Labels& activities) {
  activities.names.insert(activities.names.end(), {"reference", "sign"});
  for (std::size_t j = 0; j < assembly.columns.size(); ++j) {
    const Column& column = assembly.columns[j];
    auto& row = activities.rows[j];
    row.emplace_back(is_reference(database, column) ? "yes" : "no");
    row.emplace_back(treats_waste(database, column) ? "-1" : "1");
  }
}

Labels obstacle_rows(const Assembly& assembly) {
  Labels labels{{"column", "kind", "message", "way_out"}, {}};
  for (const Obstacle& obstacle : assembly.obstacles) {
    labels.rows.push_back({std::to_string(obstacle.column.value), obstacle.kind,
                           obstacle.message, obstacle.way_out});
  }
  return labels;
}

Labels labels_of(const TextTable& table) {
  Labels labels;
  for (std::size_t c = 0; c < table.columns(); ++c) {
    labels.names.emplace_back(table.name(c));
  }
  labels.rows.resize(table.rows());
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (std::size_t c = 0; c < table.columns(); ++c) {
      labels.rows[r].emplace_back(table.at(r, c));
    }
  }
  return labels;
}

/// The table of a name; a new one with these columns where there is none.
Labels& table_of(SnapshotContent& content, const std::string& name,
                 const std::vector<std::string>& columns) {
  for (auto& [own, labels] : content.tables) {
    if (own == name) return labels;
  }
  return content.tables.emplace_back(name, Labels{columns, {}}).second;
}

/// The rows of one matrix below those of another.
SparseMatrix stacked(const SparseMatrix& above, const SparseMatrix& below) {
  std::vector<Eigen::Triplet<double, Index>> entries;
  const auto add = [&](const SparseMatrix& m, Index first_row) {
    for (Index j = 0; j < static_cast<Index>(m.cols()); ++j) {
      for (SparseMatrix::InnerIterator it(m, j); it; ++it) {
        entries.emplace_back(first_row + static_cast<Index>(it.row()), j, it.value());
      }
    }
  };
  add(above, 0);
  add(below, static_cast<Index>(above.rows()));
  SparseMatrix both(above.rows() + below.rows(), below.cols());
  both.setFromTriplets(entries.begin(), entries.end());
  return both;
}

}  // namespace

SnapshotContent snapshot_content(const Database& database, const Assembly& assembly,
                                 PolicyTexts policies) {
  SnapshotContent content;
  content.matrices = label(database, assembly);
  add_signs(database, assembly, content.matrices.activities);
  content.tables.emplace_back("obstacles", obstacle_rows(assembly));
  content.source.policies = std::move(policies);
  content.paired = true;
  return content;
}

void add_categories(SnapshotContent& content, const Database& methods,
                    const Characterisation& characterisation) {
  LabelledMatrices& m = content.matrices;
  const auto first = static_cast<Index>(m.c.rows());
  m.c = first == 0 ? characterisation.c : stacked(m.c, characterisation.c);
  Labels labels = label(methods, characterisation.categories);
  m.categories.names = std::move(labels.names);
  for (auto& row : labels.rows) m.categories.rows.push_back(std::move(row));
  Labels& gaps = table_of(content, "factor_gaps", {"category", "flow", "rule"});
  for (const FactorMatch& match : characterisation.matches) {
    const char* rule = gap(match.rule);
    if (rule == nullptr) continue;
    gaps.rows.push_back(
        {std::to_string(first + match.category), std::to_string(match.flow), rule});
  }
}

void add_units(SnapshotContent& content,
               const std::vector<std::vector<std::pair<std::string, double>>>& units) {
  std::map<std::vector<std::pair<std::string, double>>, std::string> groups;
  Labels table{{"group", "unit", "factor"}, {}};
  Labels& activities = content.matrices.activities;
  if (activities.rows.size() != units.size()) {
    throw ShapeError("units are given for " + std::to_string(units.size()) + " of " +
                     std::to_string(activities.rows.size()) + " products");
  }
  activities.names.emplace_back("unit_group");
  for (std::size_t j = 0; j < units.size(); ++j) {
    const auto [group, is_new] =
        groups.try_emplace(units[j], std::to_string(groups.size()));
    activities.rows[j].push_back(group->second);
    if (!is_new) continue;
    for (const auto& [unit, factor] : units[j]) {
      table.rows.push_back({group->second, unit, digits(factor)});
    }
  }
  content.tables.emplace_back("units", std::move(table));
}

const Labels* find_table(const SnapshotContent& content, std::string_view name) {
  const LabelledMatrices& m = content.matrices;
  if (name == "activities") return &m.activities;
  if (name == "flows") return &m.flows;
  if (name == "categories") return &m.categories;
  if (name == "open_rows") return &m.open_rows;
  for (const auto& [own, labels] : content.tables) {
    if (own == name) return &labels;
  }
  return nullptr;
}

SnapshotContent content_of(const Snapshot& snapshot) {
  SnapshotContent content;
  content.matrices.a = snapshot.a();
  content.matrices.b = snapshot.b();
  content.matrices.c = snapshot.c();
  content.matrices.open = snapshot.open();
  content.matrices.activities = labels_of(snapshot.table("activities"));
  content.matrices.flows = labels_of(snapshot.table("flows"));
  content.matrices.categories = labels_of(snapshot.table("categories"));
  content.matrices.open_rows = labels_of(snapshot.table("open_rows"));
  content.source = snapshot.source();
  content.paired = snapshot.paired();
  for (const std::string& name : snapshot.tables()) {
    if (name == "policies" || find_table(content, name) != nullptr) continue;
    content.tables.emplace_back(name, labels_of(snapshot.table(name)));
  }
  return content;
}

}  // namespace lichen::inline LICHEN_ABI::store
