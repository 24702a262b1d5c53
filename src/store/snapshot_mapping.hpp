#pragma once

// A file in memory, read-only, as long as the mapping lives.

#include <cstddef>
#include <span>
#include <string>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

class Mapping {
 public:
  /// Maps a whole file. @throws DataError  where it cannot be opened or is no file.
  explicit Mapping(const std::string& path);
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping();

  [[nodiscard]] std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(start_), size_};
  }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
