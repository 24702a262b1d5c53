#include "io/package/archive.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ios>
#include <memory>
#include <optional>
#include <string_view>

#include <archive.h>
#include <archive_entry.h>

#include "io/package/member_name.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

struct Closer {
  void operator()(archive* open) const { archive_read_free(open); }
};

/// One pass over an archive.
class Reader {
 public:
  Reader(const std::string& path, LimitGuard& guard)
      : path_(path), guard_(guard), archive_(archive_read_new()) {
    archive_read_support_filter_all(archive_.get());
    archive_read_support_format_zip(archive_.get());
    archive_read_support_format_7zip(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_raw(archive_.get());  // a single compressed file
    constexpr std::size_t block = 1U << 18;
    if (archive_read_open_filename(archive_.get(), path.c_str(), block) != ARCHIVE_OK) {
      fail("");
    }
  }

  /// The next entry that is a file; empty at the end.
  archive_entry* next() {
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) return nullptr;
      if (status < ARCHIVE_WARN) fail("");
      if (archive_entry_filetype(entry) == AE_IFREG) return entry;
    }
  }

  [[nodiscard]] bool is_raw() const {
    return archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW;
  }

  /// The content of the entry that was last given.
  std::string content(const std::string& name, archive_entry* entry) {
    std::string content;
    if (archive_entry_size_is_set(entry) != 0) {
      // What the archive says of itself is a hint only: never reserve gigabytes for it.
      const auto told = static_cast<std::uint64_t>(archive_entry_size(entry));
      content.reserve(std::min<std::uint64_t>(told, 1U << 26) + padding);
    }
    const auto packed_before = packed();
    // Through a buffer: a member's own string keeps no more than the member needs.
    for (;;) {
      const la_ssize_t got =
          archive_read_data(archive_.get(), buffer_.data(), buffer_.size());
      if (got < 0) fail(name);
      if (got == 0) break;
      content.append(buffer_.data(), static_cast<std::size_t>(got));
      if (content.size() > guard_.limits().max_entry_bytes) break;  // `count` refuses it
      guard_.check_ratio(name, content.size(), packed() - packed_before + buffer_.size());
    }
    content.reserve(content.size() + padding);
    guard_.count(name, content.size());
    return content;
  }

 private:
  [[nodiscard]] std::uint64_t packed() const {
    return static_cast<std::uint64_t>(archive_filter_bytes(archive_.get(), -1));
  }

  [[noreturn]] void fail(const std::string& member) const {
    const char* reason = archive_error_string(archive_.get());
    throw DataError(path_ + (member.empty() ? "" : ": " + member) +
                    ": the archive is broken or of an unknown kind: " +
                    (reason == nullptr ? "no reason given" : reason));
  }

  std::string path_;
  LimitGuard& guard_;
  std::unique_ptr<archive, Closer> archive_;
  std::vector<char> buffer_ = std::vector<char>(std::size_t{1} << 16);
};

/// The name of an entry, whatever its encoding; the bytes as they are where it has none.
std::string name_of(archive_entry* entry) {
  if (const char* name = archive_entry_pathname_utf8(entry)) return name;
  if (const char* name = archive_entry_pathname(entry)) return name;
  return "";
}

/// Refuses a zip archive without the directory that ends it: cut off between two members,
/// the rest would read as if nothing were missing.
/// @throws DataError  naming the archive.
void check_whole(const std::string& path) {
  constexpr std::streamoff longest_end = 22 + 65535;  // with the longest comment
  std::ifstream file(path, std::ios::binary);
  char start[4] = {};
  if (!file.read(start, 4) || std::string_view(start, 4) != "PK\x03\x04") return;
  file.seekg(0, std::ios::end);
  const std::streamoff size = file.tellg();
  const std::streamoff from = std::max<std::streamoff>(0, size - longest_end);
  std::string end(static_cast<std::size_t>(size - from), '\0');
  file.seekg(from);
  file.read(end.data(), static_cast<std::streamsize>(end.size()));
  if (end.rfind("PK\x05\x06") == std::string::npos) {
    throw DataError(path +
                    ": the archive is truncated: the directory at its end is missing");
  }
}

}  // namespace

std::vector<Member> read_archive(const std::string& path, LimitGuard& guard,
                                 const MemberFilter& wanted, Findings& findings) {
  check_whole(path);
  Reader reader(path, guard);
  std::vector<Member> members;
  while (archive_entry* entry = reader.next()) {
    std::optional<std::string> name = reader.is_raw()
                                          ? std::filesystem::path(path).stem().string()
                                          : safe_member_name(name_of(entry));
    if (!name) {
      findings.add({.kind = "unsafe_path",
                    .severity = Severity::error,
                    .file = path,
                    .field = name_of(entry),
                    .message = "the name of this member leads out of the package",
                    .action = "the member was not read"});
      continue;
    }
    if (wanted && !wanted(*name)) continue;
    std::string content = reader.content(*name, entry);
    members.push_back({std::move(*name), std::move(content)});
  }
  return members;
}

}  // namespace lichen::detail
