#include "support/jsonld_files.hpp"

#include <cmath>
#include <filesystem>

#include "io/package/members.hpp"

namespace lichen::test {

using nlohmann::json;

const json& at(const json& object, const char* name, const char* old) {
  static const json none;
  for (const char* key : {name, old}) {
    if (!object.is_object()) break;
    const auto found = object.find(key);
    if (found != object.end() && !found->is_null()) return *found;
  }
  return none;
}

std::string text(const json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string id(const json& reference) { return text(at(reference, "@id")); }

bool is_true(const json& value) {
  return value == true || value == "TRUE" || value == "true";
}

double number(const json& value) {
  return value.is_number() ? value.get<double>() : std::nan("");
}

std::map<std::string, DataSets> data_sets_of(const std::string& path) {
  const std::map<std::string, std::string> folder_of_type = {
      {"ImpactCategory", "lcia_categories"}, {"ImpactMethod", "lcia_methods"}};
  Findings findings;
  std::map<std::string, DataSets> sets;
  for (const auto& member : detail::read_members(path, {}, {}, findings)) {
    const std::filesystem::path file(member.name);
    if (file.extension() != ".json" || *file.begin() == "bin") continue;
    const json content = json::parse(member.content);
    const auto type = folder_of_type.find(text(at(content, "@type")));
    const std::string folder = type != folder_of_type.end()
                                   ? type->second
                                   : file.parent_path().filename().string();
    sets[folder][id(content)] = content;
  }
  return sets;
}

const std::vector<std::string>& open_jsonld_packages() {
  const std::string fixtures = "bw2io-fixtures/tests/fixtures/json-ld/";
  const std::string samples =
      "olca-modules-fixtures/olca-core/src/test/resources/org/openlca/jsonld/input/";
  static const std::vector<std::string> packages = {
      "uslci-fy18-jsonld",
      "uslci-rail/uslci-rail_v1.0",
      "uslci-transport/uslci-transport_v1.1",
      fixtures + "US-FPL",
      fixtures + "beef-cattle-finishing",
      fixtures + "AWARE",
      "olca-methods/IPCC_json_v1.0.3.zip",
      samples + "exchange_sync-all.zip",
      samples + "exchange_sync-process.zip",
      samples + "flow_property_factor_sync-all.zip",
      samples + "flow_property_factor_sync-flow.zip",
      samples + "nw_set_sync-all.zip",
      samples + "nw_set_sync-impact_method.zip",
      samples + "unit_sync-all.zip",
      samples + "unit_sync-unit_group.zip"};
  return packages;
}

}  // namespace lichen::test
