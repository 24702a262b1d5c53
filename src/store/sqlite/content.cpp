#include "store/sqlite/content.hpp"

#include <array>
#include <bit>
#include <cstdio>
#include <cstring>
#include <span>

#include "store/snapshot_layout.hpp"
#include "store/sqlite/tables.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

/// Hashes values of few bytes by the buffer.
class ValueHash {
 public:
  void add(std::uint64_t bits) {
    if (used_ == buffer_.size()) flush();
    buffer_[used_++] = bits;
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    flush();
    hasher_.add(std::as_bytes(std::span(text)));
  }
  void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  void add(Id id) {
    add(id.high);
    add(id.low);
  }
  void add(Text text) { add(std::uint64_t{text.value}); }
  template <class Tag>
  void add(StrongIndex<Tag> index) {
    add(index ? static_cast<std::uint64_t>(index.value) : ~std::uint64_t{0});
  }
  template <class Number>
    requires std::is_integral_v<Number>
  void add(Number value) {
    add(static_cast<std::uint64_t>(value));
  }
  template <class Word>
    requires std::is_enum_v<Word>
  void add(Word value) {
    add(static_cast<std::uint64_t>(value));
  }
  void add(std::optional<double> value) {
    add(std::uint64_t{value.has_value()});
    add(value.value_or(0.));
  }
  void add(const Distribution& value) {
    add(value.type);
    for (const double parameter : value.parameters) add(parameter);
  }

  [[nodiscard]] std::string result() {
    flush();
    const snapshot::Hash hash = hasher_.result();
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "xxh3:%016llx%016llx",
                  static_cast<unsigned long long>(hash.high),
                  static_cast<unsigned long long>(hash.low));
    return text.data();
  }

 private:
  void flush() {
    hasher_.add(std::as_bytes(std::span(buffer_).first(used_)));
    used_ = 0;
  }

  snapshot::Hasher hasher_;
  std::array<std::uint64_t, 1024> buffer_{};
  std::size_t used_ = 0;
};

void add_source(ValueHash& hash, const Source& source) {
  const auto& [path, format, own_hash, name, version, licence] = source;
  for (const auto* text : {&path, &format, &own_hash, &name, &version, &licence}) {
    hash.add(std::string_view(*text));
  }
}

void add_findings(ValueHash& hash, const Findings& findings) {
  hash.add(std::uint64_t{findings.size()});
  for (const Finding& finding : findings.items()) {
    const auto& [kind, severity, file, data_set, field, message, action, count] = finding;
    hash.add(severity);
    hash.add(static_cast<std::uint64_t>(count));
    for (const auto* text : {&kind, &file, &data_set, &field, &message, &action}) {
      hash.add(std::string_view(*text));
    }
  }
}

/// How many rows there are of what an index or a text points to.
class Sizes {
 public:
  Sizes(const Database& d, const FlatLists& flat) : d_(d), flat_(flat) {}
  [[nodiscard]] std::size_t of(ActivityIndex) const { return d_.activities.size(); }
  [[nodiscard]] std::size_t of(FlowIndex) const { return d_.flows.size(); }
  [[nodiscard]] std::size_t of(FlowPropertyIndex) const {
    return d_.flow_properties.size();
  }
  [[nodiscard]] std::size_t of(UnitGroupIndex) const { return d_.unit_groups.size(); }
  [[nodiscard]] std::size_t of(UnitIndex) const { return d_.units.size(); }
  [[nodiscard]] std::size_t of(LocationIndex) const { return d_.locations.size(); }
  [[nodiscard]] std::size_t of(ExchangeIndex) const { return d_.exchanges.size(); }
  [[nodiscard]] std::size_t of(MethodIndex) const { return d_.methods.size(); }
  [[nodiscard]] std::size_t of(CategoryIndex) const { return d_.categories.size(); }
  [[nodiscard]] std::size_t of(NwSetIndex) const { return flat_.nw_sets.size(); }
  [[nodiscard]] std::size_t of(Text) const { return d_.texts.size(); }

 private:
  const Database& d_;
  const FlatLists& flat_;
};

/// Rows without which a list of the model cannot be made, or that are given in pieces.
std::optional<std::string> misplaced_lists(const Database& d, const FlatLists& flat) {
  for (const auto& row : flat.method_categories) {
    if (!row.method || !row.category) return "a category of no method";
  }
  for (const auto& row : flat.nw_sets) {
    if (!row.method) return "a normalisation set of no method";
  }
  for (const auto& row : flat.nw_factors) {
    if (!row.set) return "a normalisation of no set";
  }
  const auto outside = [](std::size_t first, std::size_t count, std::size_t size) {
    return first > size || count > size - first;
  };
  for (const Activity& a : d.activities) {
    if (outside(a.first_exchange, a.exchange_count, d.exchanges.size())) {
      return "exchanges of activity \"" + std::string(d.text(a.name)) + "\"";
    }
  }
  for (const Flow& f : d.flows) {
    if (outside(f.first_property, f.property_count, d.flow_property_factors.size())) {
      return "properties of flow \"" + std::string(d.text(f.name)) + "\"";
    }
  }
  for (const Category& c : d.categories) {
    if (outside(c.first_factor, c.factor_count, d.factors.size())) {
      return "factors of category \"" + std::string(d.text(c.name)) + "\"";
    }
  }
  return std::nullopt;
}

}  // namespace

std::string content_hash(const Database& database, const FlatLists& flat) {
  ValueHash hash;
  add_source(hash, database.source);
  add_findings(hash, database.findings);
  hash.add(std::uint64_t{database.texts.size()});
  for (std::size_t i = 0; i < database.texts.size(); ++i) {
    hash.add(database.text({static_cast<std::uint32_t>(i)}));
  }
  each_table(database, flat, [&](const auto& table) {
    if constexpr (requires { table.rows; }) {
      hash.add(std::uint64_t{table.rows.size()});
    } else {
      hash.add(std::uint64_t{table.side.size()});
    }
  });
  each_field(database, flat, [&](const auto& field) { hash.add(field); });
  return hash.result();
}

std::optional<std::string> misplaced(const Database& database, const FlatLists& flat) {
  const Sizes sizes(database, flat);
  bool well = true;
  each_field(database, flat, [&](const auto& field) {
    if constexpr (requires { sizes.of(field); }) {
      using Index = std::remove_cvref_t<decltype(field)>;
      if constexpr (std::is_same_v<Index, Text>) {
        well = well && field.value < sizes.of(field);
      } else {
        well = well && (!field || field.at() < sizes.of(field));
      }
    }
  });
  if (!well) return "a row that points outside of its table";
  return misplaced_lists(database, flat);
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
