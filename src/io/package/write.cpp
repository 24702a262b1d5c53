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
    std::ofstream file(fs::path(path) / member.name, std::ios::binary);
    file.write(member.content.data(),
               static_cast<std::streamsize>(member.content.size()));
    file.close();
    if (!file) fail((fs::path(path) / member.name).string(), "no space, or no right to");
  }
}

/// A folder is only replaced where it holds nothing but what is written.
void require_replaceable(const std::vector<Member>& members, const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return;
  if (!fs::is_directory(path, error)) fail(path.string(), "a file of this name exists");
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    const bool ours =
        std::any_of(members.begin(), members.end(),
                    [&](const Member& member) { return member.name == name; });
    if (!ours) fail(path.string(), "the folder exists and holds other files, as " + name);
  }
}

}  // namespace

void write_members(const std::vector<Member>& members, const std::string& path) {
  const std::string unfinished = path + ".part";
  std::error_code error;
  try {
    if (fs::path(path).extension() == ".zip") {
      write_zip(members, unfinished);
    } else {
      require_replaceable(members, path);
      write_folder(members, unfinished);
      fs::remove_all(path, error);
    }
    fs::rename(unfinished, path, error);
    if (error) fail(path, error.message());
  } catch (...) {
    fs::remove_all(unfinished, error);
    throw;
  }
}

}  // namespace lichen::detail
