// Names become flows and providers, when all processes are there.

#include <cmath>

#include "io/simapro/merge.hpp"

namespace lichen::detail::simapro {
namespace {

/// The part of a row that it is the share of: a number, or per cent.
double share_of(const Row& row) {
  if (row.unit == "%") return row.amount.value / 100.;
  return row.unit.empty() && std::isnan(row.amount.value) ? 1. : row.amount.value;
}

}  // namespace

/// Keeps what a row of a stage says of the assembly that the stage makes or ends.
void Merger::note_stage(const BlockRecord& record, const Row& row,
                        ExchangeIndex exchange) {
  const Row* own = nullptr;
  for (const Row& at : record.rows) {
    if (own == nullptr && at.section->use == Use::own) own = &at;
  }
  Stages::Stage& stage = stages_.stage(flows_.name(own->key, own->name));
  const View section = row.section->name;
  const std::size_t name = flows_.name(row.key, row.name);
  if (&row == own) stage.amount = row.amount.value;
  if (section == "Assembly" || section == "Reference assembly") {
    stage.subject = name;
    stage.subject_amount = row.amount.value;
    stage.has_subject = true;
  }
  if (section == "Materials/assemblies" || section == "Materials and assemblies") {
    stage.parts.push_back({name, row.amount.value, units_.find(row.unit)});
  }
  if (section == "Reference assembly") {
    for (const auto& [at, text] : record.texts) {
      if (at->name == "Category type" && same_word(text, "reuse"))
        reuses_.note(own->name);
    }
  }
  if (row.section->use == Use::all_waste) {
    stage.ends.push_back(
        {exchange, name, share_of(row), section == "Disposal scenarios"});
  }
}

Made Merger::kind_of(const Link& link) {
  Name& name = flows_.named(link.name);
  const bool product = name.of(Made::product).count > 0;
  const bool treatment = name.of(Made::treatment).count > 0;
  const bool stage = name.of(Made::stage).count > 0;
  if (link.either && product && stage) two_kinds_.note(name.name);
  if (link.use == Use::all_waste || link.use == Use::to_waste) {
    if (treatment) return Made::treatment;
    if (link.use == Use::all_waste && stage) return Made::stage;
    if (product) return Made::product;
    return stage ? Made::stage : Made::treatment;
  }
  if (stage && (link.is_stage || !product)) return Made::stage;
  return treatment && !product ? Made::treatment : Made::product;
}

void Merger::link_one(const Link& link) {
  const Made kind = kind_of(link);
  Exchange& exchange = database_.exchanges[link.exchange.at()];
  Name& name = flows_.named(link.name);
  Maker& maker = name.of(kind);
  if (!maker.flow) {
    const View unit =
        exchange.unit ? database_.text(database_.units[exchange.unit.at()].name) : View{};
    flows_.made(link.name, kind, unit);
  }
  exchange.flow = maker.flow;
  if (maker.count == 1) exchange.provider = maker.activity;
  if (maker.count == 0) unmade_.note(name.name);
  if (maker.count > 1) made_twice_.note(name.name);
  // Who gives a waste to a treatment puts it out; who is spared doing so, too.
  const bool waste = kind == Made::treatment;
  exchange.direction = waste ? Direction::output : Direction::input;
  if (exchange.avoided) return;
  if (waste) {
    exchange.role = ExchangeRole::material_for_treatment;
    if (link.use == Use::all_waste) exchange.unit = units_.find("kg");
  } else if (exchange.role == ExchangeRole::material_for_treatment) {
    exchange.role = ExchangeRole::materials_fuels;
  }
}

void Merger::link() {
  for (const Link& link : links_) link_one(link);
  links_ = {};
}

void Merger::report_links() {
  const std::string first = "; first: ";
  report("product_not_in_file", Severity::info, "", "", "Materials/fuels",
         "rows name products and treatments that nothing in the file makes" + first +
             unmade_.first,
         "they have no provider here: add the file of the library that makes them",
         unmade_.count);
  report("several_providers", Severity::warning, "", "", "Materials/fuels",
         "rows name products that several processes of the file make" + first +
             made_twice_.first,
         "none of them was declared the provider", made_twice_.count);
  report("name_of_two_kinds", Severity::warning, "", "", "Materials/assemblies",
         "rows name what is the name of a product and of an assembly" + first +
             two_kinds_.first,
         "the product counts", two_kinds_.count);
  report("reuse_not_credited", Severity::warning, "", "", "Reference assembly",
         "reuses name the assembly that need not be made again" + first + reuses_.first,
         "it is not credited: add it to the avoided products where it should be",
         reuses_.count);
  report(
      "flow_described_differently", Severity::info, "", "", "name",
      "rows describe the flow of one id differently; first: " + flows_.first_collision(),
      "the first description counts", flows_.collisions());
  report("shadowed_parameter", Severity::info, "", "", "Project parameters",
         "parameters have the name of one that came before" + first + shadowed_.first,
         "the last one counts: those of the project hide those of the database",
         shadowed_.count);
}

void Merger::report_not_kept() {
  const auto not_kept = [&](const char* field, const char* what, const Counted& counted) {
    report("not_kept", Severity::info, "", "", field, what,
           "the model has no place for it: it was not read", counted.count);
  };
  not_kept("Products", "types of waste that products become", waste_types_);
  not_kept("Literature reference",
           "descriptions of literature and of systems, by themselves", descriptions_);
  not_kept("Method", "groups of methods, and which steps they use", method_fields_);
  not_kept("Input parameters", "marks that a parameter is hidden", hidden_);
}

void Merger::add(const BlockRecord& record, View file) {
  database_.findings.append(record.findings);
  switch (record.kind) {
    case BlockKind::process:
    case BlockKind::stage:
      return add_activity(record, file);
    case BlockKind::method:
      return add_method(record, file);
    case BlockKind::units:
      return units_.define(record.units);
    case BlockKind::substances:
      for (const SubstanceRow& row : record.substances) {
        flows_.list(row, record.compartment);
      }
      return;
    case BlockKind::database_inputs:
    case BlockKind::database_calculated:
    case BlockKind::project_inputs:
    case BlockKind::project_calculated:
      return add_parameters(record, ParameterScope::global, {});
    case BlockKind::literature:
    case BlockKind::system_description:
      ++descriptions_.count;
      return;
    default:
      return;
  }
}

void Merger::finish() {
  link();
  flows_.finish();
  const auto is_stage = [&](std::size_t number) {
    Name& name = flows_.named(number);
    return name.of(Made::treatment).count == 0 && name.of(Made::stage).count > 0;
  };
  stages_.fill(database_, is_stage);
  report_links();
  report_not_kept();
}

}  // namespace lichen::detail::simapro
