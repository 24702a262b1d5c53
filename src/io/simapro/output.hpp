#pragma once

// Rows of a SimaPro CSV file, and what could not be written.

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "io/simapro/dialect.hpp"
#include "lichen/base/finding.hpp"

namespace lichen::detail::simapro {

/// The shortest digits that read back to the same double; "" for what is not finite.
std::string digits(double value);

/// A percentage that, divided by 100 and multiplied by `whole`, is `value` again.
double percent_of(double value, double whole = 1.);

/// A number whose inverse is `value`.
double inverse_of(double value);

/// Text of a file, row by row.
class Output {
 public:
  /// A row of fields; those that hold what separates are quoted.
  void row(std::initializer_list<View> fields);
  void empty() { text_ += "\r\n"; }
  /// A title with one row of text below; nothing for an empty text.
  void section(View title, View text);
  void line(View raw) { text_.append(raw).append("\r\n"); }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void field(View text, bool alone);

  std::string text_;
};

/// Counts what the format cannot hold.
class Losses {
 public:
  void note(const char* field, const char* message, std::int64_t count = 1) {
    if (count > 0) counts_[{field, message}] += count;
  }
  [[nodiscard]] Findings findings() const;

 private:
  std::map<std::pair<std::string, std::string>, std::int64_t> counts_;
};

}  // namespace lichen::detail::simapro
