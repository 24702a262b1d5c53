// Dimensions hold whole exponents only.
// expect: whole exponents only
#include <boost/units/pow.hpp>

#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  (void)to_amount(boost::units::root<2>(2. * kilogram));
#else
  (void)to_amount(2. * square_metre);
#endif
}
