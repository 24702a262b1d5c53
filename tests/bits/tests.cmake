# The same bits from the same code built for three classes of x86-64 processors, where the
# machine can run them.
foreach(level x86-64 x86-64-v3 x86-64-v4)
  add_executable(same_bits_${level} ${CMAKE_CURRENT_LIST_DIR}/same_bits.cpp)
  # Without the project's warnings: GCC 12 sees uninitialised values in its own AVX-512 headers.
  target_link_libraries(same_bits_${level} PRIVATE lichen_headers)
  target_compile_options(same_bits_${level} PRIVATE -march=${level} -O2 -ffp-contract=off)
  list(APPEND same_bits $<TARGET_FILE:same_bits_${level}>)
endforeach()
find_package(Python COMPONENTS Interpreter REQUIRED)
add_test(NAME bits.same_on_every_processor
         COMMAND ${Python_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/compare.py ${same_bits})
set_tests_properties(bits.same_on_every_processor PROPERTIES LABELS bits)
