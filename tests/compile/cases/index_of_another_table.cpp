// A position in one table is never taken for one in another.
// expect: conversion from|no viable conversion|could not convert
#include "lichen/base/index.hpp"

void run() {
  const lichen::FlowIndex flow{std::size_t{0}};
#ifdef MUST_FAIL
  const lichen::ActivityIndex other = flow;
#else
  const lichen::FlowIndex other = flow;
#endif
  (void)other;
}
