#pragma once

// One file as XML, parsed in place by pugixml: texts point into the file's own bytes.
// Neither DTDs nor entities of their own are ever expanded or fetched.

#include <span>
#include <string>

#include <pugixml.hpp>

#include "io/xml/encoding.hpp"

namespace lichen::detail::xml {

/// A parsed file. What its nodes say stays where the file's content is, also when the
/// document is gone.
class Document {
 public:
  /// Parses `content`, which is changed and must live as long as what is read from it.
  explicit Document(std::string& content);
  /// Parses a part of a file that is UTF-8 already.
  explicit Document(std::span<char> part);

  /// Empty where the file can be read, else why it cannot, with the line.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }
  /// The outermost element; elements with a prefix are named without it.
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  [[nodiscard]] const Recoding& recoding() const noexcept { return recoding_; }
  /// True where the file brings a DTD; what it defines stands unexpanded.
  [[nodiscard]] bool has_dtd() const noexcept { return has_dtd_; }

 private:
  void parse(std::span<char> text);

  pugi::xml_document document_;
  Recoding recoding_;
  std::string error_;
  bool has_dtd_ = false;
};

}  // namespace lichen::detail::xml
