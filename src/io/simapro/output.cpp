#include "io/simapro/output.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace lichen::detail::simapro {
namespace {

/// Of a guess and its neighbours the first that `reads_back`.
template <class ReadsBack>
double nearest(double guess, const ReadsBack& reads_back) {
  constexpr double most = std::numeric_limits<double>::infinity();
  double up = guess;
  double down = guess;
  constexpr int tries = 4;
  for (int i = 0; i < tries; ++i) {
    if (reads_back(up)) return up;
    if (reads_back(down)) return down;
    up = std::nextafter(up, most);
    down = std::nextafter(down, -most);
  }
  return guess;
}

}  // namespace

std::string digits(double value) {
  if (!std::isfinite(value)) return {};
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

double percent_of(double value, double whole) {
  return nearest(value / whole * 100.,
                 [&](double percent) { return percent / 100. * whole == value; });
}

double inverse_of(double value) {
  return nearest(1. / value, [&](double inverse) { return 1. / inverse == value; });
}

void Output::field(View text, bool alone) {
  const bool quote = text.find_first_of(";\"") != text.npos ||
                     (alone && (same_word(text, "End") || text.starts_with('{')));
  if (quote) text_.push_back('"');
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '"') text_.push_back('"');
    text_.push_back(c == '\n' ? '\x7f' : c);
  }
  if (quote) text_.push_back('"');
}

void Output::row(std::initializer_list<View> fields) {
  bool first = true;
  for (const View text : fields) {
    if (!first) text_.push_back(';');
    first = false;
    field(text, fields.size() == 1);
  }
  text_ += "\r\n";
}

void Output::section(View title, View text) {
  if (text.empty()) return;
  row({title});
  row({text});
  empty();
}

Findings Losses::findings() const {
  Findings findings;
  for (const auto& [what, count] : counts_) {
    findings.add({.kind = "not_written",
                  .severity = Severity::warning,
                  .field = what.first,
                  .message = what.second,
                  .action = "SimaPro CSV cannot hold it as it is",
                  .count = count});
  }
  return findings;
}

}  // namespace lichen::detail::simapro
