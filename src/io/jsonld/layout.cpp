#include "io/jsonld/layout.hpp"

#include <array>
#include <tuple>
#include <utility>

#include <simdjson.h>

namespace lichen::detail::jsonld {
namespace {

using Name = std::pair<std::string_view, Kind>;

constexpr std::array folders = {
    Name{"unit_groups", Kind::unit_group},
    Name{"UNIT_GROUP", Kind::unit_group},
    Name{"flow_properties", Kind::flow_property},
    Name{"FLOW_PROPERTY", Kind::flow_property},
    Name{"locations", Kind::location},
    Name{"LOCATION", Kind::location},
    Name{"categories", Kind::category},
    Name{"flows", Kind::flow},
    Name{"FLOW", Kind::flow},
    Name{"processes", Kind::process},
    Name{"PROCESS", Kind::process},
    Name{"parameters", Kind::parameter},
    Name{"PARAMETER", Kind::parameter},
    Name{"lcia_categories", Kind::impact_category},
    Name{"IMPACT_CATEGORY", Kind::impact_category},
    Name{"lcia_methods", Kind::impact_method},
    Name{"IMPACT_METHOD", Kind::impact_method},
    Name{"nw_sets", Kind::nw_set},
};

constexpr std::array types = {
    Name{"UnitGroup", Kind::unit_group},
    Name{"FlowProperty", Kind::flow_property},
    Name{"Location", Kind::location},
    Name{"Category", Kind::category},
    Name{"Flow", Kind::flow},
    Name{"Process", Kind::process},
    Name{"Parameter", Kind::parameter},
    Name{"ImpactCategory", Kind::impact_category},
    Name{"ImpactMethod", Kind::impact_method},
    Name{"NwSet", Kind::nw_set},
};

constexpr std::array<std::string_view, 24> unneeded_folders = {"actors",
                                                               "ACTOR",
                                                               "sources",
                                                               "SOURCE",
                                                               "product_systems",
                                                               "projects",
                                                               "PRODUCT_SYSTEM",
                                                               "PROJECT",
                                                               "results",
                                                               "RESULT",
                                                               "epds",
                                                               "EPD",
                                                               "bin",
                                                               "dq_systems",
                                                               "DQ_SYSTEM",
                                                               "dictionary",
                                                               "social_indicators",
                                                               "SOCIAL_INDICATOR",
                                                               "images",
                                                               "docs",
                                                               "mappings",
                                                               "flow_mappings",
                                                               "currencies",
                                                               "CURRENCY"};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 &&
        hex(text[i + 2]) >= 0) {
      decoded.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

/// The part of a name that follows the package's own top folder, if it has one: some
/// archives hold one folder with everything in it.
std::pair<std::string_view, std::string_view> split(std::string_view member) {
  const auto slash = member.find('/');
  return slash == member.npos
             ? std::pair<std::string_view, std::string_view>{"", member}
             : std::pair{member.substr(0, slash), member.substr(slash + 1)};
}

template <class Match>
bool in_folder(std::string_view member, Match&& match) {
  auto [first, rest] = split(member);
  if (match(first)) return true;
  return match(split(rest).first);
}

/// True for a folder of the repository layout: the name of a type, in capitals.
bool is_type_name(std::string_view folder) {
  for (const auto& [name, kind] : folders) {
    if (folder == name) return folder.front() >= 'A' && folder.front() <= 'Z';
  }
  return false;
}

bool is_attachment(std::string_view member) {
  return member.find("_bin/") != member.npos;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view member) {
  if (!ends_with(member, ".json") || is_attachment(member)) return std::nullopt;
  std::optional<Kind> kind;
  in_folder(member, [&](std::string_view folder) {
    for (const auto& [name, of] : folders) {
      if (folder == name) kind = of;
    }
    return kind.has_value();
  });
  return kind;
}

std::optional<Kind> kind_of(const Member& member) {
  const std::string_view name = member.name;
  if (const auto kind = kind_of(name)) return kind;
  const bool may_be =
      ends_with(name, ".json") && !is_unneeded(name) &&
      std::string_view(member.content).find("\"@type\"") != std::string_view::npos;
  if (!may_be) return std::nullopt;
  simdjson::dom::parser parser;
  std::string_view stated;
  if (parser.parse(member.content)["@type"].get(stated) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  for (const auto& [type, kind] : types) {
    if (stated == type) return kind;
  }
  return std::nullopt;
}

bool is_unneeded(std::string_view member) {
  if (is_attachment(member)) return true;
  return in_folder(member, [](std::string_view folder) {
    for (const std::string_view name : unneeded_folders) {
      if (folder == name) return true;
    }
    return false;
  });
}

bool is_repository_member(std::string_view member) {
  return kind_of(member).has_value() && in_folder(member, is_type_name);
}

std::string category_path(std::string_view member) {
  const auto last = member.rfind('/');
  if (last == member.npos) return "";
  auto [folder, rest] = split(member.substr(0, last + 1));
  if (!is_type_name(folder)) std::tie(folder, rest) = split(rest);
  if (!is_type_name(folder) || rest.empty()) return "";
  rest.remove_suffix(1);
  std::string path = percent_decoded(rest);
  return simdjson::validate_utf8(path) ? path : std::string(rest);
}

}  // namespace lichen::detail::jsonld
