#pragma once

// Comma-separated values out: RFC 4180, every number with the digits that read back to
// the same bits.

#include <string>
#include <string_view>

namespace lichen::detail::csv {

/// Rows of fields, as text.
class Writer {
 public:
  Writer& text(std::string_view field);
  /// The shortest digits that read back to the same double.
  Writer& number(double value);
  Writer& integer(long long value);
  Writer& empty() { return text(""); }
  void end_row();

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool first_ = true;
};

}  // namespace lichen::detail::csv
