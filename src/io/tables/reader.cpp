#include "io/tables/reader.hpp"

#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "io/tables/context.hpp"

namespace lichen::detail {
namespace {

using namespace tables;

struct File {
  std::string_view name;
  void (*read)(Context&, Sheet&);
};

/// In the order in which tables refer to each other.
constexpr std::array files = {
    File{"database.csv", read_database},
    File{"unit_groups.csv", read_unit_groups},
    File{"flow_properties.csv", read_flow_properties},
    File{"units.csv", read_units},
    File{"locations.csv", read_locations},
    File{"flows.csv", read_flows},
    File{"flow_property_factors.csv", read_flow_property_factors},
    File{"activities.csv", read_activities},
    File{"exchanges.csv", read_exchanges},
    File{"allocation.csv", read_allocation},
    File{"methods.csv", read_methods},
    File{"categories.csv", read_categories},
    File{"method_categories.csv", read_method_categories},
    File{"parameters.csv", read_parameters},
    File{"factors.csv", read_factors},
    File{"normalisation.csv", read_normalisation},
};

/// A name without the folder that an archive may hold everything in.
std::string_view base_of(std::string_view name) {
  const auto slash = name.find('/');
  return slash == name.npos ? name : name.substr(slash + 1);
}

template <class Members>
auto* find(Members& members, std::string_view name) {
  for (auto& member : members) {
    if (base_of(member.name) == name) return &member;
  }
  return static_cast<decltype(members.data())>(nullptr);
}

/// True where a header names a column, whatever separates it from the next.
bool names_column(std::string_view header, std::string_view column) {
  for (auto at = header.find(column); at != header.npos;
       at = header.find(column, at + 1)) {
    const auto end = at + column.size();
    const auto apart = [&](char c) {
      return !std::isalnum(static_cast<unsigned char>(c)) && c != '_';
    };
    if ((at == 0 || apart(header[at - 1])) &&
        (end == header.size() || apart(header[end]))) {
      return true;
    }
  }
  return false;
}

/// The default property of a group is named in a table that stands before properties.
void set_default_properties(Context& context, const csv::Table& groups) {
  Sheet sheet(context.database, groups);
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto group = context.groups.find(
        sheet.text(row, "id").empty() ? sheet.text(row, "name") : sheet.text(row, "id"));
    if (!group || sheet.text(row, "property").empty()) continue;
    context.database.unit_groups[group.at()].default_property =
        context.refer(context.properties, sheet, row, "property");
  }
}

void report_unread_files(const std::vector<Member>& members, Database& database) {
  for (const Member& member : members) {
    bool known = false;
    for (const File& file : files) known |= base_of(member.name) == file.name;
    if (known || base_of(member.name) == "README.md") continue;
    database.findings.add({.kind = "unknown_file",
                           .severity = Severity::info,
                           .file = member.name,
                           .message = "the format has no file of this name",
                           .action = "it was not read"});
  }
}

}  // namespace

bool is_tables(const std::vector<Member>& members) {
  // Others name files so too: one of the columns must be ours, be the rest as it may.
  using namespace std::string_view_literals;
  for (const auto& [name, columns] :
       {std::pair{"database.csv"sv, std::array{"key"sv, "value"sv}},
        std::pair{"exchanges.csv"sv, std::array{"activity"sv, "flow"sv}},
        std::pair{"flows.csv"sv, std::array{"id"sv, "type"sv}},
        std::pair{"categories.csv"sv, std::array{"id"sv, "unit"sv}}}) {
    const Member* member = find(members, name);
    if (member == nullptr) continue;
    const std::string_view content = member->content;
    const auto header = content.substr(0, content.find('\n'));
    for (const auto column : columns) {
      if (names_column(header, column)) return true;
    }
  }
  return false;
}

void read_tables(std::vector<Member>& members, Database& database) {
  database.source.format = "lichen plain tables";
  Context context(database);
  for (const File& file : files) {
    Member* member = find(members, file.name);
    if (member == nullptr) continue;
    const csv::Table table(member->name, member->content);
    Sheet sheet(database, table);
    file.read(context, sheet);
    if (file.name == "flow_properties.csv") {
      if (const Member* groups = find(members, "unit_groups.csv")) {
        set_default_properties(context, csv::Table(groups->name, groups->content));
      }
    }
    if (file.name == "unit_groups.csv") (void)sheet.text(0, "property");
    sheet.report_unknown_columns();
    // Of the groups the default properties are read later; a large file goes at once.
    if (file.name != "unit_groups.csv") std::string().swap(member->content);
  }
  finish_flows(context);
  finish_methods(context);
  report_unread_files(members, database);
}

}  // namespace lichen::detail
