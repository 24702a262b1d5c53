// The compiled definitions of layer datasets.
#include "lichen/datasets/families.ipp"
#include "lichen/datasets/synthetic.ipp"
#include "lichen/datasets/unfriendly.ipp"
