#pragma once

// What every file of the module includes, compiled once.

#include <memory>
#include <string>
#include <vector>

#include <Eigen/SparseCore>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
