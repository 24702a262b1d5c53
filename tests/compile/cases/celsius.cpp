// A temperature in degrees Celsius has an offset: it is no amount.
// expect: no matching function
#include <boost/units/absolute.hpp>
#include <boost/units/systems/temperature/celsius.hpp>

#include "lichen/units/boost.hpp"

void run() {
  using namespace boost::units;
#ifdef MUST_FAIL
  const quantity<absolute<celsius::temperature>> warm(20. *
                                                      absolute<celsius::temperature>());
  (void)lichen::units::to_amount(warm);
#else
  (void)lichen::units::to_amount(293.15 * si::kelvin);
#endif
}
