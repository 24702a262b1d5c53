// The compiled definitions of layer calc.
#include "lichen/calc/burden.ipp"
#include "lichen/calc/demand_scores.ipp"
#include "lichen/calc/diagnosis.ipp"
#include "lichen/calc/gain.ipp"
#include "lichen/calc/prepared_scores.ipp"
#include "lichen/calc/scenarios.ipp"
#include "lichen/calc/score.ipp"
#include "lichen/calc/technosphere.ipp"
