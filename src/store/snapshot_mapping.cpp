#include "store/snapshot_mapping.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lichen/base/error.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw DataError(path + ": cannot be opened: " + reason);
}

[[nodiscard]] std::string last_error() { return std::generic_category().message(errno); }

/// A file descriptor that is closed at the end.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

Mapping::Mapping(const std::string& path) {
  // Without O_NONBLOCK a pipe of that name would wait for somebody to write into it.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.number < 0) fail(path, last_error());
  struct stat status{};
  if (::fstat(file.number, &status) != 0) fail(path, last_error());
  if (!S_ISREG(status.st_mode)) fail(path, "it is not a file");
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  // The checksum reads every byte at once: faults one by one would cost as much.
  start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.number, 0);
  if (start_ == MAP_FAILED) {
    start_ = nullptr;
    fail(path, last_error());
  }
}

Mapping::~Mapping() {
  if (start_ != nullptr) ::munmap(start_, size_);
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
