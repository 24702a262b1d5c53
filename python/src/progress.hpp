#pragma once

// Progress of a long call: told to Python at most ten times a second, stopped by Ctrl-C.

#include <chrono>
#include <string>

#include <pybind11/pybind11.h>

#include "lichen/base/interruption.hpp"
#include "lichen/base/progress.hpp"

namespace lichen::python {

namespace py = pybind11;

/// A callback for the library, which runs without the GIL. It looks for signals and calls
/// `callback(task, done, total)` unless that is None; what either raises ends the task.
inline Progress make_progress(const py::object& callback) {
  using Clock = std::chrono::steady_clock;
  PyObject* const call = callback.is_none() ? nullptr : callback.ptr();
  return [call, next = Clock::now()](std::string_view task, std::int64_t done,
                                     std::int64_t total) mutable {
    const auto now = Clock::now();
    if (now < next && !(total > 0 && done == total)) return;
    next = now + std::chrono::milliseconds(100);
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (call == nullptr) return;
    const auto callable = py::reinterpret_borrow<py::function>(call);
    callable(py::str(task.data(), task.size()), done, total);
  };
}

/// Releases the GIL for a call that may take long; Ctrl-C ends it where the library looks
/// for interruptions.
class LongCall {
 public:
  LongCall()
      : interruptible_([] {
          const py::gil_scoped_acquire gil;
          if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        }) {}

 private:
  py::gil_scoped_release release_;
  Interruptible interruptible_;
};

}  // namespace lichen::python
