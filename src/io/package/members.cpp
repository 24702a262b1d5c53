#include "io/package/members.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

#include "io/package/intake.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

std::string file_bytes(const std::string& path) {
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream ? static_cast<std::streamoff>(stream.tellg()) : -1;
  if (size < 0) throw DataError(fmt::format("{}: {}", path, std::strerror(errno)));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  stream.seekg(0);
  stream.read(bytes.data(), size);
  if (stream.gcount() != size) {
    throw DataError(fmt::format("{}: only {} of {} bytes could be read", path,
                                stream.gcount(), size));
  }
  return bytes;
}

/// All members sorted by name; of two with one name the first of the package stays.
std::vector<Member> merge(const std::string& path, Intake (&parts)[2],
                          Findings& findings) {
  std::vector<Intake::Taken> taken = std::move(parts[0].taken);
  taken.reserve(taken.size() + parts[1].taken.size());
  std::move(parts[1].taken.begin(), parts[1].taken.end(), std::back_inserter(taken));
  std::sort(taken.begin(), taken.end(), [](const auto& a, const auto& b) {
    return std::tie(a.member.name, a.number) < std::tie(b.member.name, b.number);
  });
  std::vector<Member> members;
  members.reserve(taken.size());
  for (Intake::Taken& item : taken) {
    if (members.empty() || members.back().name != item.member.name) {
      members.push_back(std::move(item.member));
      continue;
    }
    findings.add({.kind = "duplicate_member",
                  .severity = Severity::error,
                  .file = path,
                  .field = item.member.name,
                  .message = "the archive holds two members of this name",
                  .action = "the first was read, the other was not"});
  }
  return members;
}

/// What was odd about names, sorted by them: each thread found some.
void append_sorted(Intake (&parts)[2], Findings& findings) {
  std::vector<Finding> all = parts[0].findings.items();
  const auto& more = parts[1].findings.items();
  all.insert(all.end(), more.begin(), more.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const Finding& a, const Finding& b) { return a.field < b.field; });
  for (Finding& finding : all) findings.add(std::move(finding));
}

}  // namespace

std::vector<Member> read_members(const std::string& path, const io::ReadLimits& limits,
                                 const MemberFilter& wanted, Findings& findings) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    throw DataError(fmt::format("{}: there is no such file or folder", path));
  }
  if (!std::filesystem::is_directory(status)) {
    const std::string bytes = file_bytes(path);
    return read_archive({bytes, path}, limits, wanted, findings);
  }
  Budget budget{path, limits, wanted};
  Intake parts[2] = {Intake(budget), Intake(budget)};
  read_folder(path, parts);
  append_sorted(parts, findings);
  return merge(path, parts, findings);
}

std::vector<Member> read_archive(const ArchiveBytes& archive,
                                 const io::ReadLimits& limits, const MemberFilter& wanted,
                                 Findings& findings) {
  Budget budget{archive.path, limits, wanted, archive.bytes.size()};
  Intake parts[2] = {Intake(budget), Intake(budget)};
  const std::string name = std::filesystem::path(archive.path).filename().string();
  read_archive_parts(archive.bytes, name, parts);
  append_sorted(parts, findings);
  return merge(archive.path, parts, findings);
}

}  // namespace lichen::detail
