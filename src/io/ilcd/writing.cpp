#include "io/ilcd/writing.hpp"

#include <utility>

#include "io/ilcd/unit_ids.hpp"

namespace lichen::detail::ilcd {

Writing::Writing(const Database& of) : database(of), many_(of.units.size(), false) {
  for (std::size_t i = 0; i < of.units.size(); ++i) {
    const PackageUnit& unit = of.units[i];
    if (!unit.group) continue;
    const Id group = of.unit_groups[unit.group.at()].id;
    many_[i] = unit.id == unit_id_of_many(of.text(unit.name), group);
  }
  for (std::size_t i = 0; i < of.allocation_factors.size(); ++i) {
    auto& range = allocations_.try_emplace(of.allocation_factors[i].activity.value, i, 0)
                      .first->second;
    range.second = i - range.first + 1;
  }
}

void Writing::add(View folder, const std::string& id, XmlText& file) {
  members.push_back({fmt::format("ILCD/{}/{}.xml", folder, id), file.take()});
}

void Writing::lose(const char* field, const char* what, std::int64_t count) {
  if (count == 0) return;
  findings.add({.kind = "not_written",
                .severity = Severity::warning,
                .field = field,
                .message = what,
                .action = "the format has no place for it: it was not written",
                .count = count});
}

bool Writing::has_data_set(FlowPropertyIndex property) const {
  return static_cast<bool>(database.flow_properties[property.at()].group);
}

double Writing::scale_of(const Flow& flow) const {
  if (!flow.reference_unit || is_many(flow.reference_unit)) return 1.;
  const PackageUnit& unit = database.units[flow.reference_unit.at()];
  if (!unit.group) return 1.;
  const UnitIndex reference = database.unit_groups[unit.group.at()].reference;
  if (!reference || reference == flow.reference_unit) return 1.;
  return unit.factor / database.units[reference.at()].factor;
}

double Writing::written_per(const Flow& flow, UnitIndex unit,
                            FlowPropertyIndex property) const {
  return reference_units_per(database, flow, unit, property) * scale_of(flow);
}

void Writing::reference_to_flow(XmlText& xml, FlowIndex flow) const {
  const Flow& row = database.flows[flow.at()];
  add_reference(xml, "referenceToFlowDataSet", "flow data set", to_string(row.id),
                "flows", text(row.name));
}

std::span<const AllocationFactor> Writing::allocations_of(ActivityIndex activity) const {
  const auto found = allocations_.find(activity.value);
  if (found == allocations_.end()) return {};
  return std::span(database.allocation_factors)
      .subspan(found->second.first, found->second.second);
}

void open_root(XmlText& xml, View name, View name_space) {
  xml.open(name, {{"xmlns", fmt::format("http://lca.jrc.it/ILCD/{}", name_space)},
                  {"xmlns:common", "http://lca.jrc.it/ILCD/Common"},
                  {"xmlns:olca", "http://openlca.org/ilcd-extensions"},
                  {"xmlns:lichen", "urn:lichen:ilcd"},
                  {"version", "1.1"}});
}

void add_classes(XmlText& xml, View path, bool compartments) {
  if (path.empty()) return;
  const View around =
      compartments ? "common:elementaryFlowCategorization" : "common:classification";
  const View element = compartments ? "common:category" : "common:class";
  xml.open("classificationInformation").open(around);
  for (int level = 0; !path.empty(); ++level) {
    const auto slash = path.find('/');
    xml.add(element, path.substr(0, slash), {{"level", std::to_string(level)}});
    path.remove_prefix(slash == View::npos ? path.size() : slash + 1);
  }
  xml.close(around).close("classificationInformation");
}

void add_administration(XmlText& xml, View version, bool copyrighted) {
  xml.open("administrativeInformation").open("publicationAndOwnership");
  xml.add("common:dataSetVersion", version);
  if (copyrighted) xml.add("common:copyright", "true");
  xml.close("publicationAndOwnership").close("administrativeInformation");
}

void add_reference(XmlText& xml, View element, View type, const std::string& id,
                   View folder, View name) {
  const std::string uri = fmt::format("../{}/{}.xml", folder, id);
  xml.open(element, {{"type", type}, {"refObjectId", id}, {"uri", uri}});
  xml.add("common:shortDescription", name.empty() ? View("-") : name,
          {{"xml:lang", "en"}});
  xml.close(element);
}

}  // namespace lichen::detail::ilcd
