// The inner loops over matrices, compiled for several processors; the one that runs
// decides. No variant contracts a product and a sum, so that all give the same bits.
#include <algorithm>

#include "lichen/linalg/run_kernels.hpp"

namespace lichen::inline LICHEN_ABI::detail {
namespace {

/// Each kernel as a type, so that one dispatch serves all.
template <SweepPart part>
struct SweepKernel {
  using Task = Sweep;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    sweep_rows<W, native, part>(task);
  }
};
struct ResidualKernel {
  using Task = LaneResidual;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    residual_rows<W, native, fused>(task);
  }
};
struct ProductKernel {
  using Task = LaneProducts;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    product_rows<W, native, fused>(task);
  }
};
struct CombinationKernel {
  using Task = LaneCombination;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    combine_rows<W, native, fused>(task);
  }
};
struct GrowthKernel {
  using Task = LaneBound;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    grow_rows<W, native>(task);
  }
};
struct BoundTestKernel {
  using Task = LaneBound;
  template <int W, int native, bool fused>
  LICHEN_KERNEL static void run(const Task& task) {
    test_rows<W, native>(task);
  }
};

#if defined(__x86_64__)
enum class Processor { baseline, avx2, avx512 };

Processor processor() {
  static const Processor found = [] {
    if (!__builtin_cpu_supports("fma")) return Processor::baseline;
    if (__builtin_cpu_supports("avx512f")) return Processor::avx512;
    return __builtin_cpu_supports("avx2") ? Processor::avx2 : Processor::baseline;
  }();
  return found;
}

template <class Kernel, int W>
[[gnu::target("avx2,fma")]] void run_avx2(const typename Kernel::Task& task) {
  Kernel::template run<W, std::min(W, 4), true>(task);
}
template <class Kernel, int W>
[[gnu::target("avx512f,fma")]] void run_avx512(const typename Kernel::Task& task) {
  Kernel::template run<W, std::min(W, 8), true>(task);
}

template <class Kernel, int W>
void run(const typename Kernel::Task& task) {
  switch (processor()) {
    case Processor::avx512:
      return run_avx512<Kernel, W>(task);
    case Processor::avx2:
      return run_avx2<Kernel, W>(task);
    case Processor::baseline:
      return Kernel::template run<W, std::min(W, native_lanes), native_fused>(task);
  }
}
#else
template <class Kernel, int W>
void run(const typename Kernel::Task& task) {
  Kernel::template run<W, std::min(W, native_lanes), native_fused>(task);
}
#endif

template <class Kernel>
void run(Index width, const typename Kernel::Task& task) {
  with_width(width, [&](auto w) { run<Kernel, w()>(task); });
}

}  // namespace

void run_sweep(Index width, SweepPart part, const Sweep& task) {
  with_part(part, [&](auto p) { run<SweepKernel<p()>>(width, task); });
}
void run_residual(Index width, const LaneResidual& task) {
  run<ResidualKernel>(width, task);
}
void run_products(Index width, const LaneProducts& task) {
  run<ProductKernel>(width, task);
}
void run_combination(Index width, const LaneCombination& task) {
  run<CombinationKernel>(width, task);
}
void run_growth(Index width, const LaneBound& task) { run<GrowthKernel>(width, task); }
void run_bound_test(Index width, const LaneBound& task) {
  run<BoundTestKernel>(width, task);
}

}  // namespace lichen::inline LICHEN_ABI::detail
