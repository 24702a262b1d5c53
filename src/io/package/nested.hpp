#pragma once

// Packages within a package: a zip of zips.

#include <vector>

#include "io/package/members.hpp"

namespace lichen::detail {

/// The members of a package with those of the archives (zip, 7z) among them in their
/// place, named "<archive>/<member>", archives in archives too. All together keep the
/// limits; an archive that is broken is left out with a finding.
std::vector<Member> with_nested(const std::vector<Member>& members,
                                const io::ReadLimits& limits, const MemberFilter& wanted,
                                Findings& findings);

}  // namespace lichen::detail
