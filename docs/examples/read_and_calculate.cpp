// Reads a package, links it and asks for a score with its error: here the bundled
// demonstration study, whose name is "demo"; any path works the same.

#include <iostream>
#include <memory>

#include <lichen/io/read.hpp>
#include <lichen/lichen.hpp>

int main(int count, char** arguments) {
  const auto database = std::make_shared<const lichen::Database>(
      lichen::io::read(count > 1 ? arguments[1] : "demo"));
  const lichen::System system(database);

  const lichen::Demand demand{{"Heat supply to a building, gas boiler", 1., "GJ"}};
  lichen::MethodChoice method;
  method.methods = database;  // the study holds its own method
  const auto result = system.calculate(demand, method);

  for (const auto& score : result.scores) {
    std::cout << score.category << ": " << score.value << " " << score.unit << " +- "
              << score.error.printed() << "\n";
  }
  std::cout << "solved by " << result.report.solver << "\n";
}
