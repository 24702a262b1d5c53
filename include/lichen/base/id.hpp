#pragma once

/// @file
/// 128-bit identifiers: a UUID as it is, any other text by a stable, name-based rule.

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A 128-bit identifier, ordered as its text is.
struct Id {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend constexpr auto operator<=>(const Id&, const Id&) = default;
  /// True for all but the empty identifier (all bits zero).
  [[nodiscard]] constexpr explicit operator bool() const { return (high | low) != 0; }
};

/// Reads a UUID: 32 hexadecimal digits, with or without the four dashes, of any case.
/// Empty where the text is something else.
[[nodiscard]] LICHEN_API std::optional<Id> parse_uuid(std::string_view text);

/// The identifier of a text: its UUID where it is one, else the name-based UUID
/// (version 5, RFC 4122 §4.3) of the text in the namespace of this library,
/// 6ba7b811-9dad-11d1-80b4-00c04fd430c8 (URL), name `lichen:` + text.
[[nodiscard]] LICHEN_API Id make_id(std::string_view text);

/// The canonical text: lower case, with dashes.
[[nodiscard]] LICHEN_API std::string to_string(Id id);

}  // namespace lichen::inline LICHEN_ABI

/// Identifiers are spread well already: their bits are their hash.
template <>
struct std::hash<lichen::Id> {
  std::size_t operator()(const lichen::Id& id) const noexcept {
    return static_cast<std::size_t>(id.high ^ (id.low * 0x9e3779b97f4a7c15ULL));
  }
};

#ifndef LICHEN_COMPILED
#  include "lichen/base/id.ipp"
#endif
