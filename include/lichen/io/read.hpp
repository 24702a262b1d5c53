#pragma once

/// @file
/// Reads a package of any known format, recognised by its content.

#include <cstdint>
#include <filesystem>
#include <string>

#include "lichen/base/progress.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// What a hostile or broken package may cost at most.
struct ReadLimits {
  std::uint64_t max_entry_bytes = 4ULL << 30;   ///< unpacked size of one member
  std::uint64_t max_total_bytes = 64ULL << 30;  ///< unpacked size of all members
  std::uint64_t max_entries = 4'000'000;
  double max_ratio = 1000.;  ///< unpacked to packed size of a member above 1 MiB
};

/// What ILCD's `relativeStandardDeviation95In` means.
enum class IlcdDeviation : std::uint8_t {
  as_defined,  ///< by its definition: the squared geometric one, twice the plain one
  plain        ///< the deviation itself, as openLCA reads and writes it
};

struct ReadOptions {
  ReadLimits limits;
  Progress progress;
  std::string language = "en";  ///< of texts in several languages, where they have it
  IlcdDeviation ilcd_deviation = IlcdDeviation::as_defined;
};

/// Reads a package: openLCA JSON-LD (three dialects), EcoSpold 1 and 2, ILCD,
/// SimaPro CSV, `bw2package`, plain tables; a folder, an archive (zip, 7z, tar), a file.
/// The name "demo" stands for the bundled demonstration study.
/// @throws DataError  where there is nothing that can be read, or the package is broken
/// in
///                    a way that leaves no data set whole; it names file and place.
[[nodiscard]] LICHEN_API Database read(const std::string& path,
                                       const ReadOptions& options = {});

/// Reads a flow map: the federal flow list's CSV (columns SourceFlowUUID, TargetFlowUUID,
/// ConversionFactor, MatchCondition, …).
/// @throws DataError  where a needed column is absent.
[[nodiscard]] LICHEN_API FlowMap read_flow_map(const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::io
