// The parts of one method: categories with their factors, damages, sets of weights.

#include <cmath>

#include "io/name_ids/name_ids.hpp"
#include "io/simapro/parser.hpp"

namespace lichen::detail::simapro {
namespace {

enum class Part : std::uint8_t {
  field,
  category,
  substances,
  damage,
  damage_parts,
  set,
  normalisation,
  weighting
};

struct PartName {
  View name;
  Part part;
};

constexpr std::array parts = {
    PartName{"Impact category", Part::category},
    PartName{"Substances", Part::substances},
    PartName{"Damage category", Part::damage},
    PartName{"Impact categories", Part::damage_parts},
    PartName{"Normalization-Weighting set", Part::set},
    PartName{"Normalization", Part::normalisation},
    PartName{"Weighting", Part::weighting},
};

/// The part that a title starts.
Part part_of(View title) {
  for (const PartName& known : parts) {
    if (same_word(title, known.name)) return known.part;
  }
  return Part::field;
}

class MethodParser {
 public:
  MethodParser(Rows& rows, const ParserContext& context, BlockRecord& record,
               xml::Oddities& oddities)
      : rows_(rows), context_(context), record_(record), oddities_(oddities) {
    record_.method = std::make_unique<MethodRecord>();
  }

  void run() {
    bool is_title = true;
    while (rows_.next(fields_)) {
      if (fields_.empty()) {
        is_title = true;
      } else if (is_title) {
        is_title = false;
        part_ = part_of(fields_[0]);
        if (part_ == Part::field) record_.fields.emplace_back(fields_[0], "");
      } else {
        take();
      }
    }
  }

 private:
  void take() {
    MethodRecord& method = *record_.method;
    switch (part_) {
      case Part::field:
        return take_field();
      case Part::category:
        method.categories.push_back({at(fields_, 0), at(fields_, 1), {}});
        return;
      case Part::substances:
        return take_factor();
      case Part::damage:
        method.damages.push_back({at(fields_, 0), at(fields_, 1), {}});
        return;
      case Part::damage_parts:
        return take_number(method.damages, &DamageRecord::categories);
      case Part::set:
        method.sets.push_back({at(fields_, 0), {}, {}});
        return;
      case Part::normalisation:
        return take_number(method.sets, &SetRecord::normalisation);
      case Part::weighting:
        return take_number(method.sets, &SetRecord::weighting);
    }
  }

  /// Version numbers stand in two fields; of other texts each line has one.
  void take_field() {
    auto& [title, text] = record_.fields.back();
    text.append(text.empty() ? "" : "\n").append(fields_[0]);
    if (same_word(title, "Version") && !at(fields_, 1).empty()) {
      text.append(".").append(fields_[1]);
    }
  }

  [[nodiscard]] std::optional<double> number(std::size_t index) const {
    const Number number = number_of(at(fields_, index), context_.dialect.decimal);
    if (std::isnan(number.value)) return std::nullopt;
    return number.value;
  }

  void take_factor() {
    const auto compartment = compartment_of(at(fields_, 0), &CompartmentNames::factors);
    const auto value = number(4);
    if (record_.method->categories.empty() || !compartment || !value) {
      oddities_.add("bad_factor", Severity::error, "line " + std::to_string(rows_.line()),
                    "factors without a category, a compartment that is known here or a "
                    "finite value",
                    "they were not read");
      return;
    }
    FactorRow row;
    row.compartment = *compartment;
    row.sub_compartment = sub_compartment(at(fields_, 1));
    row.name = at(fields_, 2);
    row.cas = at(fields_, 3);
    row.value = *value;
    row.unit = at(fields_, 5);
    row.key = name_ids::path_of(
        {names_of(row.compartment).factors, row.sub_compartment, row.name});
    record_.method->categories.back().factors.push_back(std::move(row));
  }

  template <class Owner>
  void take_number(std::vector<Owner>& owners, std::vector<NamedNumber> Owner::* rows) {
    const auto value = number(1);
    if (owners.empty() || !value) {
      oddities_.add("bad_factor", Severity::error, "line " + std::to_string(rows_.line()),
                    "numbers of damage categories or weights without a finite value",
                    "they were not read");
      return;
    }
    (owners.back().*rows).emplace_back(at(fields_, 0), *value);
  }

  Rows& rows_;
  const ParserContext& context_;
  BlockRecord& record_;
  xml::Oddities& oddities_;
  std::vector<View> fields_;
  Part part_ = Part::field;
};

}  // namespace

void parse_method(Rows& rows, const ParserContext& context, BlockRecord& record,
                  xml::Oddities& oddities) {
  MethodParser(rows, context, record, oddities).run();
}

}  // namespace lichen::detail::simapro
