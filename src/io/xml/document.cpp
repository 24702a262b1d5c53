#include "io/xml/document.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace lichen::detail::xml {
namespace {

/// What a file needs of the parser: less is faster.
unsigned options_for(std::string_view text) {
  unsigned options = pugi::parse_cdata | pugi::parse_embed_pcdata;
  if (text.find('&') != text.npos) options |= pugi::parse_escapes;
  if (text.find('\r') != text.npos) options |= pugi::parse_eol;
  return options;
}

/// Names elements without their prefix.
class PrefixCutter : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    const char* colon = std::strchr(node.name(), ':');
    if (node.type() == pugi::node_element && colon != nullptr) {
      const std::string name(colon + 1);
      node.set_name(name.c_str());
    }
    return true;
  }
};

/// Joins the pieces of a text that a comment or a CDATA section splits, in place: each
/// piece moves to the end of the one before it, over what split them.
class TextJoiner : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element || !holds_text_only(node)) return true;
    char* end = nullptr;
    if (*node.value() != '\0') append(node.value(), end);
    for (const pugi::xml_node piece : node.children()) append(piece.value(), end);
    return true;
  }

 private:
  static bool holds_text_only(pugi::xml_node node) {
    return node.first_child() &&
           std::none_of(node.begin(), node.end(), [](const pugi::xml_node& child) {
             return child.type() == pugi::node_element;
           });
  }

  /// The parser owns these bytes only in name: they are the file's content.
  static void append(const char* piece, char*& end) {
    const std::size_t size = std::strlen(piece);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    char* place = end == nullptr ? const_cast<char*>(piece) : end;
    if (place != piece) std::memmove(place, piece, size + 1);
    end = place + size;
  }
};

/// True where elements of the format may stand with a prefix: the root does, or binds
/// one to a namespace that is not the one of XML Schema.
bool may_have_prefixes(pugi::xml_node root) {
  if (std::strchr(root.name(), ':') != nullptr) return true;
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns:") &&
        std::string_view(attribute.value()).find("Spold") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

Document::Document(std::string& content) : recoding_(make_utf8(content)) {
  error_ = recoding_.error;
  if (error_.empty()) parse(content);
}

Document::Document(std::span<char> part) { parse(part); }

void Document::parse(std::span<char> text) {
  const std::string_view view(text.data(), text.size());
  constexpr std::size_t prologue = 4096;
  has_dtd_ = view.substr(0, prologue).find("<!DOCTYPE") != view.npos;
  const bool may_split =
      view.find("<!--") != view.npos || view.find("<![CDATA[") != view.npos;
  const auto result = document_.load_buffer_inplace(
      text.data(), text.size(), options_for(view), pugi::encoding_utf8);
  if (!result) {
    const auto offset = std::clamp<std::ptrdiff_t>(
        result.offset, 0, static_cast<std::ptrdiff_t>(text.size()));
    const auto lines = std::count(text.begin(), text.begin() + offset, '\n') + 1;
    error_ = std::string(result.description()) + " near line " + std::to_string(lines);
    return;
  }
  if (may_split) {
    TextJoiner joiner;
    document_.traverse(joiner);
  }
  if (may_have_prefixes(root())) {
    PrefixCutter cutter;
    document_.traverse(cutter);
  }
}

}  // namespace lichen::detail::xml
