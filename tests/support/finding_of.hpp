#pragma once

// The findings of an answer, by kind.

#include <string>

#include "lichen/study/result.hpp"

namespace lichen::test {

/// The first finding of a kind; null where there is none.
inline const Finding* finding_of(const Result& result, const std::string& kind) {
  for (const Finding& finding : result.findings.items()) {
    if (finding.kind == kind) return &finding;
  }
  return nullptr;
}

}  // namespace lichen::test
