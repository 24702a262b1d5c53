// Passengers are no freight.
// expect: no match for|invalid operands
#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  (void)(1. * person_kilometre + 1. * tonne_kilometre);
#else
  (void)(1. * person_kilometre + 1. * person_kilometre);
#endif
}
