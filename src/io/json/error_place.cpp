#include "io/json/error_place.hpp"

#include <algorithm>
#include <optional>

#include <simdjson.h>

namespace lichen::detail::json {
namespace {

namespace ondemand = simdjson::ondemand;

/// The first byte that is no UTF-8; empty where all is.
std::optional<std::size_t> bad_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80U ? 1 : byte < 0xe0U ? 2 : byte < 0xf0U ? 3 : 4;
    const std::string_view point = text.substr(at, length);
    if (point.size() < length || !simdjson::validate_utf8(point)) return at;
    at += length;
  }
  return std::nullopt;
}

constexpr int deepest = 256;  ///< what lies deeper is passed over

/// Looks at every value below one; false at the first that is broken.
bool is_sound(simdjson::simdjson_result<ondemand::value> value, int depth);

bool is_sound_array(ondemand::array array, int depth) {
  for (auto item : array) {
    if (!is_sound(std::move(item), depth)) return false;
  }
  return true;
}

bool is_sound_object(ondemand::object object, int depth) {
  for (auto field : object) {
    if (field.error() != simdjson::SUCCESS) return false;
    if (field.unescaped_key().error() != simdjson::SUCCESS) return false;
    if (!is_sound(field.value(), depth)) return false;
  }
  return true;
}

bool is_sound(simdjson::simdjson_result<ondemand::value> result, int depth) {
  if (depth > deepest) return true;
  ondemand::value value;
  ondemand::json_type type{};
  if (std::move(result).get(value) != simdjson::SUCCESS) return false;
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  switch (type) {
    case ondemand::json_type::array: {
      ondemand::array array;
      return value.get_array().get(array) == simdjson::SUCCESS &&
             is_sound_array(array, depth + 1);
    }
    case ondemand::json_type::object: {
      ondemand::object object;
      return value.get_object().get(object) == simdjson::SUCCESS &&
             is_sound_object(object, depth + 1);
    }
    case ondemand::json_type::number:
      return value.get_double().error() == simdjson::SUCCESS;
    case ondemand::json_type::string:
      return value.get_string().error() == simdjson::SUCCESS;
    case ondemand::json_type::boolean:
      return value.get_bool().error() == simdjson::SUCCESS;
    case ondemand::json_type::null: {
      bool is_null = false;
      return value.is_null().get(is_null) == simdjson::SUCCESS && is_null;
    }
  }
  return false;
}

/// Where a walk through the values stops; empty where it cannot tell.
std::optional<std::size_t> bad_value(std::string_view text) {
  const simdjson::padded_string padded(text);
  ondemand::parser parser;
  ondemand::document document;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return std::nullopt;
  if (is_sound(document.get_value(), 0)) return std::nullopt;
  const char* at = nullptr;
  if (document.current_location().get(at) != simdjson::SUCCESS) return std::nullopt;
  const auto offset = static_cast<std::size_t>(at - padded.data());
  return offset <= text.size() ? std::optional(offset) : std::nullopt;
}

}  // namespace

std::string error_in(std::string_view text, const std::string& reason) {
  const auto wrong = bad_utf8(text);
  const auto place = wrong ? wrong : bad_value(text);
  const std::string what = wrong ? "it is not encoded in UTF-8" : reason;
  if (!place) return what;
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(*place);
  const auto line = 1 + std::count(text.begin(), end, '\n');
  return what + " at byte " + std::to_string(*place) + " (line " + std::to_string(line) +
         ")";
}

}  // namespace lichen::detail::json
