#pragma once

// Indices of a snapshot that are used without a look later: none may lead astray.

#include <span>

#include "lichen/store/snapshot.hpp"
#include "store/snapshot_image.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

/// True where columns start in order, rows ascend within each and lie inside of the
/// matrix, and all values are finite. @pre the arrays have the lengths they claim.
[[nodiscard]] bool is_sound(const MatrixArrays& m);

/// True where the ends of texts ascend from 0 to the number of bytes.
[[nodiscard]] bool is_sound(std::span<const std::uint32_t> ends, std::uint64_t bytes);

/// True where the order names each row and column of A once, no component is empty, the
/// pairs have entries other than zero, and none stands below the components.
[[nodiscard]] bool is_sound(const store::ComponentOrder& order, const MatrixArrays& a);

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
