#include "io/simapro/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace lichen::detail::simapro {
namespace {

std::optional<double> with_point(View text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0.;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || at != end || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

/// Computes formulas of numbers. Every part that it does not know makes the whole
/// unknown; brackets nest to a fixed depth.
class Constant {
 public:
  explicit Constant(View text) : text_(text) {}

  std::optional<double> run() {
    const double value = sum(0);
    skip_blanks();
    if (!known_ || at_ != text_.size() || !std::isfinite(value)) return std::nullopt;
    return value;
  }

 private:
  static constexpr int deepest = 64;

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  double unknown() {
    known_ = false;
    return 0.;
  }

  double sum(int depth) {
    if (depth > deepest) return unknown();
    double value = product(depth);
    while (known_) {
      if (take('+')) {
        value += product(depth);
      } else if (take('-')) {
        value -= product(depth);
      } else {
        break;
      }
    }
    return value;
  }

  double product(int depth) {
    double value = signed_power(depth);
    while (known_) {
      if (take('*')) {
        value *= signed_power(depth);
      } else if (take('/')) {
        value /= signed_power(depth);
      } else {
        break;
      }
    }
    return value;
  }

  /// A sign binds looser than a power: -2^2 is -4.
  double signed_power(int depth) {
    if (take('-')) return depth > deepest ? unknown() : -signed_power(depth + 1);
    if (take('+')) return depth > deepest ? unknown() : signed_power(depth + 1);
    double value = operand(depth);
    while (known_ && take('^')) {  // from the left: 2^2^3 is 64
      const double sign = take('-') ? -1. : 1.;
      value = std::pow(value, sign * operand(depth));
    }
    return value;
  }

  double operand(int depth) {
    if (take('(')) {
      const double value = sum(depth + 1);
      return take(')') ? value : unknown();
    }
    skip_blanks();
    const bool is_number =
        at_ < text_.size() && (text_[at_] == '.' || is_digit(text_[at_]));
    double value = 0.;
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (!is_number || error != std::errc()) return unknown();
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  View text_;
  std::size_t at_ = 0;
  bool known_ = true;
};

/// True where every point of a number stands before three digits, as between thousands:
/// "1.234.567,8", but neither "0.001" nor "1.5".
bool groups_thousands(View text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const View whole = text.substr(0, text.find_first_not_of("0123456789."));
  auto point = whole.find('.');
  if (text.find('.', whole.size()) != text.npos) return false;
  if (point == 0 || point > 3 || whole.starts_with('0')) return false;
  while (point != whole.npos) {
    const auto next = whole.find('.', point + 1);
    if (std::min(next, whole.size()) - point != 4) return false;
    point = next;
  }
  return true;
}

}  // namespace

std::optional<double> plain_number(View field, char decimal) {
  field = trimmed(field);
  const bool has_point = field.find('.') != field.npos;
  const bool has_comma = field.find(',') != field.npos;
  if (decimal == '.' || (!has_point && !has_comma)) return with_point(field);
  if (has_point && !groups_thousands(field)) return std::nullopt;
  std::string text(field);
  text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
  std::replace(text.begin(), text.end(), ',', '.');
  return with_point(text);
}

std::string formula_of(View field, char decimal) {
  std::string text(trimmed(field));
  for (char& c : text) {
    if (c == ',') c = decimal == ',' ? '.' : ';';
  }
  return text;
}

std::optional<double> constant_of(View formula) { return Constant(formula).run(); }

Number number_of(View field, char decimal) {
  Number number;
  field = trimmed(field);
  if (field.empty()) return number;
  if (const auto plain = plain_number(field, decimal)) {
    number.value = *plain;
    return number;
  }
  number.formula = formula_of(field, decimal);
  number.value = constant_of(number.formula).value_or(number.value);
  return number;
}

}  // namespace lichen::detail::simapro
