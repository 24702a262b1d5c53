#pragma once

// A store that threads of Python take turns at, until it is closed.

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include <pybind11/pybind11.h>

#include "lichen/base/error.hpp"
#include "lichen/store/store.hpp"
#include "progress.hpp"

namespace lichen::python {

class HeldStore {
 public:
  HeldStore(const std::string& path, const store::StoreOptions& options) : path_(path) {
    const py::gil_scoped_release release;
    store_ = std::make_unique<store::Store>(path, options);
  }

  /// Calls `work` with the store, without the GIL.
  /// @throws DataError  where it is closed.
  template <class Work>
  auto with(const Work& work) {
    const LongCall call;
    const std::lock_guard lock(turn_);
    if (!store_) throw DataError(path_ + ": the store is closed");
    return work(*store_);
  }

  void close() {
    const py::gil_scoped_release release;
    const std::lock_guard lock(turn_);
    store_.reset();
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool closed() {
    const py::gil_scoped_release release;
    const std::lock_guard lock(turn_);
    return store_ == nullptr;
  }

 private:
  std::string path_;
  std::mutex turn_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace lichen::python
