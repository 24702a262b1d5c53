#pragma once

// What a package may cost at most, and the guard that counts it.

#include <cstddef>
#include <cstdint>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"

namespace lichen::detail {

/// Spare bytes behind the end of each file: simdjson reads past it (SIMDJSON_PADDING).
inline constexpr std::size_t padding = 64;

/// Counts files and bytes against the limits.
class LimitGuard {
 public:
  LimitGuard(std::string package, const io::ReadLimits& limits)
      : package_(std::move(package)), limits_(limits) {}

  [[nodiscard]] const io::ReadLimits& limits() const { return limits_; }

  /// Counts one file of `bytes` bytes.
  /// @throws DataError  naming the member and the limit that it passes.
  void count(const std::string& member, std::uint64_t bytes) {
    total_ += bytes;
    require(++entries_ <= limits_.max_entries, member, "the package has too many files");
    require(bytes <= limits_.max_entry_bytes, member, "is too large");
    require(total_ <= limits_.max_total_bytes, member,
            "the package is too large with it");
  }

  /// @throws DataError  where a member unpacks to suspiciously much.
  void check_ratio(const std::string& member, std::uint64_t unpacked,
                   std::uint64_t packed) const {
    constexpr std::uint64_t small = 1U << 20;
    if (unpacked <= small || packed == 0) return;
    const double ratio = static_cast<double>(unpacked) / static_cast<double>(packed);
    require(ratio <= limits_.max_ratio, member,
            "unpacks to more than " +
                std::to_string(static_cast<int>(limits_.max_ratio)) +
                " times its size: a zip bomb?");
  }

 private:
  void require(bool holds, const std::string& member, const std::string& what) const {
    if (!holds) {
      throw DataError(package_ + ": " + member + ": " + what +
                      "; raise the reader's limits if it is meant to be");
    }
  }

  std::string package_;
  io::ReadLimits limits_;
  std::uint64_t entries_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace lichen::detail
