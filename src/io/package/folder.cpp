// Members of a folder: regular files, read by two threads.

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/package/intake.hpp"
#include "io/package/member_name.hpp"
#include "io/two_parts.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const noexcept { return value_; }

 private:
  int value_;
};

struct File {
  std::string path;  ///< on disk, below the folder
  std::string name;  ///< as a member
};

enum class Kind { file, folder, link, other };

Kind kind_of(int folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return Kind::file;
    case DT_DIR:
      return Kind::folder;
    case DT_LNK:
      return Kind::link;
    case DT_UNKNOWN:
      break;
    default:
      return Kind::other;
  }
  struct stat status{};
  if (::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return Kind::other;
  }
  if (S_ISREG(status.st_mode)) return Kind::file;
  if (S_ISDIR(status.st_mode)) return Kind::folder;
  return S_ISLNK(status.st_mode) ? Kind::link : Kind::other;
}

/// Walks a folder without following links that lead out of it.
class Walk {
 public:
  Walk(std::string root, Intake& intake)
      : root_(std::move(root)),
        real_root_(std::filesystem::canonical(root_)),
        intake_(intake) {}

  std::vector<File> run() {
    visit("");
    return std::move(files_);
  }

 private:
  void visit(const std::string& below) {
    const std::string path = below.empty() ? root_ : root_ + '/' + below;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (!folder) {
      throw DataError(fmt::format("{}: {}", path, std::strerror(errno)));
    }
    while (const dirent* entry = ::readdir(folder.get())) {
      const std::string_view name = entry->d_name;
      if (name.starts_with('.')) continue;  // ".", "..", and hidden files
      std::string inner =
          below.empty() ? std::string(name) : below + '/' + std::string(name);
      const Kind kind = kind_of(::dirfd(folder.get()), *entry);
      if (kind == Kind::folder) {
        if (name != "__MACOSX") visit(inner);
      } else if (kind == Kind::file || (kind == Kind::link && stays_inside(inner))) {
        take(std::move(inner));
      }
    }
  }

  void take(std::string path) {
    intake_.count_entry(path);
    if (auto name = intake_.wanted_name(path)) {
      files_.push_back({std::move(path), std::move(*name)});
    }
  }

  /// True for a link to a regular file of this folder.
  bool stays_inside(const std::string& link) {
    std::error_code error;
    const auto target = std::filesystem::canonical(root_ + '/' + link, error);
    if (!error && std::filesystem::is_regular_file(target, error)) {
      const auto relative = target.lexically_relative(real_root_);
      if (!relative.empty() && *relative.begin() != "..") return true;
    }
    intake_.findings.add({.kind = "link_not_followed",
                          .file = intake_.package(),
                          .field = utf8_name(link),
                          .message =
                              "a link that is broken, leads out of the package or to "
                              "a folder",
                          .action = "it was not read"});
    return false;
  }

  std::string root_;
  std::filesystem::path real_root_;
  Intake& intake_;
  std::vector<File> files_;
};

Member read_file(int root, const File& file, Intake& intake) {
  const Descriptor descriptor(
      ::openat(root, file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) {
    throw DataError(
        fmt::format("{}/{}: {}", intake.package(), file.path, std::strerror(errno)));
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::string content = intake.room_for(file.name, size);
  content.resize(static_cast<std::size_t>(size));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got =
        ::read(descriptor.get(), content.data() + done, content.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      throw DataError(
          fmt::format("{}/{}: {}", intake.package(), file.path, std::strerror(errno)));
    }
    if (got == 0) break;  // it shrank while it was read
    done += static_cast<std::size_t>(got);
  }
  content.resize(done);
  intake.count_bytes(file.name, done, done, done);
  return {file.name, std::move(content)};
}

}  // namespace

void read_folder(const std::string& path, Intake (&parts)[2]) {
  const std::vector<File> files = Walk(path, parts[0]).run();
  const Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (root.get() < 0) throw DataError(fmt::format("{}: {}", path, std::strerror(errno)));
  in_two_parts([&](int part) {
    for (auto i = static_cast<std::size_t>(part); i < files.size(); i += 2) {
      parts[part].add(i, read_file(root.get(), files[i], parts[part]));
    }
  });
}

}  // namespace lichen::detail
