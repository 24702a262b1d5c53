#pragma once

// One buffer of a fuzzer as the files of a package.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/package/members.hpp"

namespace lichen::fuzz {

/// Files separated by a line "====NAME"; what comes before the first is called `first`.
inline std::vector<detail::Member> members_of(const std::uint8_t* data, std::size_t size,
                                              std::string first) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view mark = "\n====";
  std::vector<detail::Member> members;
  std::string name = std::move(first);
  for (;;) {
    const auto end = rest.find(mark);
    detail::Member member{name, std::string(rest.substr(0, end))};
    member.content.reserve(member.content.size() + detail::padding);
    members.push_back(std::move(member));
    if (end == rest.npos) return members;
    rest.remove_prefix(end + mark.size());
    const auto line = rest.find('\n');
    name = std::string(rest.substr(0, line));
    if (line == rest.npos) return members;
    rest.remove_prefix(line + 1);
  }
}

}  // namespace lichen::fuzz
