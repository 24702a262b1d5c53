// Methods out: categories with their factors, sets of weights.

#include <algorithm>

#include "io/simapro/writer.hpp"

namespace lichen::detail::simapro {

void Writer::methods() {
  for (const Method& method : database_.methods) {
    out_.row({"Method"});
    out_.empty();
    out_.section("Name", text(method.name));
    const View version = text(method.version);
    if (!version.empty()) {
      const auto point = std::min(version.find('.'), version.size());
      const View minor = point == version.size() ? View{} : version.substr(point + 1);
      out_.row({"Version"});
      out_.row({version.substr(0, point), minor});
      out_.empty();
    }
    out_.section("Comment", text(method.description));
    const bool weighs = !method.nw_sets.empty();
    out_.section("Use Weighting", weighs ? "Yes" : "No");
    if (weighs) out_.section("Weighting unit", text(method.nw_sets[0].unit));
    for (const CategoryIndex index : method.categories) {
      category(database_.categories[index.at()]);
    }
    sets(method);
    out_.line("End");
    out_.empty();
  }
}

void Writer::category(const Category& category) {
  losses_.note("categories", "descriptions of categories", !category.description.empty());
  out_.row({"Impact category"});
  out_.row({text(category.name), text(category.unit)});
  out_.empty();
  out_.row({"Substances"});
  for (const Factor& factor : database_.factors_of(category)) {
    const Flow& flow = database_.flows[factor.flow.at()];
    const bool of_reference =
        !factor.property || factor.property == flow.reference_property;
    if (factor.location || !of_reference || flow.type != FlowType::elementary) {
      losses_.note("factors",
                   "factors for places, of other properties, or of products and wastes");
      continue;
    }
    const Place& place = place_of(factor.flow);
    const View unit = unit_name(factor.unit ? factor.unit : flow.reference_unit);
    out_.row({names_of(place.compartment).factors,
              place.sub.empty() ? View("(unspecified)") : View(place.sub),
              text(flow.name), text(flow.cas), digits(factor.value), unit});
  }
  out_.empty();
}

void Writer::sets(const Method& method) {
  for (const NwSet& set : method.nw_sets) {
    losses_.note("sets", "units of further sets of weights",
                 set.unit != method.nw_sets[0].unit);
    out_.row({"Normalization-Weighting set"});
    out_.row({text(set.name)});
    out_.empty();
    const double scale = set.scale == WeightScale::percent ? 0.01 : 1.;
    losses_.note("sets", "weights in per cent: they were written as fractions",
                 scale != 1.);
    for (const bool weights : {false, true}) {
      bool any = false;
      for (const NwFactor& factor : set.factors) {
        const auto& value = weights ? factor.weight : factor.normalisation;
        if (!value) continue;
        if (!any) out_.row({weights ? "Weighting" : "Normalization"});
        any = true;
        out_.row({text(database_.categories[factor.category.at()].name),
                  digits(weights ? scale * *value : inverse_of(*value))});
      }
      if (any) out_.empty();
    }
  }
}

}  // namespace lichen::detail::simapro
