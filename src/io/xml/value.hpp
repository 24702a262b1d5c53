#pragma once

// What attributes and elements hold.

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include <pugixml.hpp>

namespace lichen::detail::xml {

/// A text without the blanks around it.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The finite number that fills a text, as XML Schema writes it: with a point.
inline std::optional<double> number_of(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0.;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

inline std::optional<double> number_of(pugi::xml_attribute attribute) {
  return number_of(std::string_view(attribute.value()));
}

/// The whole number that fills a text.
inline std::optional<int> integer_of(std::string_view text) {
  text = trimmed(text);
  int number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

inline std::string_view text_of(pugi::xml_node node) { return node.child_value(); }

inline bool is_true(pugi::xml_attribute attribute) {
  const auto text = trimmed(attribute.value());
  return text == "true" || text == "1";
}

/// Of the same text in several languages: the English one, else the first.
class InEnglish {
 public:
  void offer(pugi::xml_node node) {
    if (english_) return;
    const std::string_view language = node.attribute("xml:lang").value();
    const bool is_english = language.starts_with("en");
    if (!seen_ || is_english) text_ = text_of(node);
    seen_ = true;
    english_ = is_english;
  }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  bool seen_ = false;
  bool english_ = false;
};

/// The text of the children of one name.
inline std::string_view english(pugi::xml_node parent, const char* name) {
  InEnglish chosen;
  for (const pugi::xml_node node : parent.children(name)) chosen.offer(node);
  return chosen.text();
}

}  // namespace lichen::detail::xml
