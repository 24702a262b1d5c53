#include "io/simapro/reader.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "io/each_in_parallel.hpp"
#include "io/simapro/merge.hpp"
#include "io/simapro/parser.hpp"
#include "io/xml/encoding.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace simapro;

struct OpenFile {
  ParserContext context;
  std::vector<Block> blocks;
};

/// Processes, stages and methods need the units and substances of the lists.
bool is_list(const Block& block) {
  const View text(block.text.data(), block.text.size());
  const View word = trimmed(text.substr(0, text.find_first_of("\n;,\t\r")));
  return !same_word(word, "Process") && !same_word(word, "Product stage") &&
         !same_word(word, "Method");
}

class FileReader {
 public:
  FileReader(const Progress& progress, Database& database)
      : progress_(progress), database_(database), merger_(database) {}

  void open(Member& member) {
    const xml::Recoding recoding = xml::make_utf8(member.content);
    if (!recoding.error.empty()) {
      database_.findings.add({.kind = "unreadable_data_set",
                              .severity = Severity::error,
                              .file = member.name,
                              .message = recoding.error,
                              .action = "it was not read"});
      return;
    }
    OpenFile file;
    file.context = {member.name, read_dialect(member.content)};
    report_header(file.context);
    file.blocks = cut(std::span(member.content.data(), member.content.size()),
                      file.context.dialect);
    Source& source = database_.source;
    if (source.name.empty()) source.name = file.context.dialect.project;
    if (source.version.empty()) source.version = file.context.dialect.exporter;
    files_.push_back(std::move(file));
  }

  void read() {
    for (const OpenFile& file : files_) read(file, true);
    for (const OpenFile& file : files_) read(file, false);
    merger_.finish();
  }

 private:
  void report_header(const ParserContext& context) {
    const Dialect& dialect = context.dialect;
    if (dialect.separator_stated && dialect.decimal_stated) return;
    database_.findings.add(
        {.kind = "header_incomplete",
         .severity = Severity::warning,
         .file = std::string(context.file),
         .field = dialect.separator_stated ? "Decimal separator" : "CSV separator",
         .message = "the header does not say how fields or decimals are separated",
         .action = std::string("fields were separated by ") +
                   (dialect.separator == '\t'  ? "tabs"
                    : dialect.separator == ',' ? "','"
                                               : "';'") +
                   ", decimals by '" + dialect.decimal + "'"});
  }

  void read(const OpenFile& file, bool lists) {
    std::vector<const Block*> blocks;
    for (const Block& block : file.blocks) {
      if (is_list(block) == lists) blocks.push_back(&block);
    }
    constexpr std::size_t batch = 512;
    for (std::size_t first = 0; first < blocks.size(); first += batch) {
      if (progress_) progress_("reading blocks", done_, 0);
      const std::size_t count = std::min(batch, blocks.size() - first);
      std::vector<BlockRecord> records(count);
      io::each_in_parallel(count, [&](std::size_t i) {
        records[i] = parse_block(*blocks[first + i], file.context);
      });
      for (const BlockRecord& record : records) merger_.add(record, file.context.file);
      done_ += static_cast<std::int64_t>(count);
    }
  }

  const Progress& progress_;
  Database& database_;
  Merger merger_;
  std::vector<OpenFile> files_;
  std::int64_t done_ = 0;
};

bool is_of_simapro(const Member& member) { return is_simapro(member.content); }

}  // namespace

bool is_simapro_csv(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(), is_of_simapro);
}

void read_simapro(std::vector<Member>& members, const Progress& progress,
                  Database& database) {
  database.source.format = "SimaPro CSV";
  FileReader reader(progress, database);
  for (Member& member : members) {
    if (is_of_simapro(member)) reader.open(member);
  }
  reader.read();
  if (database.activities.empty() && database.methods.empty()) {
    std::string reason;
    for (const Finding& finding : database.findings.items()) {
      if (reason.empty() && finding.severity == Severity::error) {
        reason =
            "; first: " + finding.file + ", " + finding.data_set + ": " + finding.message;
      }
    }
    throw DataError(database.source.path +
                    ": no process and no method of this SimaPro CSV can be read" +
                    reason);
  }
}

}  // namespace lichen::detail
