// A bare number is no amount.
// expect: conversion from|no viable conversion
#include "lichen/units/boost.hpp"

void run() {
  using namespace lichen::units;
#ifdef MUST_FAIL
  const Amount amount = 1.;
  (void)amount;
#else
  const Amount amount = 1. * kilogram;
  (void)amount;
#endif
}
