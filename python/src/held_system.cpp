#include "held_system.hpp"

#include <algorithm>
#include <charconv>

#include "lichen/base/error.hpp"
#include "lichen/version.hpp"

namespace lichen::python {
namespace {

store::SparseView view_of(const SparseMatrix& m) {
  return {m.rows(),          m.cols(),          m.nonZeros(),
          m.outerIndexPtr(), m.innerIndexPtr(), m.valuePtr()};
}

Index position_of(std::string_view text) {
  Index value = -1;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && value >= 0) return value;
  throw DataError("\"" + std::string(text) +
                  "\" is no position: the tables \"obstacles\" and \"factor_gaps\" "
                  "of the system are wrong; save it again");
}

std::vector<Obstacle> obstacles_of(const TableReader& table) {
  std::vector<Obstacle> obstacles;
  const auto column = table.find("column");
  const auto kind = table.find("kind");
  const auto message = table.find("message");
  const auto way_out = table.find("way_out");
  if (!column || !kind || !message || !way_out) return obstacles;
  for (std::size_t r = 0; r < table.rows; ++r) {
    Obstacle& obstacle = obstacles.emplace_back();
    obstacle.column =
        ColumnIndex(static_cast<std::size_t>(position_of(table.at(r, *column))));
    obstacle.kind = table.at(r, *kind);
    obstacle.message = table.at(r, *message);
    obstacle.way_out = table.at(r, *way_out);
  }
  return obstacles;
}

/// Flows whose factors conflict, by category.
std::vector<FactorConflict> conflicts_of(const TableReader& table) {
  std::vector<FactorConflict> conflicts;
  const auto category = table.find("category");
  const auto flow = table.find("flow");
  const auto rule = table.find("rule");
  if (!category || !flow || !rule) return conflicts;
  for (std::size_t r = 0; r < table.rows; ++r) {
    if (table.at(r, *rule) != "conflicting") continue;
    conflicts.push_back(
        {position_of(table.at(r, *category)), position_of(table.at(r, *flow))});
  }
  return conflicts;
}

/// Names for messages from a column of a table; null where there is no such column.
std::function<std::string(Index)> names_from(const TableReader& table,
                                             std::string_view column) {
  const auto at = table.find(column);
  if (!at) return nullptr;
  return [table, at](Index k) {
    return "\"" + std::string(table.at(static_cast<std::size_t>(k), *at)) + "\" (" +
           std::to_string(k) + ")";
  };
}

}  // namespace

std::optional<std::size_t> TableReader::find(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

HeldSystem::HeldSystem(std::shared_ptr<const store::SnapshotContent> content,
                       const SolveOptions& options)
    : content_(std::move(content)) {
  const store::LabelledMatrices& m = content_->matrices;
  make_system({view_of(m.a), view_of(m.b), view_of(m.c), content_, content_->paired},
              options);
}

HeldSystem::HeldSystem(store::Snapshot snapshot, const SolveOptions& options)
    : snapshot_(std::move(snapshot)) {
  make_system({snapshot_->a(), snapshot_->b(), snapshot_->c(), snapshot_->owner(),
               snapshot_->paired(), snapshot_->order()},
              options);
}

void HeldSystem::make_system(SystemMatrices matrices, const SolveOptions& options) {
  matrices.obstacles = obstacles_of(table("obstacles"));
  matrices.conflicts = conflicts_of(table("factor_gaps"));
  const TableReader labels = table("activities");
  matrices.product_name = names_from(labels, "product");
  matrices.activity_name = names_from(labels, "activity");
  system_.emplace(std::move(matrices), options);
}

TableReader HeldSystem::table(std::string_view name) const {
  if (snapshot_) {
    const store::TextTable table = snapshot_->table(name);
    TableReader reader;
    for (std::size_t c = 0; c < table.columns(); ++c)
      reader.names.emplace_back(table.name(c));
    reader.rows = table.rows();
    reader.at = [table, owner = snapshot_->owner()](std::size_t row, std::size_t column) {
      return table.at(row, column);
    };
    return reader;
  }
  const store::Labels* labels = store::find_table(*content_, name);
  if (labels == nullptr) return {};
  return {labels->names, labels->rows.size(),
          [labels, owner = content_](std::size_t row, std::size_t column) {
            return std::string_view(labels->rows[row][column]);
          }};
}

std::vector<std::string> HeldSystem::tables() const {
  if (snapshot_) return snapshot_->tables();
  std::vector<std::string> names;
  for (const char* name : {"activities", "flows", "categories", "open_rows"}) {
    if (!table(name).names.empty()) names.emplace_back(name);
  }
  for (const auto& [name, labels] : content_->tables) names.push_back(name);
  return names;
}

const store::SnapshotSource& HeldSystem::source() const {
  return snapshot_ ? snapshot_->source() : content_->source;
}

std::string HeldSystem::lichen_version() const {
  return snapshot_ ? snapshot_->lichen_version() : LICHEN_VERSION;
}

store::SparseView HeldSystem::open() const {
  return snapshot_ ? snapshot_->open() : view_of(content_->matrices.open);
}

void HeldSystem::save(const std::string& path) const {
  if (content_) return store::write_snapshot(*content_, path);
  store::write_snapshot(store::content_of(*snapshot_), path);
}

}  // namespace lichen::python
