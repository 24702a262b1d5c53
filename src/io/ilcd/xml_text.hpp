#pragma once

// XML as it is written: elements with escaped texts, one below the other.

#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace lichen::detail::ilcd {

using View = std::string_view;
using Attribute = std::pair<View, View>;
using Attributes = std::initializer_list<Attribute>;

/// A number with as many digits as it takes to read it again; "" where it is not finite.
inline std::string number_text(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : std::string();
}

/// Builds one file.
class XmlText {
 public:
  XmlText() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

  XmlText& open(View name, Attributes attributes = {}) {
    start(name, attributes);
    text_.append(">\n");
    ++depth_;
    return *this;
  }
  XmlText& close(View name) {
    --depth_;
    indent();
    text_.append("</").append(name).append(">\n");
    return *this;
  }
  /// An element with a text; none where the text is empty.
  XmlText& add(View name, View text, Attributes attributes = {}) {
    if (text.empty()) return *this;
    start(name, attributes);
    text_.push_back('>');
    escape(text);
    text_.append("</").append(name).append(">\n");
    return *this;
  }
  XmlText& add_empty(View name, Attributes attributes) {
    start(name, attributes);
    text_.append("/>\n");
    return *this;
  }
  /// The start of an element whose attributes follow one by one, then `end_start`.
  void start(View name, Attributes attributes = {}) {
    indent();
    text_.append("<").append(name);
    for (const auto& [key, value] : attributes) attribute(key, value);
  }
  void end_start() {
    text_.append(">\n");
    ++depth_;
  }
  /// None where the value is empty.
  void attribute(View key, View value) {
    if (value.empty()) return;
    text_.append(" ").append(key).append("=\"");
    escape(value);
    text_.push_back('"');
  }
  std::string take() { return std::move(text_); }

 private:
  void indent() { text_.append(static_cast<std::size_t>(depth_) * 2, ' '); }
  void escape(View text) {
    for (const char c : text) {
      switch (c) {
        case '&':
          text_.append("&amp;");
          break;
        case '<':
          text_.append("&lt;");
          break;
        case '>':
          text_.append("&gt;");
          break;
        case '"':
          text_.append("&quot;");
          break;
        case '\r':
          text_.append("&#13;");
          break;
        default: {
          const auto byte = static_cast<unsigned char>(c);
          // XML has no other control characters.
          text_.push_back(byte < 0x20U && c != '\n' && c != '\t' ? ' ' : c);
        }
      }
    }
  }

  std::string text_;
  int depth_ = 0;
};

}  // namespace lichen::detail::ilcd
