#pragma once

// The findings of an answer or a database, by kind.

#include <string>

#include "lichen/model/database.hpp"
#include "lichen/study/result.hpp"

namespace lichen::test {

/// The first finding of a kind; null where there is none.
inline const Finding* finding_of(const Findings& findings, const std::string& kind) {
  for (const Finding& finding : findings.items()) {
    if (finding.kind == kind) return &finding;
  }
  return nullptr;
}

inline const Finding* finding_of(const Result& result, const std::string& kind) {
  return finding_of(result.findings, kind);
}

inline const Finding* finding_of(const Database& database, const std::string& kind) {
  return finding_of(database.findings, kind);
}

}  // namespace lichen::test
