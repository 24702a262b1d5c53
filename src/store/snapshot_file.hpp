#pragma once

// A file that appears whole or not at all, and on the disk when it does.

#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

using Bytes = std::span<const std::byte>;
/// Takes the next bytes of a file.
using Sink = std::function<void(Bytes)>;

/// Writes all bytes to an open file. @throws DataError  naming `path`.
void write_all(int file, Bytes bytes, const std::string& path);

/// Makes a new file in the folder of `path`, lets `write` fill it, syncs it, gives it the
/// name, and syncs the folder. A file of this name stays as it was until then. Several
/// that write one path at once do not meet: the last one to finish counts.
/// @throws DataError  where that fails; nothing is left behind then.
void replace_file(const std::string& path, const std::function<void(const Sink&)>& write);

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
