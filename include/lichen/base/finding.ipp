#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include "lichen/base/finding.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE std::vector<FindingCount> Findings::counts() const {
  std::map<std::pair<Severity, std::string>, FindingCount> by_kind;
  for (const Finding& finding : items_) {
    FindingCount& count = by_kind[{finding.severity, finding.kind}];
    count.kind = finding.kind;
    count.severity = finding.severity;
    ++count.findings;
    count.occurrences += finding.count;
  }
  std::vector<FindingCount> counts;
  for (auto& [key, count] : by_kind) counts.push_back(std::move(count));
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return static_cast<int>(a.severity) > static_cast<int>(b.severity);
  });
  return counts;
}

LICHEN_INLINE const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

}  // namespace lichen::inline LICHEN_ABI
