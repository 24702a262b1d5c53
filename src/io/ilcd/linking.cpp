// Providers: those that life cycle models and openLCA's extension declare.

#include <algorithm>

#include "io/ilcd/merge.hpp"

namespace lichen::detail::ilcd {
namespace {

const InstanceRecord* instance(const ModelRecord& model, View id) {
  const auto found =
      std::find_if(model.instances.begin(), model.instances.end(),
                   [&](const InstanceRecord& row) { return row.internal_id == id; });
  return found == model.instances.end() ? nullptr : &*found;
}

}  // namespace

void Merger::add_model(const FileRecord& file) {
  const ModelRecord& model = file.model;
  for (const ConnectionRecord& connection : model.connections) {
    const InstanceRecord* to = instance(model, connection.to);
    if (to == nullptr || connection.flow.empty()) {
      tables_.report("unreadable_connection", Severity::warning, place_of(file),
                     "downstreamProcess.id",
                     to == nullptr
                         ? "a connection leads to a process that the model lacks"
                         : "a connection names no flow",
                     "it was not read");
      continue;
    }
    connect(file, connection, model.instances[connection.from], *to);
  }
}

/// A product goes from its maker to its user: the maker supplies. A waste goes from where
/// it comes from to its treatment: the treatment supplies.
void Merger::connect(const FileRecord& file, const ConnectionRecord& connection,
                     const InstanceRecord& from, const InstanceRecord& to) {
  const Id flow_id = make_id(connection.flow);
  const auto at = [&](const InstanceRecord& row) {
    const auto found = activities_.find(make_id(row.process.id));
    return found == activities_.end() ? ActivityIndex{} : found->second;
  };
  if (!connection.flow_at_target.empty() &&
      make_id(connection.flow_at_target) != flow_id) {
    return tables_.report(
        "connection_between_flows", Severity::warning, place_of(file),
        "downstreamProcess.flowUUID",
        "a connection leads from one flow to another: " + std::string(connection.flow) +
            " to " + std::string(connection.flow_at_target),
        "it links nothing: the flows are not the same");
  }
  const FlowIndex flow = tables_.flow({connection.flow, {}, {}});
  tables_.set_product(flow);
  const bool waste = database_.flows[flow.at()].type == FlowType::waste;
  const ActivityIndex user = at(waste ? from : to);
  if (!user) {
    return tables_.report("absent_activity", Severity::warning, place_of(file),
                          "referenceToProcess",
                          "the package lacks a process of the model: " +
                              std::string((waste ? from : to).process.name) + " (" +
                              std::string((waste ? from : to).process.id) + ")",
                          "its connections were not read");
  }
  supply(file, user, waste ? Direction::output : Direction::input, flow,
         (waste ? to : from).process);
}

void Merger::supply(const FileRecord& file, ActivityIndex of, Direction direction,
                    FlowIndex flow, const Reference& supplier) {
  const Activity& activity = database_.activities[of.at()];
  const Id id = tables_.id_of(supplier.id);
  bool found = false;
  for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex index{std::size_t{activity.first_exchange} + i};
    const Exchange& row = database_.exchanges[index.at()];
    if (row.flow != flow || row.direction != direction) continue;
    found = true;
    const auto [at, added] = links_.try_emplace(index);
    if (added) {
      at->second = {id, tables_.text(supplier.name), true};
    } else if (at->second.supplier != id) {
      tables_.report("conflicting_providers", Severity::warning, place_of(file),
                     "outputExchange.flowUUID",
                     "an exchange of \"" + std::string(database_.text(activity.name)) +
                         "\" has two providers: an activity has the same wherever it "
                         "stands",
                     "the first counts");
    }
  }
  if (found) return;
  tables_.report("unreadable_connection", Severity::warning, place_of(file),
                 "outputExchange.flowUUID",
                 "a process exchanges no flow of its connection: " +
                     std::string(database_.text(activity.name)) + ", " +
                     database_.id_text(database_.flows[flow.at()].id),
                 "it was not read");
}

void Merger::link() {
  std::int64_t absent = 0;
  std::string first;
  for (const auto& [index, declared] : links_) {
    const auto found = activities_.find(declared.supplier);
    if (found != activities_.end()) {
      database_.exchanges[index.at()].provider = found->second;
      continue;
    }
    database_.absent_providers.add(index, {declared.supplier, declared.name});
    if (absent++ > 0) continue;
    first = std::string(database_.text(declared.name)) + " (" +
            database_.id_text(declared.supplier) + ")";
  }
  tables_.report(
      "absent_provider", Severity::warning, {}, "referenceToProcess",
      "the package lacks providers that models or exchanges declare; first: " + first,
      "no other takes their place: see wrong_provider when the database is "
      "linked",
      absent);
}

}  // namespace lichen::detail::ilcd
