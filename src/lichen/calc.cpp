// The compiled definitions of layer calc.
#include "lichen/calc/technosphere.ipp"
