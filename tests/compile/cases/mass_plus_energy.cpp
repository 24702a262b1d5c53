// Adding a mass to an energy.
// expect: no match for|invalid operands
#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  (void)(1. * kilogram + 1. * joule);
#else
  (void)(1. * kilogram + 1. * kilogram);
#endif
}
