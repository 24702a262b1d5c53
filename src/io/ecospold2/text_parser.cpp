// Texts that come in numbered pieces, with variables and pictures between them.

#include <algorithm>
#include <map>
#include <vector>

#include "io/ecospold2/parsing.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

struct Piece {
  int index = 0;
  View text;
};

/// The pieces of one language: English, else that of the first.
std::vector<Piece> pieces_of(pugi::xml_node node) {
  std::vector<Piece> pieces;
  View language;
  for (const pugi::xml_node text : node.children("text")) {
    const View of_text = text.attribute("xml:lang").value();
    const bool is_english = of_text.starts_with("en") && !language.starts_with("en");
    if (pieces.empty() || is_english) {
      pieces.clear();
      language = of_text;
    }
    if (of_text != language) continue;
    pieces.push_back({text.attribute("index").as_int(), xml::text_of(text)});
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.index < b.index; });
  return pieces;
}

/// Appends a text with the values of `{{name}}` in their places; a name without a value
/// stays.
void append_filled(std::string& out, View text, const std::map<View, View>& variables) {
  while (!variables.empty()) {
    const auto open = text.find("{{");
    const auto close = open == text.npos ? open : text.find("}}", open);
    if (close == text.npos) break;
    const auto value = variables.find(text.substr(open + 2, close - open - 2));
    out.append(text.substr(0, value == variables.end() ? close + 2 : open));
    if (value != variables.end()) out.append(value->second);
    text.remove_prefix(close + 2);
  }
  out.append(text);
}

}  // namespace

std::string parse_text(pugi::xml_node node, NotKept& not_kept) {
  std::map<View, View> variables;
  for (const pugi::xml_node variable : node.children("variable")) {
    variables.emplace(variable.attribute("name").value(), xml::text_of(variable));
  }
  std::string text;
  for (const Piece& piece : pieces_of(node)) {
    if (piece.text.empty()) continue;
    if (!text.empty()) text.push_back('\n');
    append_filled(text, piece.text, variables);
  }
  for ([[maybe_unused]] const pugi::xml_node image : node.children("imageUrl")) {
    ++not_kept.images;
  }
  return text;
}

}  // namespace lichen::detail::ecospold2
