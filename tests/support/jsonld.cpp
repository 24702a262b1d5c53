#include "support/jsonld.hpp"

#include "lichen/io/read.hpp"

namespace lichen::test {
namespace {

const char* const units =
    R"({"@id":"g-mass","name":"Units of mass","units":[
      {"@id":"u-kg","name":"kg","REF":true,"conversionFactor":1.0},
      {"@id":"u-t","name":"t","conversionFactor":1000.0,"synonyms":["ton"]}]})";
const char* const energy_units =
    R"({"@id":"g-energy","name":"Units of energy","units":[
      {"@id":"u-mj","name":"MJ","REF":true,"conversionFactor":1.0},
      {"@id":"u-kwh","name":"kWh","conversionFactor":3.6}]})";

std::string flow(const std::string& id, const std::string& name, const std::string& type,
                 const std::string& property, const std::string& category,
                 const std::string& reference) {
  return R"({"@id":")" + id + R"(","name":")" + name + R"(","flowType":")" + type +
         R"(","category":)" + category +
         R"(,"flowProperties":[{"conversionFactor":1.0,")" + reference +
         R"(":true,"flowProperty":{"@id":")" + property + R"("}}]})";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// The process data sets, in words of v2.
const char* const steel =
    R"json({"@id":"p-steel","name":"steel making","processType":"UNIT_PROCESS",
  "location":{"@id":"l-de","name":"Germany"},"exchanges":[
  {"internalId":1,"isInput":false,"isQuantitativeReference":true,"isAvoidedProduct":false,
   "amount":1.0,"flow":{"@id":"f-steel"},"unit":{"@id":"u-kg"},"flowProperty":{"@id":"fp-mass"}},
  {"internalId":2,"isInput":true,"isAvoidedProduct":false,"amount":2.0,"amountFormula":"demand*2",
   "description":"from the meter","flow":{"@id":"f-power"},"unit":{"@id":"u-kwh"},
   "flowProperty":{"@id":"fp-energy"},"defaultProvider":{"@type":"Process","@id":"p-power"},
   "uncertainty":{"distributionType":"LOG_NORMAL_DISTRIBUTION","geomMean":2.0,"geomSd":1.1},
   "dqEntry":"(1;2;3;4;5)",
           "baseUncertainty" : 1.05
}],
  "parameters":[{"name":"demand","isInputParameter":true,"value":1.0},
                {"name":"twice","isInputParameter":false,"value":2.0,"formula":"demand*2"}]
})json";
const char* const power =
    R"({"@id":"p-power","name":"power making","exchanges":[
  {"internalId":1,"isInput":false,"isQuantitativeReference":true,"amount":3.6,
   "flow":{"@id":"f-power"},"unit":{"@id":"u-mj"},"flowProperty":{"@id":"fp-energy"}},
  {"internalId":2,"isInput":false,"amount":0.5,"flow":{"@id":"f-co2"},"unit":{"@id":"u-kg"},
   "flowProperty":{"@id":"fp-mass"}}]})";
const char* const category =
    R"({"@id":"c-gwp","name":"Climate change","refUnit":"kg CO2 eq","impactFactors":[
  {"flow":{"@id":"f-co2"},"unit":{"@id":"u-t"},"flowProperty":{"@id":"fp-mass"},"value":1000.0}]})";
const char* const set =
    R"({"@id":"n-set","name":"World","weightedScoreUnit":"Pt","factors":[
  {"impactCategory":{"@id":"c-gwp"},"normalisationFactor":8000.0,"weightingFactor":0.5}]})";

/// The words of v1 for those of v2.
std::string old_words(std::string text) {
  const std::pair<const char*, const char*> words[] = {
      {"isInputParameter", "inputParameter"},
      {"isInput", "input"},
      {"isAvoidedProduct", "avoidedProduct"},
      {"isQuantitativeReference", "quantitativeReference"},
      {"refUnit", "referenceUnitName"},
      {"dqEntry", "pedigreeUncertainty"}};
  for (const auto& [now, then] : words) text = replaced(std::move(text), now, then);
  return text;
}

std::string property(const std::string& id, const std::string& group) {
  return R"({"@id":")" + id + R"(","name":")" + id + R"(","unitGroup":{"@id":")" + group +
         R"("}})";
}

}  // namespace

Files with(Files files, const std::string& name, const std::string& content) {
  for (auto& [known, text] : files) {
    if (known != name) continue;
    text = content;
    return files;
  }
  files.emplace_back(name, content);
  return files;
}

Files jsonld_v1() {
  const std::string air = R"({"@id":"00000000-0000-0000-0000-0000000000a1"})";
  const std::string none = "null";
  const std::string reference = "referenceFlowProperty";
  return {
      {"categories/a1.json",
       R"({"@id":"00000000-0000-0000-0000-0000000000a1","name":"unspecified","category":
           {"@id":"00000000-0000-0000-0000-0000000000a0"}})"},
      {"categories/a0.json",
       R"({"@id":"00000000-0000-0000-0000-0000000000a0","name":"air"})"},
      {"unit_groups/m.json", replaced(units, "REF", "referenceUnit")},
      {"unit_groups/e.json", replaced(energy_units, "REF", "referenceUnit")},
      {"flow_properties/m.json", property("fp-mass", "g-mass")},
      {"flow_properties/e.json", property("fp-energy", "g-energy")},
      {"locations/de.json", R"({"@id":"l-de","name":"Germany","code":"DE"})"},
      {"flows/steel.json",
       flow("f-steel", "steel", "PRODUCT_FLOW", "fp-mass", none, reference)},
      {"flows/power.json",
       flow("f-power", "power", "PRODUCT_FLOW", "fp-energy", none, reference)},
      {"flows/co2.json",
       flow("f-co2", "Carbon dioxide ", "ELEMENTARY_FLOW", "fp-mass", air, reference)},
      {"processes/steel.json", old_words(steel)},
      {"processes/power.json", old_words(power)},
      {"lcia_categories/gwp.json", old_words(category)},
      {"lcia_methods/m.json",
       R"({"@id":"m","name":"Method","impactCategories":[{"@id":"c-gwp"}],
           "nwSets":[{"@id":"n-set","name":"World"}]})"},
      {"nw_sets/n.json", set},
  };
}

Files jsonld_v2() {
  const std::string air = R"("air/unspecified")";
  const std::string reference = "isRefFlowProperty";
  const std::string sets = R"("nwSets":[)" + std::string(set) + "]";
  return {
      {"openlca.json", R"({"schemaVersion":2})"},
      {"unit_groups/m.json", replaced(units, "REF", "isRefUnit")},
      {"unit_groups/e.json", replaced(energy_units, "REF", "isRefUnit")},
      {"flow_properties/m.json", property("fp-mass", "g-mass")},
      {"flow_properties/e.json", property("fp-energy", "g-energy")},
      {"locations/de.json", R"({"@id":"l-de","name":"Germany","code":"DE"})"},
      {"flows/steel.json",
       flow("f-steel", "steel", "PRODUCT_FLOW", "fp-mass", "null", reference)},
      {"flows/power.json",
       flow("f-power", "power", "PRODUCT_FLOW", "fp-energy", "null", reference)},
      {"flows/co2.json",
       flow("f-co2", "Carbon dioxide ", "ELEMENTARY_FLOW", "fp-mass", air, reference)},
      {"processes/steel.json", steel},
      {"processes/power.json", power},
      {"lcia_categories/gwp.json", category},
      {"lcia_methods/m.json",
       R"({"@id":"m","name":"Method","impactCategories":[{"@id":"c-gwp"}],)" + sets +
           "}"},
  };
}

Files jsonld_repository() {
  Files files;
  const std::pair<const char*, const char*> folders[] = {
      {"unit_groups/", "UNIT_GROUP/Technical%3A units/"},
      {"flow_properties/", "FLOW_PROPERTY/"},
      {"locations/", "LOCATION/"},
      {"flows/co2", "FLOW/air/unspecified/co2"},
      {"flows/", "FLOW/products/"},
      {"processes/", "PROCESS/Metals/"},
      {"lcia_categories/", "IMPACT_CATEGORY/"},
      {"lcia_methods/", "IMPACT_METHOD/"}};
  for (const auto& [name, content] : jsonld_v2()) {
    std::string moved = name;
    for (const auto& [from, to] : folders) {
      if (moved.rfind(from, 0) == 0) moved = to + moved.substr(std::string(from).size());
    }
    // The layout says it by folders; the field is not needed.
    files.emplace_back(moved, replaced(content, R"("category":"air/unspecified",)", ""));
  }
  files.emplace_back("PROCESS/Metals/steel_bin/layout.json", "not a data set");
  files.emplace_back("PROCESS/Empty/%2Eempty", "");
  return files;
}

std::string jsonld_process(const std::string& exchanges) {
  return R"({"@id":"p-new","name":"new","exchanges":[)" + exchanges + "]}";
}

const char* const jsonld_product =
    R"({"internalId":1,"isQuantitativeReference":true,"amount":1.0,"flow":{"@id":"f-steel"},
        "unit":{"@id":"u-kg"},"flowProperty":{"@id":"fp-mass"}})";

Database read_folder_of(const Files& files) {
  const TemporaryFolder temporary;
  write_files(temporary.path("package"), files);
  return io::read(temporary.path("package"));
}

std::string kinds_of(const Database& database, Severity from) {
  std::string kinds;
  for (const auto& finding : database.findings.items()) {
    if (finding.severity >= from) kinds += finding.kind + " ";
  }
  return kinds;
}

}  // namespace lichen::test
