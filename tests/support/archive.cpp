#include "support/archive.hpp"

#include <atomic>
#include <fstream>

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <unistd.h>

namespace lichen::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  static std::atomic<int> made{0};
  folder_ = fs::temp_directory_path() /
            ("lichen-test-" + std::to_string(getpid()) + "-" + std::to_string(++made));
  fs::create_directories(folder_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void write_file(const std::string& path, std::string_view content) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary)
      .write(content.data(), static_cast<std::streamsize>(content.size()));
}

void write_files(const std::string& folder, const Files& files) {
  for (const auto& [name, content] : files) {
    write_file((fs::path(folder) / name).string(), content);
  }
}

void write_archive(const std::string& path, const Files& files) {
  // libarchive takes names to be in the encoding of the locale.
  const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  const locale_t before = uselocale(utf8);
  archive* out = archive_write_new();
  archive_write_set_format_filter_by_ext(out, path.c_str());
  archive_write_open_filename(out, path.c_str());
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  uselocale(before);
  freelocale(utf8);
}

void write_zip(const std::string& path, const Files& files) {
  write_archive(path, files);
}

}  // namespace lichen::test
