#include "io/flow_map/reader.hpp"

#include <cmath>
#include <optional>
#include <string>

#include "io/csv/reader.hpp"
#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"

namespace lichen::detail {
namespace {

using csv::Table;

/// Reads the rows of one table.
class MapReader {
 public:
  MapReader(const Table& table, FlowMap& map)
      : table_(table),
        map_(map),
        source_(table.needed_column("SourceFlowUUID")),
        target_(table.needed_column("TargetFlowUUID")),
        factor_(table.column("ConversionFactor")),
        match_(table.column("MatchCondition")),
        source_name_(table.column("SourceFlowName")),
        target_name_(table.column("TargetFlowName")),
        source_unit_(table.column("SourceUnit")),
        target_unit_(table.column("TargetUnit")),
        target_context_(table.column("TargetFlowContext")) {}

  void read() {
    for (std::size_t row = 0; row < table_.size(); ++row) read_row(row);
  }

 private:
  void read_row(std::size_t row) {
    const auto source = table_.at(row, source_);
    const auto target = table_.at(row, target_);
    if (source.empty() || target.empty()) {
      return lose(row, source.empty() ? "SourceFlowUUID" : "TargetFlowUUID", "is empty");
    }
    const auto factor_text = table_.at(row, factor_);
    // An empty factor is one: the list says so of its own files.
    const auto factor =
        factor_text.empty() ? std::optional(1.) : csv::number_of(factor_text);
    if (!factor || !std::isfinite(*factor)) {
      return lose(row, "ConversionFactor", csv::no_number(factor_text));
    }
    FlowMapEntry entry;
    entry.source = make_id(source);
    entry.target = make_id(target);
    entry.factor = *factor;
    entry.source_name = table_.at(row, source_name_);
    entry.target_name = table_.at(row, target_name_);
    entry.source_unit = table_.at(row, source_unit_);
    entry.target_unit = table_.at(row, target_unit_);
    entry.match = table_.at(row, match_);
    entry.target_context = table_.at(row, target_context_);
    map_.entries.push_back(std::move(entry));
  }

  void lose(std::size_t row, const char* field, const std::string& what) {
    map_.findings.add({.kind = "unreadable_map_row",
                       .severity = Severity::error,
                       .file = table_.place(row),
                       .data_set = std::string(table_.at(row, source_name_)),
                       .field = field,
                       .message = what,
                       .action = "the row was not read"});
  }

  const Table& table_;
  FlowMap& map_;
  std::size_t source_, target_;
  std::optional<std::size_t> factor_, match_, source_name_, target_name_, source_unit_,
      target_unit_, target_context_;
};

}  // namespace

void read_flow_map(const Member& member, FlowMap& map) {
  const Table table(member.name, member.content);
  MapReader(table, map).read();
}

}  // namespace lichen::detail

namespace lichen::inline LICHEN_ABI::io {

FlowMap read_flow_map(const std::string& path) {
  FlowMap map;
  const auto members = detail::read_members(path, {}, {}, map.findings);
  if (members.size() != 1) throw DataError(path + ": a flow map is one CSV file");
  map.name = path;
  map.hash = detail::content_hash(members);
  detail::read_flow_map(members[0], map);
  return map;
}

}  // namespace lichen::inline LICHEN_ABI::io
