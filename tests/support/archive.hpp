#pragma once

// Archives and folders made by a test, gone with it.

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lichen::test {

using Files = std::vector<std::pair<std::string, std::string>>;

/// A folder of its own for one test, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  /// The path of a file or folder in it.
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }

 private:
  std::filesystem::path folder_;
};

/// Writes files into a folder, whatever their names.
void write_files(const std::string& folder, const Files& files);
void write_file(const std::string& path, std::string_view content);

/// Writes an archive of the kind that its ending tells (.7z, .tar.gz, .zip, …).
void write_archive(const std::string& path, const Files& files);

/// Writes a zip archive (deflated) whose members have exactly these names.
void write_zip(const std::string& path, const Files& files);

}  // namespace lichen::test
