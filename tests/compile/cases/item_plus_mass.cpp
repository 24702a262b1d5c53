// A count of items is no mass.
// expect: no match for|invalid operands
#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  (void)(1. * item + 1. * kilogram);
#else
  (void)(1. * item + 2. * item);
#endif
}
