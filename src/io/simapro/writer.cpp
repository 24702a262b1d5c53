// The file as a whole: header, lists, parameters.

#include "io/simapro/writer.hpp"

#include <cmath>
#include <set>
#include <tuple>

#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::simapro {

std::string Writer::run() {
  header();
  for (std::size_t i = 0; i < database_.activities.size(); ++i) process(ActivityIndex{i});
  methods();
  lists();
  count_losses();
  return out_.take();
}

void Writer::header() {
  out_.line("{SimaPro 9.1.0.7}");
  out_.line(database_.activities.empty() ? "{methods}" : "{processes}");
  std::string project(database_.source.name);
  for (char& c : project) {
    if (c == '\n' || c == '\r' || c == '}') c = ' ';
  }
  out_.line("{Project: " + project + "}");
  out_.line("{CSV Format version: 9.0.0}");
  out_.line("{CSV separator: Semicolon}");
  out_.line("{Decimal separator: .}");
  out_.line("{Date separator: -}");
  out_.line("{Short date format: yyyy-MM-dd}");
  out_.empty();
}

/// The parameters of one owner: those with formulas are calculated.
void Writer::parameters(ParameterScope scope, Id owner, View inputs, View calculated) {
  for (const bool computed : {false, true}) {
    bool any = false;
    for (const Parameter& parameter : database_.parameters) {
      const bool mine = parameter.scope == scope && parameter.owner == owner;
      if (!mine || parameter.formula.empty() == computed) continue;
      if (!any) out_.row({computed ? calculated : inputs});
      any = true;
      const View name = text(parameter.name);
      const View comment = text(parameter.description);
      if (computed) {
        out_.row({name, text(parameter.formula), comment});
        continue;
      }
      const Scatter spread = scatter(&parameter.distribution, parameter.value, 1.);
      out_.row({name, digits(parameter.value), spread.type, spread.first, spread.second,
                spread.third, "No", comment});
    }
    if (any) out_.empty();
    if (any && scope == ParameterScope::global) {
      out_.line("End");
      out_.empty();
    }
  }
}

void Writer::lists() {
  units();
  substances();
  parameters(ParameterScope::global, {}, "Database Input parameters",
             "Database Calculated parameters");
}

/// Unit groups as quantities. A name stands once in SimaPro, whatever it measures.
void Writer::units() {
  out_.row({"Quantities"});
  for (const UnitGroup& group : database_.unit_groups)
    out_.row({text(group.name), "Yes"});
  out_.empty();
  out_.line("End");
  out_.empty();
  out_.row({"Units"});
  std::set<Text> names;
  for (const PackageUnit& unit : database_.units) {
    const UnitIndex reference =
        unit.group ? database_.unit_groups[unit.group.at()].reference : UnitIndex{};
    if (!reference || !std::isfinite(unit.factor)) {
      losses_.note("Units", "units without a factor");
    } else if (!names.insert(unit.name).second) {
      losses_.note("Units", "units of a name that another unit has");
    } else {
      out_.row({text(unit.name), text(database_.unit_groups[unit.group.at()].name),
                digits(unit.factor), unit_name(reference)});
    }
  }
  out_.empty();
  out_.line("End");
  out_.empty();
}

void Writer::substances() {
  std::map<Compartment, std::vector<const Flow*>> lists;
  std::set<std::pair<Compartment, std::string>> known;
  for (std::size_t i = 0; i < database_.flows.size(); ++i) {
    const Flow& flow = database_.flows[i];
    if (flow.type != FlowType::elementary) continue;
    const Compartment compartment = place_of(FlowIndex{i}).compartment;
    const bool added =
        known.emplace(compartment, name_ids::path_of({text(flow.name)})).second;
    if (added) lists[compartment].push_back(&flow);
  }
  for (const auto& [compartment, flows] : lists) {
    out_.row({names_of(compartment).substances});
    for (const Flow* flow : flows) {
      const View formula = text(flow->formula);
      out_.row({text(flow->name), unit_name(flow->reference_unit), text(flow->cas),
                formula.empty() ? std::string() : "Formula: " + std::string(formula)});
    }
    out_.empty();
    out_.line("End");
    out_.empty();
  }
}

/// What has no place at all in the format.
void Writer::count_losses() {
  const auto lost = [&](const char* field, std::size_t count) {
    losses_.note(field, "rows that the format has no place for",
                 static_cast<std::int64_t>(count));
  };
  lost("data quality", database_.data_quality.size());
  lost("costs", database_.costs.size());
  lost("variables of exchanges", database_.exchange_variables.size());
  lost("production volumes", database_.production_volumes.size());
  lost("properties of exchanges", database_.exchange_properties.size());
  lost("transfer coefficients", database_.transfer_coefficients.size());
  lost("providers that are absent", database_.absent_providers.size());
  for (const Activity& activity : database_.activities) {
    losses_.note(
        "activities", "tags, scenarios, system models, kinds and technology levels",
        !activity.tags.empty() || !activity.scenario.empty() ||
            !activity.system_model.empty() || activity.kind != ActivityKind::ordinary ||
            activity.technology != TechnologyLevel::undefined);
  }
  for (const AllocationFactor& factor : database_.allocation_factors) {
    const Activity& activity = database_.activities[factor.activity.at()];
    losses_.note("allocation", "factors that are causal, or not of the declared method",
                 factor.exchange || factor.method != activity.default_allocation);
  }
  for (const Exchange& exchange : database_.exchanges) {
    losses_.note("exchanges", "places of exchanges, and classes of products",
                 exchange.location || exchange.product_class != ProductClass::unstated);
  }
  for (const Parameter& parameter : database_.parameters) {
    losses_.note("parameters", "parameters of impact categories",
                 parameter.scope == ParameterScope::category);
    losses_.note("parameters", "units of parameters", !parameter.unit.empty());
    losses_.note("parameters", "values of calculated parameters",
                 !parameter.formula.empty() && std::isfinite(parameter.value));
  }
  for (const Flow& flow : database_.flows) {
    losses_.note("flows", "synonyms, and further properties",
                 !flow.synonyms.empty() || flow.property_count > 1);
  }
}

}  // namespace lichen::detail::simapro
