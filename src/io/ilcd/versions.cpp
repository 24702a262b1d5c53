#include "io/ilcd/versions.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "lichen/base/id.hpp"

namespace lichen::detail::ilcd {
namespace {

/// Keeps of all files that are one data set the one to read.
class Choice {
 public:
  explicit Choice(Findings& findings) : findings_(findings) {}

  void offer(Member& member, FileKind kind) {
    const Identity identity = identity_of(member.content);
    const File file{&member, kind};
    if (identity.uuid.empty()) return files_.push_back({file, identity});
    const auto [at, added] =
        known_.try_emplace({kind, make_id(identity.uuid)}, files_.size());
    if (added) return files_.push_back({file, identity});
    replace(files_[at->second], {file, identity});
  }

  std::vector<File> finish() {
    report("older_version", older_, first_older_,
           "the package holds several versions of data sets; first: ",
           "the highest was read");
    report("repeated_data_set", repeated_, first_repeated_,
           "the package holds data sets twice, the same byte by byte; first: ",
           "each was read once");
    std::stable_sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) {
      return a.file.kind < b.file.kind;
    });
    std::vector<File> files;
    for (const Known& known : files_) files.push_back(known.file);
    return files;
  }

 private:
  struct Known {
    File file;
    Identity identity;
  };

  void replace(Known& known, const Known& other) {
    const bool higher = is_higher(other.identity.version, known.identity.version);
    if (higher || is_higher(known.identity.version, other.identity.version)) {
      if (older_++ == 0) {
        first_older_ = (higher ? known : other).file.member->name;
      }
      if (higher) known = other;
    } else if (known.file.member->content == other.file.member->content) {
      if (repeated_++ == 0) first_repeated_ = other.file.member->name;
    } else {
      findings_.add({.kind = "duplicate_id",
                     .severity = Severity::error,
                     .file = other.file.member->name,
                     .data_set = std::string(other.identity.uuid),
                     .field = "dataSetInformation.UUID",
                     .message = "two data sets have this id and version, and differ",
                     .action = "the first counts: " + known.file.member->name});
    }
  }

  void report(const char* kind, std::int64_t count, const std::string& first,
              const char* message, const char* action) {
    if (count == 0) return;
    findings_.add({.kind = kind,
                   .severity = Severity::info,
                   .field = "dataSetVersion",
                   .message = message + first,
                   .action = action,
                   .count = count});
  }

  Findings& findings_;
  std::vector<Known> files_;
  std::map<std::pair<FileKind, Id>, std::size_t> known_;
  std::int64_t older_ = 0;
  std::int64_t repeated_ = 0;
  std::string first_older_;
  std::string first_repeated_;
};

}  // namespace

std::vector<File> files_of(std::vector<Member>& members, Findings& findings) {
  Choice choice(findings);
  for (Member& member : members) {
    const FileKind kind = kind_of(member.content);
    if (kind != FileKind::other) choice.offer(member, kind);
  }
  return choice.finish();
}

}  // namespace lichen::detail::ilcd
