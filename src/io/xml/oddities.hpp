#pragma once

// What is odd about one data set, one finding for each kind however often it occurs.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/finding.hpp"

namespace lichen::detail::xml {

/// Gathers findings on one data set: the first of a kind stands for all.
class Oddities {
 public:
  Oddities(std::string_view file, std::string data_set)
      : file_(file), data_set_(std::move(data_set)) {}

  void add(const char* kind, Severity severity, std::string_view field,
           std::string_view message, std::string_view action, std::int64_t count = 1) {
    const auto known = std::find_if(items_.begin(), items_.end(), [&](const Finding& at) {
      return at.kind == kind && at.message == message;
    });
    if (known != items_.end()) {
      known->count += count;
      return;
    }
    items_.push_back({.kind = kind,
                      .severity = severity,
                      .file = std::string(file_),
                      .data_set = data_set_,
                      .field = std::string(field),
                      .message = std::string(message),
                      .action = std::string(action),
                      .count = count});
  }

  void move_to(Findings& findings) {
    for (Finding& item : items_) findings.add(std::move(item));
    items_.clear();
  }

 private:
  std::string_view file_;
  std::string data_set_;
  std::vector<Finding> items_;
};

}  // namespace lichen::detail::xml
