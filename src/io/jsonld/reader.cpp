#include "io/jsonld/reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "io/json/error_place.hpp"
#include "io/json/number_repair.hpp"
#include "io/jsonld/documents.hpp"
#include "io/jsonld/entities.hpp"
#include "io/jsonld/layout.hpp"
#include "io/jsonld/number.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace jsonld;

/// Reads the members of a package, one kind after the other.
class PackageReader {
 public:
  PackageReader(const std::vector<Member>& members, const Progress& progress,
                Database& database)
      : progress_(progress), database_(database), tables_(database) {
    for (const Member& member : members) {
      if (const auto kind = kind_of(member)) {
        of_kind_[static_cast<std::size_t>(*kind)].push_back(&member);
        ++total_;
      }
    }
  }

  [[nodiscard]] const Tables& tables() const { return tables_; }

  void read() {
    each(Kind::category, read_category);
    report_cycles(tables_);
    each(Kind::unit_group, read_unit_group);
    each(Kind::flow_property, read_flow_property);
    each(Kind::location, read_location);
    each(Kind::flow, read_flow);
    each(Kind::process, read_process);
    find_providers(tables_);
    each(Kind::parameter, [](Tables& tables, const DataSet& data_set) {
      read_parameter(tables, data_set, Id{}, false);
    });
    each(Kind::impact_category, read_impact_category);
    each(Kind::impact_method, read_impact_method);
    each(Kind::nw_set, read_nw_set);
    finish_methods(tables_);
    complete(tables_);
    if (read_ == 0) {
      throw DataError(database_.source.path +
                      ": no data set of this openLCA package can be read" +
                      (first_error_.empty() ? "" : "; first: " + first_error_));
    }
  }

 private:
  template <class Read>
  void each(Kind kind, Read&& read) {
    each_document(of_kind_[static_cast<std::size_t>(kind)],
                  [&](const Document& document) {
                    report_progress();
                    const auto root = data_set_in(document);
                    const std::string_view file = document.member->name;
                    if (root)
                      read(tables_, DataSet{*root, file, jsonld::category_path(file)});
                  });
  }

  /// The data set of a document; empty, with a finding, where it holds none.
  std::optional<json::Element> data_set_in(const Document& document) {
    json::Element root = document.root;
    simdjson::error_code error = document.error;
    if (error != simdjson::SUCCESS) error = parse_repaired(*document.member, root);
    const bool parsed = error == simdjson::SUCCESS;
    if (parsed && root.is_object() && !json::text(root, "@id").empty()) {
      ++read_;
      return root;
    }
    const Member& member = *document.member;
    const std::string what =
        parsed
            ? "is no data set: it has no @id"
            : "cannot be read as JSON: " +
                  json::error_in(member.content, simdjson::error_message(document.error));
    if (first_error_.empty()) first_error_ = member.name + ": " + what;
    report("unreadable_data_set", Severity::error, member, what, "it was not read");
    return std::nullopt;
  }

  /// Parses what is JSON but for its numbers, with a finding.
  simdjson::error_code parse_repaired(const Member& member, json::Element& root) {
    const json::RepairedNumbers repaired = json::repair_numbers(member.content);
    const auto error = repair_parser_.parse(repaired.text).get(root);
    if (error == simdjson::SUCCESS && repaired.absent > 0) {
      database_.findings.add(json::absent_numbers(repaired, member.name));
    }
    return error;
  }

  void report(const char* kind, Severity severity, const Member& member, std::string what,
              std::string action, std::int64_t count = 1) {
    database_.findings.add({.kind = kind,
                            .severity = severity,
                            .file = member.name,
                            .message = std::move(what),
                            .action = std::move(action),
                            .count = count});
  }

  void report_progress() {
    constexpr std::int64_t step = 512;
    if (progress_ && done_ % step == 0) progress_("reading data sets", done_, total_);
    ++done_;
  }

  const Progress& progress_;
  Database& database_;
  Tables tables_;
  simdjson::dom::parser repair_parser_;
  std::array<std::vector<const Member*>, 10> of_kind_;
  std::int64_t read_ = 0;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
  std::string first_error_;
};

/// The schema version that the package states; 0 where it states none.
int stated_version(const std::vector<Member>& members) {
  for (const Member& member : members) {
    const std::string_view file =
        std::string_view(member.name).substr(member.name.rfind('/') + 1);
    if (file != "openlca.json" && file != "olca-schema.json") continue;
    simdjson::dom::parser parser;
    simdjson::dom::element element;
    if (parser.parse(member.content).get(element) != simdjson::SUCCESS) continue;
    const auto version = whole_number(json::field(element, "schemaVersion", "version"));
    if (version && *version > 0) return *version;
  }
  return 0;
}

/// "openLCA JSON-LD (schema v1)": as stated, else as words that only one schema has tell.
std::string format_of(const std::vector<Member>& members, const Tables& tables) {
  const int stated = stated_version(members);
  const std::string version = stated > 0             ? "schema v" + std::to_string(stated)
                              : tables.has_old_words ? "schema v1"
                              : tables.has_new_words ? "schema v2"
                                                     : "schema v1 or v2, not stated";
  const bool repository =
      std::any_of(members.begin(), members.end(),
                  [](const Member& member) { return is_repository_member(member.name); });
  return "openLCA JSON-LD (" + version + (repository ? ", repository)" : ")");
}

}  // namespace

bool is_jsonld(const std::vector<Member>& members) {
  for (const Member& member : members) {
    if (member.name == "openlca.json" || kind_of(member)) return true;
  }
  return false;
}

bool is_wanted_by_jsonld(std::string_view member) { return !is_unneeded(member); }

void read_jsonld(const std::vector<Member>& members, const Progress& progress,
                 Database& database) {
  PackageReader reader(members, progress, database);
  reader.read();
  database.source.format = format_of(members, reader.tables());
}

}  // namespace lichen::detail
