#include "io/ilcd/texts.hpp"

namespace lichen::detail::ilcd {
namespace {

/// True for "en" and "en-GB" where "en" is asked for.
bool is_of(View language, View asked) {
  return language.starts_with(asked) &&
         (language.size() == asked.size() || language[asked.size()] == '-');
}

}  // namespace

void LanguageCount::add(const LanguageCount& more) {
  for (const auto& [language, count] : more.taken_instead) {
    taken_instead[language] += count;
  }
  left += more.left;
}

Texts::Choice Texts::best(pugi::xml_node parent, View name) const {
  Choice choice;
  for (const pugi::xml_node node : parent.children()) {
    if (local_name(node) != name) continue;
    const View text = text_of(node);
    if (text.empty()) continue;
    const auto stated = node.attribute("xml:lang");
    const View language = stated ? View(stated.value()) : View("en");
    const int rank = is_of(language, preferred_) ? 3 : is_of(language, "en") ? 2 : 1;
    ++choice.offered;
    if (rank > choice.rank) {
      choice.text = text;
      choice.language = language;
      choice.rank = rank;
    }
  }
  return choice;
}

View Texts::choose(pugi::xml_node parent, View name) {
  const Choice choice = best(parent, name);
  if (choice.rank == 1 || choice.rank == 2) {
    ++count_.taken_instead[std::string(choice.language)];
  }
  if (choice.offered > 1) count_.left += choice.offered - 1;
  return choice.text;
}

View Texts::peek(pugi::xml_node parent, View name) const {
  return best(parent, name).text;
}

}  // namespace lichen::detail::ilcd
