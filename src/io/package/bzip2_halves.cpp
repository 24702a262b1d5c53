// A bzip2 stream is "BZh" and a digit, blocks, and an end. Blocks begin at any bit: a
// mark of 48 bits (the digits of pi), the checksum of the block, its data. The end is
// another mark (the digits of the root of pi) and the checksum of all checksums, filled
// up to a byte.

#include "io/package/bzip2_halves.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lichen::detail {
namespace {

constexpr std::uint64_t block_mark = 0x314159265359U;
constexpr std::uint64_t end_mark = 0x177245385090U;
constexpr std::size_t mark_bits = 48;
constexpr std::size_t checksum_bits = 32;
constexpr std::size_t header_bytes = 4;

std::uint64_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

/// Up to 48 bits from a place on. @pre they are there.
std::uint64_t bits_at(std::string_view bytes, std::size_t from, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t bit = from; bit < from + count; ++bit) {
    value = (value << 1U) | ((byte_at(bytes, bit / 8) >> (7 - bit % 8)) & 1U);
  }
  return value;
}

/// Where the mark of a block stands, in bits, each time.
std::vector<std::size_t> block_marks(std::string_view bytes) {
  constexpr std::uint64_t mask = (std::uint64_t{1} << mark_bits) - 1;
  std::vector<std::size_t> marks;
  std::uint64_t window = 0;  // the last eight bytes
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    window = (window << 8U) | byte_at(bytes, i);
    if (i + 1 < header_bytes + mark_bits / 8) continue;
    for (std::size_t behind = 8; behind-- > 0;) {
      if (((window >> behind) & mask) == block_mark) {
        marks.push_back(8 * (i + 1) - behind - mark_bits);
      }
    }
  }
  return marks;
}

/// Bits, one behind the other.
class BitWriter {
 public:
  explicit BitWriter(std::string_view header) : bytes_(header) {}

  void put(std::uint64_t value, std::size_t count) {
    while (count-- > 0) {
      if (used_ == 0) bytes_.push_back('\0');
      const auto bit = static_cast<unsigned>((value >> count) & 1U) << (7U - used_);
      bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) | bit);
      used_ = (used_ + 1) % 8;
    }
  }

  /// @pre whole bytes were put so far.
  void copy(std::string_view bytes, std::size_t from, std::size_t to) {
    const std::size_t shift = from % 8;
    for (; from + 16 <= to; from += 8) {
      const std::uint64_t two =
          (byte_at(bytes, from / 8) << 8U) | byte_at(bytes, from / 8 + 1);
      bytes_.push_back(static_cast<char>((two >> (8 - shift)) & 0xffU));
    }
    put(bits_at(bytes, from, to - from), to - from);
  }

  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
  unsigned used_ = 0;  // bits of the last byte; 0: all
};

/// The checksum of all, from those of its blocks.
std::uint32_t joined(std::uint32_t all, std::uint64_t block) {
  return ((all << 1U) | (all >> 31U)) ^ static_cast<std::uint32_t>(block);
}

/// The blocks from `first` to `last`, whose marks stand at `at`, as a stream of its own.
std::string stream_of(std::string_view bytes, const std::vector<std::size_t>& at,
                      std::size_t first, std::size_t last) {
  BitWriter stream(bytes.substr(0, header_bytes));
  std::uint32_t checksum = 0;
  for (std::size_t block = first; block < last; ++block) {
    checksum = joined(checksum, bits_at(bytes, at[block] + mark_bits, checksum_bits));
  }
  stream.copy(bytes, at[first], at[last]);
  stream.put(end_mark, mark_bits);
  stream.put(checksum, checksum_bits);
  return std::move(stream).take();
}

/// Where the end of the stream begins, which must be that of the bytes; 0 where it is
/// not.
std::size_t end_of(std::string_view bytes) {
  constexpr std::size_t size = mark_bits + checksum_bits;
  for (std::size_t filled = 0; filled < 8; ++filled) {
    const std::size_t at = 8 * bytes.size() - size - filled;
    if (bits_at(bytes, at, mark_bits) == end_mark) return at;
  }
  return 0;
}

}  // namespace

std::optional<std::array<std::string, 2>> bzip2_halves(std::string_view bytes) {
  constexpr std::size_t least = 64;
  if (!bytes.starts_with("BZh") || bytes.size() < least) return std::nullopt;
  std::vector<std::size_t> at = block_marks(bytes);
  const std::size_t end = end_of(bytes);
  if (at.size() < 2 || at[0] != 8 * header_bytes || end <= at.back() + mark_bits) {
    return std::nullopt;
  }
  std::uint32_t checksum = 0;
  for (const std::size_t block : at) {
    checksum = joined(checksum, bits_at(bytes, block + mark_bits, checksum_bits));
  }
  // A mark that stands in the data by chance, or a second stream, breaks the checksum.
  if (checksum != bits_at(bytes, end + mark_bits, checksum_bits)) return std::nullopt;
  const std::size_t blocks = at.size();
  at.push_back(end);
  return std::array{stream_of(bytes, at, 0, blocks / 2),
                    stream_of(bytes, at, blocks / 2, blocks)};
}

}  // namespace lichen::detail
