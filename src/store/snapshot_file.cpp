#include "store/snapshot_file.hpp"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "lichen/base/error.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw DataError(path + ": cannot be written: " + reason);
}

[[nodiscard]] std::string last_error() { return std::generic_category().message(errno); }

/// What a path leads to: a link keeps being one when its file is replaced.
[[nodiscard]] fs::path target_of(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  const fs::path target = error ? fs::path(path) : real;
  const fs::file_status status = fs::status(target, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    fail(path, "it exists and is not a file");
  }
  return target;
}

/// A file that is removed again unless it takes its name.
class NewFile {
 public:
  NewFile(const fs::path& target, const std::string& path) : path_(path) {
    static std::atomic<unsigned> count{0};
    // Names of other processes and threads differ; what a crash left behind is passed by.
    for (unsigned tries = 0; file_ < 0 && tries < 1000; ++tries) {
      name_ = target.string() + "." + std::to_string(::getpid()) + "." +
              std::to_string(count++) + ".part";
      file_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file_ < 0 && errno != EEXIST) break;
    }
    if (file_ < 0) fail(path_, last_error());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ >= 0) ::close(file_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  [[nodiscard]] int descriptor() const { return file_; }

  void take_name(const fs::path& target) {
    if (::fsync(file_) != 0) fail(path_, last_error());
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0) fail(path_, last_error());
    if (::rename(name_.c_str(), target.c_str()) != 0) fail(path_, last_error());
    name_.clear();
  }

 private:
  const std::string& path_;
  std::string name_;
  int file_ = -1;
};

/// Makes the new name last through a power failure. Some file systems do not know how:
/// the file is whole either way, so that their refusal is no error.
void sync_folder(const fs::path& target) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : ".";
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

void write_all(int file, Bytes bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, last_error());
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void replace_file(const std::string& path,
                  const std::function<void(const Sink&)>& write) {
  const fs::path target = target_of(path);
  NewFile file(target, path);
  write([&](Bytes bytes) { write_all(file.descriptor(), bytes, path); });
  file.take_name(target);
  sync_folder(target);
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
