#include "support/same_database.hpp"

#include <bit>
#include <cstdint>
#include <sstream>

namespace lichen::test {
namespace {

/// Writes every field of a database as a line of text, doubles by their bits.
class Lines {
 public:
  explicit Lines(const Database& database) : d_(database) {}

  std::vector<std::string> all() {
    quantities();
    flows();
    activities();
    exchanges();
    methods();
    return std::move(lines_);
  }

 private:
  struct Line {
    std::ostringstream out;
    template <class Value>
    Line& operator<<(const Value& value) {
      out << value << '|';
      return *this;
    }
    Line& operator<<(double value) {
      out << std::bit_cast<std::uint64_t>(value) << '|';
      return *this;
    }
  };

  void end(const Line& line) { lines_.push_back(line.out.str()); }
  [[nodiscard]] std::string_view t(Text text) const { return d_.text(text); }
  template <class Index>
  static int at(Index index) {
    return index.value;
  }

  void quantities() {
    for (const auto& u : d_.units) {
      Line line;
      end(line << "unit" << d_.id_text(u.id) << t(u.name) << at(u.group) << u.factor
               << t(u.synonyms));
    }
    for (const auto& g : d_.unit_groups) {
      Line line;
      end(line << "group" << d_.id_text(g.id) << t(g.name) << at(g.reference)
               << at(g.default_property));
    }
    for (const auto& p : d_.flow_properties) {
      Line line;
      end(line << "property" << d_.id_text(p.id) << t(p.name) << at(p.group)
               << p.economic);
    }
    for (const auto& l : d_.locations) {
      Line line;
      end(line << "location" << d_.id_text(l.id) << t(l.code) << t(l.name));
    }
  }

  void flows() {
    for (const auto& f : d_.flows) {
      Line line;
      line << "flow" << d_.id_text(f.id) << t(f.name) << t(f.category) << t(f.cas)
           << t(f.formula) << t(f.synonyms) << at(f.location) << at(f.reference_property)
           << at(f.reference_unit) << int(f.type) << int(f.nominal) << f.stub;
      for (const auto& row : d_.properties_of(f)) line << at(row.property) << row.factor;
      end(line);
    }
  }

  void activities() {
    for (const auto& a : d_.activities) {
      Line line;
      end(line << "activity" << d_.id_text(a.id) << t(a.name) << t(a.category)
               << t(a.description) << t(a.file) << t(a.tags) << at(a.location)
               << at(a.reference) << a.first_exchange << a.exchange_count << int(a.type)
               << int(a.default_allocation));
    }
    for (const auto& f : d_.allocation_factors) {
      Line line;
      end(line << "allocation" << at(f.activity) << at(f.product) << at(f.exchange)
               << f.value << t(f.formula) << int(f.method));
    }
    for (const auto& p : d_.parameters) {
      Line line;
      end(line << "parameter" << d_.id_text(p.id) << t(p.name) << t(p.description)
               << t(p.formula) << p.value << d_.id_text(p.owner) << int(p.scope));
    }
  }

  void exchanges() {
    for (std::size_t i = 0; i < d_.exchanges.size(); ++i) {
      const auto& e = d_.exchanges[i];
      const ExchangeIndex index{i};
      Line line;
      line << "exchange" << i << e.amount << at(e.flow) << at(e.unit) << at(e.property)
           << at(e.provider) << at(e.location) << e.internal_id << int(e.direction)
           << e.avoided;
      if (const auto* f = d_.exchange_formulas.find(index)) line << t(*f);
      if (const auto* c = d_.exchange_comments.find(index)) line << t(*c);
      if (const auto* u = d_.distributions.find(index)) {
        line << int(u->type) << u->parameters[0] << u->parameters[1] << u->parameters[2];
      }
      if (const auto* q = d_.data_quality.find(index)) {
        line << t(q->entry) << q->base_uncertainty;
      }
      if (const auto* p = d_.absent_providers.find(index)) {
        line << d_.id_text(p->id) << t(p->name);
      }
      if (const auto* c = d_.costs.find(index)) {
        line << c->value << t(c->formula) << t(c->currency);
      }
      end(line);
    }
  }

  void methods() {
    for (const auto& m : d_.methods) {
      Line line;
      line << "method" << d_.id_text(m.id) << t(m.name) << t(m.version)
           << t(m.description);
      for (const auto c : m.categories) {
        const auto& category = d_.categories[c.at()];
        line << at(c) << d_.id_text(category.id) << t(category.name) << t(category.unit)
             << t(category.description) << t(category.version);
        for (const auto& f : d_.factors_of(category)) {
          line << f.value << at(f.flow) << at(f.unit) << at(f.property) << at(f.location);
        }
      }
      for (const auto& set : m.nw_sets) {
        line << d_.id_text(set.id) << t(set.name) << t(set.unit) << int(set.scale);
        for (const auto& f : set.factors) {
          line << d_.id_text(d_.categories[f.category.at()].id)
               << f.normalisation.value_or(-1.) << f.weight.value_or(-1.);
        }
      }
      end(line);
    }
  }

  const Database& d_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string difference(const Database& a, const Database& b) {
  const auto of_a = Lines(a).all();
  const auto of_b = Lines(b).all();
  for (std::size_t i = 0; i < of_a.size() && i < of_b.size(); ++i) {
    if (of_a[i] != of_b[i])
      return "line " + std::to_string(i) + ":\n" + of_a[i] + "\n" + of_b[i];
  }
  if (of_a.size() != of_b.size()) {
    return std::to_string(of_a.size()) + " and " + std::to_string(of_b.size()) + " lines";
  }
  return "";
}

}  // namespace lichen::test
