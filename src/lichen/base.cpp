// The compiled definitions of layer base.
#include "lichen/base/finding.ipp"
#include "lichen/base/id.ipp"
#include "lichen/base/interruption.ipp"
#include "lichen/base/text_pool.ipp"
