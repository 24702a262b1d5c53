#include "io/jsonld/reader.hpp"

#include <array>
#include <string>

#include "io/jsonld/entities.hpp"
#include "io/jsonld/layout.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace jsonld;

static_assert(padding >= simdjson::SIMDJSON_PADDING,
              "members must have room to read past");

/// Reads the members of a package, one kind after the other.
class PackageReader {
 public:
  PackageReader(const std::vector<Member>& members, const Progress& progress,
                Database& database)
      : progress_(progress), database_(database), tables_(database) {
    for (const Member& member : members) {
      if (const auto kind = kind_of(member.name)) {
        of_kind_[static_cast<std::size_t>(*kind)].push_back(&member);
        ++total_;
      }
    }
  }

  void read() {
    each(Kind::category, read_category);
    each(Kind::unit_group, read_unit_group);
    each(Kind::flow_property, read_flow_property);
    each(Kind::location, read_location);
    each(Kind::flow, read_flow);
    read_processes();
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
    for (const Member* member : of_kind_[static_cast<std::size_t>(kind)]) {
      simdjson::dom::element element;
      if (parse(parser_, *member, element)) {
        read(tables_, DataSet{element, member->name,
                              jsonld::category_path(std::string_view(member->name))});
      }
    }
  }

  /// Providers are other processes: all are named before the first exchange is read.
  /// Parsing twice costs less than keeping every document.
  void read_processes() {
    const auto& members = of_kind_[static_cast<std::size_t>(Kind::process)];
    for (const Member* member : members) {
      simdjson::dom::element element;
      if (!parse(parser_, *member, element)) continue;
      const ActivityIndex index{database_.activities.size()};
      if (define_process(tables_,
                         {element, member->name,
                          jsonld::category_path(std::string_view(member->name))})) {
        defined_.emplace_back(member, index);
      }
    }
    for (const auto& [member, activity] : defined_) {
      simdjson::dom::element element;
      if (parser_.parse(member->content.data(), member->content.size(), false)
              .get(element) == simdjson::SUCCESS) {
        read_process(tables_, {element, member->name, ""}, activity);
      }
    }
  }

  bool parse(simdjson::dom::parser& parser, const Member& member,
             simdjson::dom::element& element) {
    report_progress();
    const bool roomy = member.content.capacity() >= member.content.size() + padding;
    const auto error =
        parser.parse(member.content.data(), member.content.size(), !roomy).get(element);
    if (error == simdjson::SUCCESS && element.is_object() &&
        !json::text(element, "@id").empty()) {
      ++read_;
      return true;
    }
    const std::string what =
        error != simdjson::SUCCESS
            ? std::string("cannot be read as JSON: ") + simdjson::error_message(error)
            : "is no data set: it has no @id";
    if (first_error_.empty()) first_error_ = member.name + ": " + what;
    database_.findings.add({.kind = "unreadable_data_set",
                            .severity = Severity::error,
                            .file = member.name,
                            .message = what,
                            .action = "it was not read"});
    return false;
  }

  void report_progress() {
    constexpr std::int64_t step = 512;
    if (progress_ && done_ % step == 0) progress_("reading data sets", done_, total_);
    ++done_;
  }

  const Progress& progress_;
  Database& database_;
  Tables tables_;
  simdjson::dom::parser parser_;
  std::array<std::vector<const Member*>, 10> of_kind_;
  std::vector<std::pair<const Member*, ActivityIndex>> defined_;
  std::int64_t read_ = 0;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
  std::string first_error_;
};

/// The schema version that the package states; 1 where it states none.
std::string version_of(const std::vector<Member>& members) {
  for (const Member& member : members) {
    const bool here = member.name == "openlca.json" ||
                      member.name == "olca-schema.json" ||
                      member.name.find("/openlca.json") != member.name.npos;
    if (!here) continue;
    simdjson::dom::parser parser;
    simdjson::dom::element element;
    if (parser.parse(member.content).get(element) != simdjson::SUCCESS) continue;
    if (const auto version =
            json::number_of(json::field(element, "schemaVersion", "version"))) {
      return std::to_string(static_cast<int>(*version));
    }
  }
  return "1 or 2, not stated";
}

}  // namespace

bool is_jsonld(const std::vector<Member>& members) {
  for (const Member& member : members) {
    if (member.name == "openlca.json" || kind_of(member.name)) return true;
  }
  return false;
}

bool is_wanted_by_jsonld(std::string_view member) { return !is_unneeded(member); }

void read_jsonld(const std::vector<Member>& members, const Progress& progress,
                 Database& database) {
  database.source.format = "openLCA JSON-LD (schema " + version_of(members) + ")";
  PackageReader(members, progress, database).read();
}

}  // namespace lichen::detail
