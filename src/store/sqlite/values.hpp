#pragma once

// How one value of a record stands in one column: written, and read with suspicion.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

#include "lichen/model/database.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/known_words.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// Thrown where a column holds what no writer writes; `read.cpp` says where.
struct Damaged {};

/// `database << 32`: what the ids of all rows of a database start with.
struct Base {
  std::int64_t first = 0;
  [[nodiscard]] std::int64_t last() const { return first + 0xffffffffLL; }
};

// Doubles. SQLite keeps all but two kinds of them as they are.

inline bool is_plain(double value) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto bits = std::bit_cast<std::uint64_t>(value);
  if (std::isnan(value)) return bits == std::bit_cast<std::uint64_t>(nan);
  return bits != std::bit_cast<std::uint64_t>(-0.);
}
inline void bind_bits(Statement& to, int at, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  unsigned char bytes[8];
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(bits >> (8 * i) & 0xff);
  }
  to.bind_blob(at, bytes, 8);
}
inline double double_of_bits(std::string_view bytes) {
  if (bytes.size() != 8) throw Damaged();
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 8; ++i) {
    bits |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return std::bit_cast<double>(bits);
}
inline void bind_value(Statement& to, int at, Base /*base*/, double value) {
  if (!is_plain(value)) return bind_bits(to, at, value);
  to.bind(at, value);  // a NaN becomes NULL
}
inline void read_value(const Statement& from, int at, Base /*base*/, double& value) {
  switch (from.type(at)) {
    case SQLITE_NULL:
      value = std::numeric_limits<double>::quiet_NaN();
      return;
    case SQLITE_FLOAT:
    case SQLITE_INTEGER:
      value = from.real(at);
      return;
    case SQLITE_BLOB:
      value = double_of_bits(from.text(at));
      return;
    default:
      throw Damaged();
  }
}
/// NULL is none; so a NaN goes by its bits.
inline void bind_value(Statement& to, int at, Base base, std::optional<double> value) {
  if (!value) return to.bind_null(at);
  if (std::isnan(*value)) return bind_bits(to, at, *value);
  bind_value(to, at, base, *value);
}
inline void read_value(const Statement& from, int at, Base base,
                       std::optional<double>& value) {
  value.reset();
  if (!from.is_null(at)) read_value(from, at, base, value.emplace());
}

// Ids: 16 bytes, as a UUID is written; the empty one is NULL.

inline void bind_value(Statement& to, int at, Base /*base*/, Id id) {
  if (!id) return to.bind_null(at);
  unsigned char bytes[16];
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(id.high >> (56 - 8 * i) & 0xff);
    bytes[8 + i] = static_cast<unsigned char>(id.low >> (56 - 8 * i) & 0xff);
  }
  to.bind_blob(at, bytes, 16);
}
inline void read_value(const Statement& from, int at, Base /*base*/, Id& id) {
  id = {};
  if (from.is_null(at)) return;
  const std::string_view bytes = from.text(at);
  if (from.type(at) != SQLITE_BLOB || bytes.size() != 16) throw Damaged();
  for (unsigned i = 0; i < 8; ++i) {
    id.high = id.high << 8 | static_cast<unsigned char>(bytes[i]);
    id.low = id.low << 8 | static_cast<unsigned char>(bytes[8 + i]);
  }
}

// Numbers.

template <class Whole>
Whole whole(const Statement& from, int at) {
  if (from.type(at) != SQLITE_INTEGER) throw Damaged();
  const std::int64_t value = from.integer(at);
  if (value < std::int64_t{std::numeric_limits<Whole>::min()} ||
      value > std::int64_t{std::numeric_limits<Whole>::max()}) {
    throw Damaged();
  }
  return static_cast<Whole>(value);
}
template <class Whole>
  requires std::is_integral_v<Whole>
void bind_value(Statement& to, int at, Base /*base*/, Whole value) {
  to.bind(at, std::int64_t{value});
}
template <class Whole>
  requires std::is_integral_v<Whole>
void read_value(const Statement& from, int at, Base /*base*/, Whole& value) {
  if constexpr (std::is_same_v<Whole, bool>) {
    const auto number = whole<std::uint8_t>(from, at);
    if (number > 1) throw Damaged();
    value = number == 1;
  } else {
    value = whole<Whole>(from, at);
  }
}
template <class Word>
  requires std::is_enum_v<Word>
void bind_value(Statement& to, int at, Base /*base*/, Word value) {
  to.bind(at, static_cast<std::int64_t>(value));
}
template <class Word>
  requires std::is_enum_v<Word>
void read_value(const Statement& from, int at, Base /*base*/, Word& value) {
  value = static_cast<Word>(whole<std::uint8_t>(from, at));
  if (!is_known(value)) throw Damaged();
}

// References to other rows: whether they point into their table is looked at last.

inline std::int64_t position(const Statement& from, int at, Base base) {
  if (from.type(at) != SQLITE_INTEGER) throw Damaged();
  const std::int64_t row = from.integer(at);
  // The smallest numbers would overflow below a base, which is never negative.
  if (row < base.first || row - base.first > 0xffffffffLL) throw Damaged();
  return row - base.first;
}
template <class Tag>
void bind_value(Statement& to, int at, Base base, StrongIndex<Tag> index) {
  if (!index) return to.bind_null(at);
  to.bind(at, base.first + index.value);
}
template <class Tag>
void read_value(const Statement& from, int at, Base base, StrongIndex<Tag>& index) {
  index = {};
  if (from.is_null(at)) return;
  const std::int64_t value = position(from, at, base);
  if (value > std::numeric_limits<std::int32_t>::max()) throw Damaged();
  index.value = static_cast<std::int32_t>(value);
}
inline void bind_value(Statement& to, int at, Base base, Text text) {
  if (text.empty()) return to.bind_null(at);
  to.bind(at, base.first + std::int64_t{text.value});
}
inline void read_value(const Statement& from, int at, Base base, Text& text) {
  text = {};
  if (from.is_null(at)) return;
  text.value = static_cast<std::uint32_t>(position(from, at, base));
  if (text.empty()) throw Damaged();  // the empty text is NULL
}

// A distribution of a parameter: four columns.

inline void bind_value(Statement& to, int at, Base base, const Distribution& value) {
  bind_value(to, at, base, value.type);
  for (int i = 0; i < 3; ++i) bind_value(to, at + 1 + i, base, value.parameters[i]);
}
inline void read_value(const Statement& from, int at, Base base, Distribution& value) {
  read_value(from, at, base, value.type);
  for (int i = 0; i < 3; ++i) read_value(from, at + 1 + i, base, value.parameters[i]);
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
