#pragma once

// How a file starts: formats are recognised by it.

#include <string>
#include <string_view>

#include "io/xml/encoding.hpp"

namespace lichen::detail::xml {

/// The start of a file as text, where it may be XML; "" where it is something else.
class Start {
 public:
  explicit Start(std::string_view content) {
    constexpr std::size_t enough = 8192;
    const std::string_view head = content.substr(0, 4);
    const bool wide = head.find('\0') != head.npos || head.starts_with('\xff') ||
                      head.starts_with('\xfe');
    if (wide) {
      plain_ = ascii_start(content);
      text_ = plain_;
    } else {
      text_ = content.substr(0, enough);
    }
    const auto first = text_.find_first_not_of("\xef\xbb\xbf \t\r\n");
    if (first == text_.npos || text_[first] != '<') text_ = {};
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;
  ~Start() = default;

  [[nodiscard]] bool has(std::string_view mark) const {
    return text_.find(mark) != text_.npos;
  }

 private:
  std::string plain_;
  std::string_view text_;
};

}  // namespace lichen::detail::xml
