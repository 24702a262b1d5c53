// Flow maps of any content: rows with finite factors, findings, or an error.

#include <cmath>
#include <cstdlib>

#include "fuzz/members.hpp"
#include "io/flow_map/reader.hpp"
#include "lichen/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto members = lichen::fuzz::members_of(data, size, "map.csv");
  lichen::FlowMap map;
  try {
    lichen::detail::read_flow_map(members[0], map);
  } catch (const lichen::Error&) {
  }
  for (const auto& entry : map.entries) {
    if (!std::isfinite(entry.factor)) std::abort();
  }
  return 0;
}
