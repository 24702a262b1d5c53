// The compiled definitions of layer datasets.
#include "lichen/datasets/synthetic.ipp"
