#include "io/package/members.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include <xxhash.h>

#include "io/package/archive.hpp"
#include "io/package/folder.hpp"
#include "io/package/limits.hpp"
#include "io/package/member_name.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

/// Says by the first bytes of a file whether libarchive should unpack it.
bool is_packed(std::string_view start) {
  using namespace std::string_view_literals;
  for (const std::string_view magic :
       {"PK\x03\x04"sv, "PK\x05\x06"sv, "7z\xbc\xaf\x27\x1c"sv, "BZh"sv, "\x1f\x8b"sv,
        "\xfd"
        "7zXZ\0"sv,
        "\x28\xb5\x2f\xfd"sv}) {
    if (start.substr(0, magic.size()) == magic) return true;
  }
  constexpr std::size_t tar_magic_at = 257;
  return start.size() > tar_magic_at + 5 && start.substr(tar_magic_at, 5) == "ustar";
}

/// Keeps the first of members that share a name, with a finding for the others.
void drop_repeated(std::vector<Member>& members, const std::string& path,
                   Findings& findings) {
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& a, const Member& b) { return a.name < b.name; });
  const auto same = [&](const Member& a, const Member& b) {
    if (a.name != b.name) return false;
    findings.add({.kind = "duplicate_member",
                  .severity = Severity::error,
                  .file = path,
                  .field = b.name,
                  .message = "the archive holds two members of this name",
                  .action = "the first was read, the other was not"});
    return true;
  };
  members.erase(std::unique(members.begin(), members.end(), same), members.end());
}

}  // namespace

std::optional<std::string> safe_member_name(std::string_view name) {
  if (name.empty() || name.find('\0') != name.npos) return std::nullopt;
  std::string tidy(name);
  std::replace(tidy.begin(), tidy.end(), '\\', '/');
  if (tidy.front() == '/' || (tidy.size() > 1 && tidy[1] == ':')) return std::nullopt;
  std::string result;
  std::size_t begin = 0;
  while (begin <= tidy.size()) {
    const std::size_t end = std::min(tidy.find('/', begin), tidy.size());
    const std::string_view part = std::string_view(tidy).substr(begin, end - begin);
    if (part == "..") return std::nullopt;
    if (!part.empty() && part != ".") {
      if (!result.empty()) result.push_back('/');
      result.append(part);
    }
    begin = end + 1;
  }
  if (result.empty()) return std::nullopt;
  return result;
}

std::vector<Member> read_members(const std::string& path, const io::ReadLimits& limits,
                                 const MemberFilter& wanted, Findings& findings) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw DataError(path + ": there is no such file or folder");
  LimitGuard guard(path, limits);
  if (fs::is_directory(status)) return read_folder(path, guard, wanted);
  std::array<char, 512> start{};
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw DataError(path + ": cannot be opened for reading");
  const std::size_t got = std::fread(start.data(), 1, start.size(), file);
  std::fclose(file);
  if (is_packed({start.data(), got})) {
    auto members = read_archive(path, guard, wanted, findings);
    drop_repeated(members, path, findings);
    return members;
  }
  std::string name = fs::path(path).filename().string();
  if (wanted && !wanted(name)) return {};
  std::string content = read_file(path, limits.max_entry_bytes);
  guard.count(name, content.size());
  std::vector<Member> members;
  members.push_back({std::move(name), std::move(content)});
  return members;
}

std::string content_hash(const std::vector<Member>& members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const Member* a, const Member* b) { return a->name < b->name; });
  XXH3_state_t* state = XXH3_createState();
  XXH3_128bits_reset(state);
  const auto add = [state](std::string_view bytes) {
    const std::uint64_t size = bytes.size();  // so that no two lists of files look alike
    XXH3_128bits_update(state, &size, sizeof size);
    XXH3_128bits_update(state, bytes.data(), bytes.size());
  };
  for (const Member* member : sorted) {
    add(member->name);
    add(member->content);
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state);
  XXH3_freeState(state);
  std::array<char, 33> text{};
  std::snprintf(text.data(), text.size(), "%016llx%016llx",
                static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return "xxh3:" + std::string(text.data());
}

}  // namespace lichen::detail
