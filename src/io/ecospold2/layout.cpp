#include "io/ecospold2/layout.hpp"

#include <string>
#include <unordered_set>

#include "io/csv/reader.hpp"
#include "io/xml/start.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail::ecospold2 {
namespace {

std::string_view file_name(std::string_view member) {
  return member.substr(member.rfind('/') + 1);
}

}  // namespace

FileKind kind_of(std::string_view content) {
  const xml::Start start(content);
  const bool root = start.has("<ecoSpold") || start.has(":ecoSpold");
  if (root && (start.has("ctivityDataset") || start.has("mpactMethod"))) {
    return FileKind::data_sets;
  }
  const bool first =
      start.has("EcoSpold01") || start.has("<dataset") || start.has(":dataset");
  if (root)
    return first && !start.has("EcoSpold02") ? FileKind::version_1 : FileKind::data_sets;
  const bool master =
      start.has("<valid") || start.has("<impactMethods") || start.has("<activityIndex");
  return master && start.has("EcoSpold02") ? FileKind::master_data : FileKind::other;
}

void check_lookup(const std::vector<Member>& members, Findings& findings) {
  std::unordered_set<std::string_view> names;
  const Member* lookup = nullptr;
  for (const Member& member : members) {
    const auto name = file_name(member.name);
    names.insert(name);
    if (name == "FilenameToActivityLookup.csv") lookup = &member;
  }
  if (lookup == nullptr) return;
  Finding finding{.kind = "listed_file_absent",
                  .severity = Severity::warning,
                  .file = lookup->name,
                  .field = "Filename",
                  .action = "the data sets of these files are not there",
                  .count = 0};
  try {
    const csv::Table table(lookup->name, lookup->content, ';');
    const auto column = table.needed_column("Filename");
    for (std::size_t row = 0; row < table.size(); ++row) {
      const auto name = table.at(row, column);
      if (names.find(name) != names.end()) continue;
      if (finding.count++ == 0) {
        finding.message =
            "the table lists files that the package lacks; first: " + std::string(name);
      }
    }
  } catch (const DataError& error) {
    finding.kind = "unreadable_data_set";
    finding.message = error.what();
    finding.action = "the table was not read; it tells nothing that data sets do not";
    finding.count = 1;
  }
  if (finding.count > 0) findings.add(std::move(finding));
}

}  // namespace lichen::detail::ecospold2
