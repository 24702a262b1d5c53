// Uncertainty: distributions, what the pedigree adds, data quality.

#include <array>
#include <cmath>
#include <limits>

#include "io/ecospold2/parsing.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

double number(pugi::xml_node node, const char* name) {
  return xml::number_of(node.attribute(name))
      .value_or(std::numeric_limits<double>::quiet_NaN());
}

/// The standard deviation that counts: with the pedigree, where that is given.
double deviation(pugi::xml_node node) {
  const double with = number(node, "varianceWithPedigreeUncertainty");
  const double without = number(node, "variance");
  const double variance = std::isfinite(with) && with != 0. ? with : without;
  return std::isnan(variance) && with == 0. ? 0. : std::sqrt(std::max(variance, 0.));
}

/// The standard deviation before the pedigree; 0 where not given.
double basic_deviation(pugi::xml_node node) {
  const double variance = number(node, "variance");
  return std::isfinite(variance) && variance > 0. ? std::sqrt(variance) : 0.;
}

struct Shape {
  View name;
  DistributionType type;
  std::array<const char*, 3> parameters;
};

constexpr std::array shapes = {
    Shape{"triangular",
          DistributionType::triangular,
          {"minValue", "mostLikelyValue", "maxValue"}},
    Shape{"uniform", DistributionType::uniform, {"minValue", "maxValue", nullptr}},
    Shape{"beta", DistributionType::beta, {"minValue", "mostFrequentValue", "maxValue"}},
    Shape{"gamma", DistributionType::gamma, {"shape", "scale", "minValue"}},
    Shape{"binomial", DistributionType::binomial, {"n", "p", nullptr}},
    Shape{"undefined",
          DistributionType::undefined,
          {"minValue", "maxValue", "standardDeviation95"}},
};

void read_shape(pugi::xml_node node, View name, UncertaintyRecord& record) {
  Distribution& distribution = record.distribution;
  record.given = true;
  if (name == "lognormal") {
    distribution = {DistributionType::lognormal,
                    {number(node, "meanValue"), std::exp(deviation(node)), 0.}};
    const double base = basic_deviation(node);
    record.base = base > 0. ? std::exp(base) : 0.;
  } else if (name == "normal") {
    distribution = {DistributionType::normal,
                    {number(node, "meanValue"), deviation(node), 0.}};
    record.base = basic_deviation(node);
  } else {
    distribution.type = DistributionType::other;
    for (const Shape& shape : shapes) {
      if (shape.name != name) continue;
      distribution.type = shape.type;
      for (std::size_t i = 0; i < 3; ++i) {
        const char* parameter = shape.parameters[i];
        distribution.parameters[i] = parameter == nullptr ? 0. : number(node, parameter);
      }
    }
  }
}

std::string quality(pugi::xml_node node) {
  std::string entry = "(";
  for (const char* name : {"reliability", "completeness", "temporalCorrelation",
                           "geographicalCorrelation", "furtherTechnologyCorrelation"}) {
    if (entry.size() > 1) entry.push_back(';');
    const View score = xml::trimmed(node.attribute(name).value());
    entry.append(score.empty() ? "n.a." : score);
  }
  return entry + ")";
}

}  // namespace

UncertaintyRecord parse_uncertainty(pugi::xml_node node, NotKept& not_kept) {
  UncertaintyRecord record;
  for (const pugi::xml_node child : node.children()) {
    const View name = child.name();
    if (name == "pedigreeMatrix") {
      record.data_quality = quality(child);
    } else if (name == "comment") {
      if (!xml::text_of(child).empty()) ++not_kept.texts;
    } else if (!record.given && child.type() == pugi::node_element) {
      read_shape(child, name, record);
    }
  }
  for (const double parameter : record.distribution.parameters) {
    record.complete &= std::isfinite(parameter);
  }
  return record;
}

double centre_of(const Distribution& distribution) {
  const double* at = distribution.parameters;
  switch (distribution.type) {
    case DistributionType::lognormal:
    case DistributionType::normal:
      return at[0];
    case DistributionType::triangular:
    case DistributionType::beta:
      return at[1];
    case DistributionType::uniform:
      return at[0] / 2. + at[1] / 2.;
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace lichen::detail::ecospold2
