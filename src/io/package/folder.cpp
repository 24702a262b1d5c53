// The files of a folder, read with few system calls: a package may hold thousands.

#include "io/package/folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/package/limits.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(const fs::path& path) : value_(open(path.c_str(), O_RDONLY)) {
    if (value_ < 0) {
      throw DataError(path.string() + ": cannot be read: " + std::strerror(errno));
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(value_); }
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

}  // namespace

std::string read_file(const fs::path& path, std::uint64_t max_bytes) {
  const Descriptor file(path);
  struct stat status{};
  if (fstat(file.value(), &status) != 0) {
    throw DataError(path.string() + ": cannot be read: " + std::strerror(errno));
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) {
    throw DataError(path.string() + ": has " + std::to_string(size) +
                    " bytes, more than the limit of " + std::to_string(max_bytes));
  }
  std::string content;
  content.reserve(size + padding);
  content.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = read(file.value(), content.data() + done, size - done);
    if (got < 0) {
      throw DataError(path.string() + ": cannot be read: " + std::strerror(errno));
    }
    if (got == 0) break;  // it became shorter since
    done += static_cast<std::size_t>(got);
  }
  content.resize(done);
  return content;
}

std::vector<Member> read_folder(const fs::path& folder, LimitGuard& guard,
                                const MemberFilter& wanted) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    std::error_code ignored;
    if (!walk->is_regular_file(ignored)) continue;
    std::string name = walk->path().lexically_relative(folder).generic_string();
    if (!wanted || wanted(name)) names.push_back(std::move(name));
  }
  if (error) throw DataError(folder.string() + ": cannot be read: " + error.message());
  std::sort(names.begin(), names.end());
  std::vector<Member> members;
  members.reserve(names.size());
  for (std::string& name : names) {
    std::string content = read_file(folder / name, guard.limits().max_entry_bytes);
    guard.count(name, content.size());
    members.push_back({std::move(name), std::move(content)});
  }
  return members;
}

}  // namespace lichen::detail
