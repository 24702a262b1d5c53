#pragma once

/// @file
/// Findings: what was odd about data, where it stands, and what was done about it.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// How much a finding matters. An `error` would change a number: what it concerns
/// cannot be used unless the caller chose a policy by name.
enum class Severity : std::uint8_t { info, warning, error };

/// One odd thing in the data.
struct Finding {
  std::string kind;                       ///< a stable word, as `unknown_unit`
  Severity severity = Severity::warning;  ///< how much it matters
  std::string file;                       ///< the file, or the member of an archive
  std::string data_set;                   ///< name and id of the data set
  std::string field;                      ///< the field, as `exchanges[3].unit`
  std::string message;                    ///< what was found
  std::string action;                     ///< what was done about it
  std::int64_t count = 1;                 ///< how many occurrences this one stands for
};

/// How many findings there are of one kind and severity.
struct FindingCount {
  std::string kind;
  Severity severity = Severity::warning;
  std::int64_t findings = 0;     ///< rows
  std::int64_t occurrences = 0;  ///< the sum of their `count`
};

/// Findings in the order in which they were made.
class Findings {
 public:
  void add(Finding finding) { items_.push_back(std::move(finding)); }
  void append(const Findings& more) {
    items_.insert(items_.end(), more.items_.begin(), more.items_.end());
  }
  [[nodiscard]] const std::vector<Finding>& items() const noexcept { return items_; }
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  /// Counts by kind and severity, the gravest first, then by kind.
  [[nodiscard]] LICHEN_API std::vector<FindingCount> counts() const;

 private:
  std::vector<Finding> items_;
};

/// The word for a severity: `info`, `warning`, `error`.
[[nodiscard]] LICHEN_API const char* to_string(Severity severity);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/base/finding.ipp"
#endif
