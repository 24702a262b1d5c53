#pragma once

// Flows by their names: elementary ones, and what processes make and use.

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/simapro/records.hpp"
#include "io/simapro/units.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

/// What a name may stand for; a process and a stage may use the same.
enum class Made : std::uint8_t { product, treatment, stage };

/// A name of the technosphere, with what makes it.
struct Maker {
  FlowIndex flow;          ///< none where nothing makes it
  ActivityIndex activity;  ///< the first that makes it
  std::int64_t count = 0;  ///< how many do
};

struct Name {
  View name;
  std::string key;
  std::array<Maker, 3> makers;  ///< by `Made`
  [[nodiscard]] Maker& of(Made made) { return makers[static_cast<std::size_t>(made)]; }
};

class Flows {
 public:
  Flows(Database& database, Units& units) : database_(database), units_(units) {}

  /// A substance that the file lists; all come before the first flow.
  void list(const SubstanceRow& row, Compartment compartment);

  /// The elementary flow of a row of a process or a method.
  FlowIndex elementary(const std::string& key, Compartment compartment, View name,
                       View sub_compartment, View unit, View cas);

  /// The number of a name.
  std::size_t name(const std::string& key, View name);
  [[nodiscard]] Name& named(std::size_t number) { return names_[number]; }
  /// The flow that a process or stage makes or treats.
  FlowIndex made(std::size_t name, Made made, View unit);
  /// A location by its code.
  LocationIndex location(View code);

  /// When all rows are there: substances that no row uses, units of flows.
  void finish();

  [[nodiscard]] std::int64_t collisions() const { return collisions_; }
  [[nodiscard]] const std::string& first_collision() const { return first_collision_; }

 private:
  struct Listed {
    SubstanceRow row;
    Compartment compartment = Compartment::raw;
    bool used = false;
  };
  Text text(View view) { return view.empty() ? Text{} : database_.texts.add(view); }
  void note_collision(const Flow& flow, View name, View cas);

  Database& database_;
  Units& units_;
  std::unordered_map<std::string, Listed> listed_;
  std::vector<std::string> listed_order_;
  std::unordered_map<std::string, FlowIndex> elementary_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Name> names_;
  std::unordered_map<std::string, LocationIndex> locations_;
  std::int64_t collisions_ = 0;
  std::string first_collision_;
};

/// The code in braces that names of ecoinvent and Agribalyse carry: "Steel {RER}| …"; ""
/// where there is none.
View location_in(View name);

}  // namespace lichen::detail::simapro
