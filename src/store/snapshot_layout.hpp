#pragma once

// What stands where in a snapshot: header, table of sections, sections, without gaps.
// docs/reference/snapshot.md describes the same in words.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

/// As PNG's: the first byte is no text, and a conversion of line ends is found out.
inline constexpr std::array<unsigned char, 8> magic = {0x89, 'L',  'C',  'A',
                                                       '\r', '\n', 0x1a, '\n'};
inline constexpr std::uint32_t byte_order = 0x01020304;
inline constexpr std::uint32_t layout_version = 1;
inline constexpr std::size_t alignment = 64;
inline constexpr std::uint64_t most_sections = 4096;

struct Hash {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const Hash&, const Hash&) = default;
};

/// The first 64 bytes keep their places in every layout.
struct Header {
  std::array<unsigned char, 8> magic = snapshot::magic;
  std::uint32_t byte_order = snapshot::byte_order;
  std::uint32_t layout = layout_version;
  std::uint64_t header_bytes = 0;  ///< of the header and the table of sections, padded
  Hash hash;                       ///< of these bytes, with zeros in its own place
  std::array<char, 24> lichen_version{};  ///< the one that wrote it, ended by a zero

  std::uint32_t index_bytes = 4;
  std::uint32_t value_bytes = 8;
  std::uint64_t file_bytes = 0;
  std::uint64_t sections = 0;
  std::uint64_t store_high = 0, store_low = 0;  ///< id of the store
  std::uint64_t generation = 0;
  std::uint64_t flags = 0;  ///< 1: `SnapshotContent::paired`; others are zero
  std::array<std::uint64_t, 1> reserved{};
};
static_assert(sizeof(Header) == 128 && std::is_trivially_copyable_v<Header>);

enum class Kind : std::uint32_t {
  matrix = 1,  ///< starts of columns, rows, values
  table = 2,   ///< ends of texts, bytes
  order = 3    ///< rows and columns by position, first position of each component
};

struct Section {
  std::array<char, 16> name{};  ///< ended by a zero
  Kind kind = Kind::matrix;
  std::uint32_t reserved = 0;
  std::uint64_t offset = 0;   ///< from the start of the file, a multiple of 64
  std::uint64_t bytes = 0;    ///< padded with zeros to a multiple of 64
  std::uint64_t rows = 0;     ///< of a matrix or table; positions of an order
  std::uint64_t columns = 0;  ///< of a matrix or table; components of an order
  std::uint64_t count = 0;    ///< entries of a matrix, bytes of all texts of a table
  Hash hash;                  ///< XXH3, 128 bits, of all its bytes
};
static_assert(sizeof(Section) == 80 && std::is_trivially_copyable_v<Section>);

[[nodiscard]] constexpr std::uint64_t padded(std::uint64_t bytes) {
  return (bytes + (alignment - 1)) / alignment * alignment;
}

/// Where the arrays of a section stand, from its start, and how long it is. Each array
/// starts at a multiple of 64. @pre sizes are below 2^32, so that no sum overflows.
struct Arrays {
  std::uint64_t second = 0, third = 0, end = 0;
};
[[nodiscard]] constexpr Arrays arrays_of(std::uint64_t first, std::uint64_t second,
                                         std::uint64_t third) {
  Arrays at;
  at.second = padded(first);
  at.third = at.second + padded(second);
  at.end = at.third + padded(third);
  return at;
}
[[nodiscard]] constexpr Arrays arrays_of(const Section& s) {
  switch (s.kind) {
    case Kind::matrix:
      return arrays_of(4 * (s.columns + 1), 4 * s.count, 8 * s.count);
    case Kind::table:
      return arrays_of(4 * (s.columns * (s.rows + 1) + 1), s.count, 0);
    case Kind::order:
      return arrays_of(4 * s.rows, 4 * s.rows, 4 * (s.columns + 1));
  }
  return {};
}

/// A text that ends at its first zero, or with the array.
template <std::size_t Size>
[[nodiscard]] std::string_view text_of(const std::array<char, Size>& chars) {
  const std::string_view all(chars.data(), Size);
  return all.substr(0, all.find('\0'));
}

/// The hash of bytes that come in pieces.
class Hasher {
 public:
  Hasher();
  void add(std::span<const std::byte> bytes);
  [[nodiscard]] Hash result() const;

 private:
  struct Freed {
    void operator()(void* state) const;
  };
  std::unique_ptr<void, Freed> state_;
};
[[nodiscard]] Hash hash_of(std::span<const std::byte> bytes);

/// The hash of a header and its table of sections, taken with zeros in its own place.
/// @pre at least a header long.
[[nodiscard]] Hash header_hash(std::span<const std::byte> header);

/// Puts the right checksums into an image of a file, as far as its sections lie within
/// it: what tests and the fuzz target use to get past them.
void seal(std::span<std::byte> image);

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
