// The compiled definitions of layer units.
#include "lichen/units/dimension.ipp"
#include "lichen/units/near_match.ipp"
#include "lichen/units/registry.ipp"
#include "lichen/units/table.ipp"
