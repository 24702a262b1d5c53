#pragma once

// Where the data sets of an openLCA package stand: the folders of its dialects.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/package/members.hpp"

namespace lichen::detail::jsonld {

/// What a member of a package holds.
enum class Kind : std::uint8_t {
  unit_group,
  flow_property,
  location,
  category,
  flow,
  process,
  parameter,
  impact_category,
  impact_method,
  nw_set,
};

/// The kind of a member by its folder: `flows/<id>.json`, or in the repository layout
/// `FLOW/<category path>/<id>.json`. Empty for what no calculation needs (actors,
/// sources, product systems, …), for attachments (`<id>_bin/…`) and for other files.
std::optional<Kind> kind_of(std::string_view member);

/// The kind of a member by its folder, else by the "@type" that it states: data sets are
/// also passed on by themselves, in a file or folder of any name.
std::optional<Kind> kind_of(const Member& member);

/// True for a member of an openLCA package that no calculation needs.
bool is_unneeded(std::string_view member);

/// True for a data set of the repository layout.
bool is_repository_member(std::string_view member);

/// The category path of a member in the repository layout: its folders, percent-decoded.
/// Empty in the other layouts, also where all of a package stands in a folder of its own.
std::string category_path(std::string_view member);

}  // namespace lichen::detail::jsonld
