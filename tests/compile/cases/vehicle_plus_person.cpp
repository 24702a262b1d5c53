// A vehicle is no person.
// expect: no match for|invalid operands
#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  (void)(1. * vehicle + 1. * person);
#else
  (void)(1. * vehicle + 1. * vehicle);
#endif
}
