// The compiled definitions of layer system.
#include "lichen/system/assembly.ipp"
