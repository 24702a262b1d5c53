#include "io/package/write.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include <archive.h>
#include <archive_entry.h>

#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw DataError(path + ": cannot be written: " + reason);
}

struct Closer {
  void operator()(archive* open) const { archive_write_free(open); }
};

struct EntryCloser {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

void write_zip(const std::vector<Member>& members, const std::string& path) {
  const std::unique_ptr<archive, Closer> zip(archive_write_new());
  archive_write_set_format_zip(zip.get());
  const auto check = [&](la_ssize_t status) {
    if (status < ARCHIVE_WARN) fail(path, archive_error_string(zip.get()));
  };
  check(archive_write_open_filename(zip.get(), path.c_str()));
  for (const Member& member : members) {
    const std::unique_ptr<archive_entry, EntryCloser> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), member.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    check(archive_write_header(zip.get(), entry.get()));
    check(archive_write_data(zip.get(), member.content.data(), member.content.size()));
  }
  check(archive_write_close(zip.get()));
}

void write_folder(const std::vector<Member>& members, const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail(path, error.message());
  for (const Member& member : members) {
    const fs::path place = fs::path(path) / member.name;
    fs::create_directories(place.parent_path(), error);
    if (error) fail(place.string(), error.message());
    std::ofstream file(place, std::ios::binary);
    file.write(member.content.data(),
               static_cast<std::streamsize>(member.content.size()));
    file.close();
    if (!file) fail(place.string(), "no space, or no right to");
  }
}

void write_gzip(std::string_view content, const std::string& path) {
  const std::unique_ptr<archive, Closer> file(archive_write_new());
  const auto check = [&](la_ssize_t status) {
    if (status < ARCHIVE_WARN) fail(path, archive_error_string(file.get()));
  };
  check(archive_write_set_format_raw(file.get()));
  check(archive_write_add_filter_gzip(file.get()));
  // Without the time, so that equal contents are equal files.
  check(archive_write_set_filter_option(file.get(), "gzip", "timestamp", nullptr));
  check(archive_write_open_filename(file.get(), path.c_str()));
  const std::unique_ptr<archive_entry, EntryCloser> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), "data");
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  check(archive_write_header(file.get(), entry.get()));
  check(archive_write_data(file.get(), content.data(), content.size()));
  check(archive_write_close(file.get()));
}

/// Puts what `write` makes in the place of a file or folder: whole, or not at all. What
/// was there stays until the new one is finished.
template <class Write>
void replace(const std::string& path, Write&& write) {
  const std::string unfinished = path + ".part";
  const std::string old = path + ".old";
  std::error_code error;
  try {
    fs::remove_all(unfinished, error);
    write(unfinished);
    const bool folder = fs::is_directory(path, error);
    if (folder) {  // rename() does not replace a folder that holds something
      fs::rename(path, old, error);
      if (error) fail(path, error.message());
    }
    fs::rename(unfinished, path, error);
    if (error) {
      const std::string reason = error.message();
      if (folder) fs::rename(old, path, error);
      fail(path, reason);
    }
    if (folder) fs::remove_all(old, error);
  } catch (...) {
    fs::remove_all(unfinished, error);
    throw;
  }
}

/// A folder is only replaced where it holds nothing but what is written.
void require_replaceable(const std::vector<Member>& members, const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return;
  if (!fs::is_directory(path, error)) fail(path.string(), "a file of this name exists");
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    const std::string name = entry.path().lexically_relative(path).generic_string();
    const bool ours =
        std::any_of(members.begin(), members.end(),
                    [&](const Member& member) { return member.name == name; });
    if (!ours) fail(path.string(), "the folder exists and holds other files, as " + name);
  }
}

}  // namespace

void write_members(const std::vector<Member>& members, const std::string& path) {
  const bool zip = fs::path(path).extension() == ".zip";
  if (!zip) require_replaceable(members, path);
  replace(path, [&](const std::string& unfinished) {
    zip ? write_zip(members, unfinished) : write_folder(members, unfinished);
  });
}

void write_one(std::string_view content, const std::string& path) {
  replace(path, [&](const std::string& unfinished) {
    if (fs::path(path).extension() == ".gz") return write_gzip(content, unfinished);
    std::ofstream file(unfinished, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file) fail(path, "no such folder, no space, or no right to");
  });
}

}  // namespace lichen::detail
