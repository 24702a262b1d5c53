// The compiled definitions of layer model.
#include "lichen/model/builder.ipp"
#include "lichen/model/database.ipp"
#include "lichen/model/flow.ipp"
#include "lichen/model/method_check.ipp"
#include "lichen/model/unit_check.ipp"
