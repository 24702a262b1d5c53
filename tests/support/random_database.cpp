#include "support/random_database.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace lichen::test {
namespace {

/// Draws by SplitMix64: the same on every machine.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// Below `end`.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(bits() % end); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  /// Any finite double: half of them plain, half of any bits.
  double number() {
    if (chance(2)) return static_cast<double>(below(2000)) / 100. - 10.;
    const double any = std::bit_cast<double>(bits());
    return std::isfinite(any) ? any : -0.;
  }
  /// A finite double, or NaN for one that nobody knows.
  double factor() {
    return chance(8) ? std::numeric_limits<double>::quiet_NaN() : number();
  }
  /// One of the first `count` values of an enumeration.
  template <class Enum>
  Enum word(std::size_t count) {
    return static_cast<Enum>(below(count));
  }
  /// A row of a table, or none.
  template <class Index>
  Index row(std::size_t size) {
    return size == 0 || chance(4) ? Index{} : Index{below(size)};
  }

 private:
  std::uint64_t state_;
};

class Maker {
 public:
  Maker(std::uint64_t seed, std::size_t size) : draws_(seed), size_(size) {}

  Database run() {
    d_.source.name = words();
    d_.source.version = words();
    d_.source.licence = words();
    quantities();
    flows();
    methods();
    for (std::size_t i = count(); i > 0; --i) add_activity();
    for (std::size_t i = 0; i < d_.activities.size(); ++i) add_exchanges(i);
    for (std::size_t i = 0; i < d_.activities.size(); ++i) add_allocation(i);
    parameters();
    return std::move(d_);
  }

 private:
  std::size_t count() { return draws_.below(size_ + 1); }

  /// A text that is not blank, of characters that trouble readers of tables.
  std::string words() {
    constexpr std::array<const char*, 16> parts = {
        "steel", ",",  "\"", "\n",  "\r\n", ";",  "1.5", "\xc3\xa9",
        "'",     "no", "#",  "NaN", "-",    "\t", "\\",  "\xf0\x9f\x8c\xb1"};
    std::string text = "a";
    for (std::size_t i = draws_.below(6); i > 0; --i) {
      text += parts[draws_.below(parts.size())];
      if (draws_.chance(3)) text += ' ';
    }
    return text;
  }
  Text text() { return draws_.chance(3) ? Text{} : d_.texts.add(words()); }
  /// A name that may begin and end with blanks, or be that of other rows too.
  Text name() {
    if (draws_.chance(4)) return d_.texts.add("of several");
    if (!draws_.chance(4)) return d_.texts.add(words());
    std::string blanks(" ");
    blanks.append(words()).append(" ");
    return d_.texts.add(blanks);
  }
  /// An identifier of its own: a UUID, or a text that it keeps.
  Id id() {
    if (draws_.chance(2)) return {draws_.bits(), draws_.bits() | 1U};
    const std::string own = words() + std::to_string(++ids_) + "!";
    const Id id = make_id(own);
    d_.id_texts.emplace(id, d_.texts.add(own));
    return id;
  }

  void quantities() {
    for (std::size_t i = count(); i > 0; --i) {
      d_.unit_groups.push_back({.id = id(), .name = name(), .reference = {}});
    }
    const std::size_t groups = d_.unit_groups.size();
    for (std::size_t i = count(); i > 0; --i) {
      d_.flow_properties.push_back(
          {id(), name(), draws_.row<UnitGroupIndex>(groups), draws_.chance(4)});
    }
    for (UnitGroup& group : d_.unit_groups) {
      group.default_property = draws_.row<FlowPropertyIndex>(d_.flow_properties.size());
    }
    for (std::size_t i = count(); i > 0; --i) {
      const auto group = draws_.row<UnitGroupIndex>(groups);
      if (group && draws_.chance(2)) {
        UnitIndex& reference = d_.unit_groups[group.at()].reference;
        if (!reference) reference = UnitIndex{d_.units.size()};
      }
      d_.units.push_back({id(), name(), group, draws_.factor(), text()});
    }
    for (std::size_t i = count(); i > 0; --i) {
      d_.locations.push_back({id(), text(), text()});
    }
  }

  void flows() {
    const std::size_t properties = d_.flow_properties.size();
    for (std::size_t i = count(); i > 0; --i) {
      Flow flow;
      flow.id = id();
      flow.name = name();
      flow.category = text();
      flow.cas = text();
      flow.formula = text();
      flow.synonyms = text();
      flow.location = draws_.row<LocationIndex>(d_.locations.size());
      flow.reference_property = draws_.row<FlowPropertyIndex>(properties);
      flow.reference_unit = draws_.row<UnitIndex>(d_.units.size());
      flow.type = draws_.word<FlowType>(3);
      flow.nominal = draws_.word<NominalDirection>(3);
      flow.stub = draws_.chance(5);
      flow.first_property = static_cast<std::uint32_t>(d_.flow_property_factors.size());
      if (flow.reference_property) {
        d_.flow_property_factors.push_back({flow.reference_property, 1.});
        ++flow.property_count;
      }
      const auto other = draws_.row<FlowPropertyIndex>(properties);
      if (other && flow.reference_property && other != flow.reference_property) {
        d_.flow_property_factors.push_back({other, draws_.factor()});
        ++flow.property_count;
      }
      d_.flows.push_back(flow);
    }
  }

  void methods() {
    for (std::size_t i = count(); i > 0; --i) add_category();
    for (std::size_t i = count(); i > 0; --i) {
      Method method{id(), name(), text(), text(), {}, {}};
      for (std::size_t c = 0; c < d_.categories.size(); ++c) {
        if (draws_.chance(2)) method.categories.push_back(CategoryIndex{c});
      }
      if (draws_.chance(2)) {
        std::reverse(method.categories.begin(), method.categories.end());
      }
      d_.methods.push_back(std::move(method));
    }
    // A category that no method lists is given one when it is read.
    if (d_.methods.empty()) d_.methods.push_back({id(), name(), text(), text(), {}, {}});
    for (std::size_t c = 0; c < d_.categories.size(); ++c) {
      auto& own = d_.methods.back().categories;
      if (std::find(own.begin(), own.end(), CategoryIndex{c}) == own.end()) {
        own.push_back(CategoryIndex{c});
      }
    }
    for (Method& method : d_.methods) {
      for (std::size_t i = count(); i > 0; --i) add_nw_set(method);
    }
  }

  void add_category() {
    Category category;
    category.id = id();
    category.name = name();
    category.unit = text();
    category.description = text();
    category.version = text();
    category.first_factor = static_cast<std::uint32_t>(d_.factors.size());
    for (std::size_t i = d_.flows.empty() ? 0 : count(); i > 0; --i) {
      d_.factors.push_back({draws_.number(), FlowIndex{draws_.below(d_.flows.size())},
                            draws_.row<UnitIndex>(d_.units.size()),
                            draws_.row<FlowPropertyIndex>(d_.flow_properties.size()),
                            draws_.row<LocationIndex>(d_.locations.size())});
      ++category.factor_count;
    }
    if (category.factor_count == 0) category.first_factor = 0;
    d_.categories.push_back(category);
  }

  void add_nw_set(Method& method) {
    if (method.categories.empty()) return;
    NwSet set{id(), name(), text(), draws_.word<WeightScale>(2), {}};
    for (const CategoryIndex category : method.categories) {
      NwFactor factor{.category = category, .normalisation = {}, .weight = {}};
      if (draws_.chance(2)) factor.normalisation = draws_.number();
      if (draws_.chance(2)) factor.weight = draws_.number();
      set.factors.push_back(factor);
    }
    method.nw_sets.push_back(std::move(set));
  }

  void add_activity() {
    Activity activity;
    activity.id = id();
    activity.name = name();
    activity.category = text();
    activity.description = text();
    activity.file = d_.texts.add(words() + "!");
    activity.tags = text();
    activity.location = draws_.row<LocationIndex>(d_.locations.size());
    activity.type = draws_.word<ActivityType>(2);
    activity.default_allocation = draws_.word<AllocationMethod>(4);
    d_.activities.push_back(activity);
  }

  void add_exchanges(std::size_t owner) {
    Activity& activity = d_.activities[owner];
    const std::size_t rows = d_.flows.empty() ? 0 : count();
    if (rows == 0) return;
    activity.first_exchange = static_cast<std::uint32_t>(d_.exchanges.size());
    activity.exchange_count = static_cast<std::uint32_t>(rows);
    activity.reference = draws_.row<ExchangeIndex>(rows);
    if (activity.reference) {
      activity.reference =
          ExchangeIndex{activity.first_exchange + activity.reference.at()};
    }
    for (std::size_t i = 0; i < rows; ++i) add_exchange(static_cast<std::int32_t>(i));
  }

  void add_exchange(std::int32_t number) {
    const ExchangeIndex index{d_.exchanges.size()};
    Exchange row;
    row.amount = draws_.number();
    row.flow = FlowIndex{draws_.below(d_.flows.size())};
    row.unit = draws_.row<UnitIndex>(d_.units.size());
    row.property = draws_.row<FlowPropertyIndex>(d_.flow_properties.size());
    row.location = draws_.row<LocationIndex>(d_.locations.size());
    row.internal_id = number * 3 - 4;
    row.direction = draws_.word<Direction>(2);
    row.avoided = draws_.chance(5);
    if (draws_.chance(4)) {
      d_.absent_providers.add(index, {id(), text()});
    } else {
      row.provider = draws_.row<ActivityIndex>(d_.activities.size());
    }
    d_.exchanges.push_back(row);
    add_extras(index);
  }

  void add_extras(ExchangeIndex index) {
    if (draws_.chance(3)) d_.exchange_formulas.add(index, d_.texts.add(words()));
    if (draws_.chance(3)) d_.exchange_comments.add(index, d_.texts.add(words()));
    if (draws_.chance(2)) {
      d_.distributions.add(index, {draws_.word<DistributionType>(10),
                                   {draws_.factor(), draws_.factor(), draws_.factor()}});
    }
    if (draws_.chance(3)) d_.data_quality.add(index, {text(), draws_.number()});
    if (draws_.chance(3)) d_.costs.add(index, {draws_.number(), text(), text()});
  }

  void add_allocation(std::size_t owner) {
    const Activity& activity = d_.activities[owner];
    for (std::size_t i = count(); i > 0; --i) {
      AllocationFactor factor;
      factor.activity = ActivityIndex{owner};
      factor.product = draws_.row<FlowIndex>(d_.flows.size());
      factor.exchange = draws_.row<ExchangeIndex>(activity.exchange_count);
      if (factor.exchange) {
        factor.exchange = ExchangeIndex{activity.first_exchange + factor.exchange.at()};
      }
      factor.value = draws_.number();
      factor.formula = text();
      factor.method = draws_.word<AllocationMethod>(4);
      d_.allocation_factors.push_back(factor);
    }
  }

  void parameters() {
    for (std::size_t i = count(); i > 0; --i) {
      Parameter row;
      if (draws_.chance(2)) row.id = id();
      row.name = name();
      row.description = text();
      row.formula = text();
      row.value = draws_.number();
      row.scope = draws_.word<ParameterScope>(3);
      if (row.scope == ParameterScope::activity && !d_.activities.empty()) {
        row.owner = d_.activities[draws_.below(d_.activities.size())].id;
      }
      if (row.scope == ParameterScope::category && !d_.categories.empty()) {
        row.owner = d_.categories[draws_.below(d_.categories.size())].id;
      }
      d_.parameters.push_back(row);
    }
  }

  Draws draws_;
  std::size_t size_;
  std::size_t ids_ = 0;
  Database d_;
};

}  // namespace

Database random_database(std::uint64_t seed, std::size_t size) {
  return Maker(seed, size).run();
}

}  // namespace lichen::test
