#include "io/ilcd/reader.hpp"

#include <algorithm>
#include <string>

#include "io/each_in_parallel.hpp"
#include "io/ilcd/merge.hpp"
#include "io/ilcd/parsing.hpp"
#include "io/ilcd/versions.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace ilcd;

/// Why nothing could be read, as far as the findings tell.
std::string reason_of(const Findings& findings) {
  for (const Finding& finding : findings.items()) {
    if (finding.kind == "unreadable_data_set") {
      return "; first: " + finding.file + ": " + finding.message;
    }
  }
  return "";
}

bool is_empty(const Database& database) {
  return database.activities.empty() && database.categories.empty() &&
         database.flows.empty() && database.flow_properties.empty() &&
         database.unit_groups.empty();
}

/// How many files are in memory as records at once: by number and by size.
std::size_t batch_of(const std::vector<File>& files, std::size_t first) {
  constexpr std::size_t most_files = 256;
  constexpr std::size_t most_bytes = 64U << 20U;
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (first + count < files.size() && count < most_files && bytes < most_bytes) {
    bytes += files[first + count++].member->content.size();
  }
  return count;
}

}  // namespace

bool is_ilcd(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(), [](const Member& member) {
    return is_data_set(kind_of(member.content));
  });
}

void read_ilcd(std::vector<Member>& members, const io::ReadOptions& options,
               Database& database) {
  database.source.format = "ILCD";
  const Choices choices{options.language, options.ilcd_deviation};
  const std::vector<File> files = files_of(members, database.findings);
  Merger merger(database);
  for (std::size_t first = 0; first < files.size();) {
    if (options.progress) {
      options.progress("reading data sets", static_cast<std::int64_t>(first),
                       static_cast<std::int64_t>(files.size()));
    }
    std::vector<FileRecord> records(batch_of(files, first));
    io::each_in_parallel(records.size(), [&](std::size_t i) {
      const File& file = files[first + i];
      records[i] =
          parse_file(file.member->name, file.member->content, file.kind, choices);
    });
    for (std::size_t i = 0; i < records.size(); ++i) {
      merger.add(records[i]);
      std::string().swap(files[first + i].member->content);
    }
    first += records.size();
  }
  merger.finish();
  if (is_empty(database)) {
    throw DataError(database.source.path +
                    ": no data set of this ILCD package can be read" +
                    reason_of(database.findings));
  }
}

}  // namespace lichen::detail
