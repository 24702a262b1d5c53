#pragma once

// What a file of an ILCD package holds: by the name of its outermost element.

#include <cstdint>
#include <string_view>

namespace lichen::detail::ilcd {

/// Kinds of files, in the order in which they are read: what others refer to first.
enum class FileKind : std::uint8_t {
  locations,
  unit_group,
  flow_property,
  flow,
  process,
  method,
  model,
  source,
  contact,
  classification,  ///< a table of categories; nothing refers to it
  other            ///< no file of the format
};

/// The kind of a file by its content.
FileKind kind_of(std::string_view content);

/// True for a data set that tells an ILCD package; tables and what only documents do not.
bool is_data_set(FileKind kind);

/// Who a data set is, as far as a look at its text tells before it is parsed.
struct Identity {
  std::string_view uuid;     ///< "" where it is not found
  std::string_view version;  ///< as "01.00.000"; "" where it is not found
};

/// Looks for the first UUID and the version of a data set.
Identity identity_of(std::string_view content);

/// True where a version is higher than another: number by number, as "02.00" is than
/// "01.10.000". What is no number counts as 0.
bool is_higher(std::string_view version, std::string_view other);

}  // namespace lichen::detail::ilcd
