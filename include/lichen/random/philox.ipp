#pragma once

// Definitions of philox.hpp: a plain loop over counters, which compilers vectorise.

#include <cstddef>

#include "lichen/random/philox.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// One half of a round: the product of 32 by 32 bits, its halves mixed with the rest.
inline void philox_round(PhiloxBlock& c, PhiloxKey key) {
  const std::uint64_t p0 = std::uint64_t{0xD2511F53U} * c[0];
  const std::uint64_t p1 = std::uint64_t{0xCD9E8D57U} * c[2];
  c = {static_cast<std::uint32_t>(p1 >> 32U) ^ c[1] ^ key[0],
       static_cast<std::uint32_t>(p1),
       static_cast<std::uint32_t>(p0 >> 32U) ^ c[3] ^ key[1],
       static_cast<std::uint32_t>(p0)};
}

/// Ten rounds; the key moves on by two Weyl sequences.
inline PhiloxBlock philox_rounds(PhiloxBlock c, PhiloxKey key) {
  for (int round = 0; round < 10; ++round) {
    philox_round(c, key);
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return c;
}

inline std::uint32_t low_32(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
inline std::uint32_t high_32(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32U);
}
inline std::uint64_t join_32(std::uint32_t low, std::uint32_t high) {
  return std::uint64_t{low} | (std::uint64_t{high} << 32U);
}

/// The block of a stream that holds draws 2 `block` and 2 `block` + 1.
inline PhiloxBlock stream_block(RandomStream s, std::uint64_t block) {
  return philox_rounds(
      {low_32(block), high_32(block), low_32(s.entity), high_32(s.entity)},
      {low_32(s.seed), high_32(s.seed)});
}

inline double open_unit(std::uint64_t bits) {
  return (static_cast<double>(static_cast<std::int64_t>(bits >> 12U)) + 0.5) * 0x1p-52;
}

inline std::uint64_t stream_bits(RandomStream s, std::uint64_t position) {
  const PhiloxBlock b = stream_block(s, position / 2);
  return position % 2 == 0 ? join_32(b[0], b[1]) : join_32(b[2], b[3]);
}

/// Writes draws as `form` makes them of bits, whole blocks in the inner loop.
template <class T, class Form>
void fill_stream(RandomStream s, std::uint64_t first, std::span<T> out, Form form) {
  std::size_t i = 0;
  if (first % 2 == 1 && !out.empty()) out[i++] = form(stream_bits(s, first));
  const std::uint64_t block = (first + i) / 2;
  const std::size_t whole = (out.size() - i) / 2;
  T* const at = out.data() + i;
  for (std::size_t k = 0; k < whole; ++k) {
    const PhiloxBlock b = stream_block(s, block + k);
    at[2 * k] = form(join_32(b[0], b[1]));
    at[2 * k + 1] = form(join_32(b[2], b[3]));
  }
  i += 2 * whole;
  if (i < out.size()) out[i] = form(stream_bits(s, first + i));
}

}  // namespace detail

LICHEN_INLINE PhiloxBlock philox4x32(PhiloxBlock counter, PhiloxKey key) {
  return detail::philox_rounds(counter, key);
}

LICHEN_INLINE void fill_bits(RandomStream stream, std::uint64_t first,
                             std::span<std::uint64_t> out) {
  detail::fill_stream(stream, first, out, [](std::uint64_t bits) { return bits; });
}

LICHEN_INLINE void fill_uniforms(RandomStream stream, std::uint64_t first,
                                 std::span<double> out) {
  detail::fill_stream(stream, first, out, detail::open_unit);
}

LICHEN_INLINE double uniform_at(RandomStream stream, std::uint64_t position) {
  return detail::open_unit(detail::stream_bits(stream, position));
}

}  // namespace lichen::inline LICHEN_ABI
