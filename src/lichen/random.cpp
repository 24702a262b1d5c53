// The compiled definitions of layer random.
#include "lichen/random/elementary.ipp"
#include "lichen/random/philox.ipp"
