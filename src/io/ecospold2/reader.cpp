#include "io/ecospold2/reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "io/each_in_parallel.hpp"
#include "io/ecospold2/layout.hpp"
#include "io/ecospold2/merge.hpp"
#include "io/ecospold2/parsing.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace ecospold2;

/// The files to read, master data first: they tell what data sets may leave out.
std::vector<Member*> files_of(std::vector<Member>& members, Database& database) {
  std::vector<Member*> files;
  std::vector<Member*> data_sets;
  std::int64_t others = 0;
  for (Member& member : members) {
    const FileKind kind = kind_of(member.content);
    if (kind == FileKind::master_data) files.push_back(&member);
    if (kind == FileKind::data_sets) data_sets.push_back(&member);
    others += kind == FileKind::version_1;
  }
  files.insert(files.end(), data_sets.begin(), data_sets.end());
  if (others > 0) {
    database.findings.add({.kind = "other_format",
                           .severity = Severity::warning,
                           .message = "files of EcoSpold 1 lie among those of EcoSpold 2",
                           .action = "they were not read: read them by themselves",
                           .count = others});
  }
  return files;
}

/// Why nothing could be read, as far as the findings tell.
std::string reason_of(const Findings& findings) {
  for (const Finding& finding : findings.items()) {
    if (finding.kind == "unreadable_data_set") {
      return "; first: " + finding.file + ": " + finding.message;
    }
  }
  return "";
}

}  // namespace

bool is_ecospold2(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(), [](const Member& member) {
    return kind_of(member.content) == FileKind::data_sets;
  });
}

void read_ecospold2(std::vector<Member>& members, const Progress& progress,
                    Database& database) {
  database.source.format = "EcoSpold 2";
  check_lookup(members, database.findings);
  const std::vector<Member*> files = files_of(members, database);
  Merger merger(database);
  constexpr std::size_t batch = 128;
  for (std::size_t first = 0; first < files.size(); first += batch) {
    if (progress) {
      progress("reading data sets", static_cast<std::int64_t>(first),
               static_cast<std::int64_t>(files.size()));
    }
    std::vector<FileRecord> records(std::min(batch, files.size() - first));
    io::each_in_parallel(records.size(), [&](std::size_t i) {
      Member& member = *files[first + i];
      records[i] = parse_file(member.name, member.content);
    });
    for (std::size_t i = 0; i < records.size(); ++i) {
      merger.add(records[i]);
      std::string().swap(files[first + i]->content);
    }
  }
  merger.finish();
  if (database.activities.empty() && database.methods.empty()) {
    throw DataError(database.source.path +
                    ": no data set of this EcoSpold 2 package can be read" +
                    reason_of(database.findings));
  }
}

}  // namespace lichen::detail
