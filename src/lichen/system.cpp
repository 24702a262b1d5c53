// The compiled definitions of layer system.
#include "lichen/system/assembly.ipp"
#include "lichen/system/characterisation.ipp"
