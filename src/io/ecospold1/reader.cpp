#include "io/ecospold1/reader.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "io/each_in_parallel.hpp"
#include "io/ecospold1/cutter.hpp"
#include "io/ecospold1/merge.hpp"
#include "io/ecospold1/parser.hpp"
#include "io/ecospold2/layout.hpp"
#include "io/xml/document.hpp"
#include "io/xml/document_findings.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace ecospold1;

/// Reads one file after the other, the data sets of each at once.
class FileReader {
 public:
  FileReader(const Progress& progress, Database& database)
      : progress_(progress), database_(database), merger_(database) {}

  void read(Member& member) {
    const xml::Recoding recoding = xml::make_utf8(member.content);
    xml::report(recoding, member.name, database_.findings);
    if (!recoding.error.empty()) return;
    const Pieces pieces = cut(member.content);
    report_head(member.name, pieces);
    const bool impact = pieces.head.find("EcoSpold01Impact") != View::npos;
    constexpr std::size_t batch = 512;
    for (std::size_t first = 0; first < pieces.data_sets.size(); first += batch) {
      if (progress_) progress_("reading data sets", done_, 0);
      const std::size_t count = std::min(batch, pieces.data_sets.size() - first);
      std::vector<DataSetRecord> records(count);
      io::each_in_parallel(count, [&](std::size_t i) {
        const View piece = pieces.data_sets[first + i];
        const auto offset =
            static_cast<std::size_t>(piece.data() - member.content.data());
        records[i] = parse_data_set(
            member.name, std::span(member.content.data() + offset, piece.size()), impact);
      });
      for (const DataSetRecord& record : records) merger_.add(record, member.name);
      done_ += static_cast<std::int64_t>(count);
    }
    std::string().swap(member.content);
  }

  void finish() { merger_.finish(); }

 private:
  /// What is odd about the file as a whole: its start is parsed by itself.
  void report_head(const std::string& file, const Pieces& pieces) {
    std::string head(pieces.head);
    head.append("</").append(pieces.root).append(">");
    const xml::Document document{std::span<char>(head)};
    if (pieces.data_sets.empty()) {
      database_.findings.add({.kind = "unreadable_data_set",
                              .severity = Severity::error,
                              .file = file,
                              .message = "the file holds no data set",
                              .action = "it was not read"});
    } else {
      xml::report(document, file, "EcoSpold01", database_.findings);
    }
  }

  const Progress& progress_;
  Database& database_;
  Merger merger_;
  std::int64_t done_ = 0;
};

/// Why nothing could be read, as far as the findings tell.
std::string reason_of(const Findings& findings) {
  for (const Finding& finding : findings.items()) {
    if (finding.kind == "unreadable_data_set") {
      return "; first: " + finding.file + ": " + finding.message;
    }
  }
  return "";
}

bool is_first_version(const Member& member) {
  return ecospold2::kind_of(member.content) == ecospold2::FileKind::version_1;
}

}  // namespace

bool is_ecospold1(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(), is_first_version);
}

void read_ecospold1(std::vector<Member>& members, const Progress& progress,
                    Database& database) {
  database.source.format = "EcoSpold 1";
  FileReader reader(progress, database);
  for (Member& member : members) {
    if (is_first_version(member)) reader.read(member);
  }
  reader.finish();
  if (database.activities.empty() && database.methods.empty()) {
    throw DataError(database.source.path +
                    ": no data set of this EcoSpold 1 package can be read" +
                    reason_of(database.findings));
  }
}

}  // namespace lichen::detail
