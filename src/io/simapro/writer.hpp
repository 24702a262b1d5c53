#pragma once

// From the tables of a database to the text of a SimaPro CSV file.

#include <map>
#include <string>

#include "io/simapro/compartments.hpp"
#include "io/simapro/output.hpp"
#include "io/simapro/product_names.hpp"
#include "io/simapro/sections.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

class Writer {
 public:
  explicit Writer(const Database& database)
      : database_(database), names_(database, losses_) {}

  /// The file, in UTF-8.
  std::string run();
  /// What it does not hold; after `run`.
  [[nodiscard]] Findings findings() const { return losses_.findings(); }

 private:
  struct Place {
    Compartment compartment = Compartment::non_material;
    std::string sub;
  };
  View text(Text handle) const { return database_.text(handle); }
  View unit_name(UnitIndex unit) const;
  const Place& place_of(FlowIndex flow);
  Place find_place(const Flow& flow);

  void header();
  void process(ActivityIndex index);
  void texts(const Activity& activity, View type);
  void own_rows(ActivityIndex index, View type, View category);
  std::string share(ActivityIndex index, FlowIndex flow, std::size_t products);
  void rows(ActivityIndex index, const Section& section);
  void row(ExchangeIndex index, const Section& section);
  bool belongs(const Exchange& exchange, const Section& section);
  std::string amount(ExchangeIndex index, double factor);
  struct Scatter {
    View type = "Undefined";
    std::string first = "0";
    std::string second = "0";
    std::string third = "0";
  };
  Scatter scatter(const Distribution* distribution, double amount, double factor);
  void parameters(ParameterScope scope, Id owner, View inputs, View calculated);
  void lists();
  void units();
  void substances();
  void methods();
  void category(const Category& category);
  void sets(const Method& method);
  void count_losses();

  const Database& database_;
  Losses losses_;
  ProductNames names_;
  Output out_;
  std::map<FlowIndex, Place> places_;
};

}  // namespace lichen::detail::simapro
