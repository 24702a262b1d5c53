# One case: it must compile as it stands, and must fail with -DMUST_FAIL for the reason that
# its line "// expect:" gives. Run as: cmake -DCASE=... -DCOMPILER=... -DFLAGS=... -P this.
file(STRINGS ${CASE} expected REGEX "^// expect: ")
string(REPLACE "// expect: " "" expected "${expected}")
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
execute_process(COMMAND ${COMPILER} ${flags} -fsyntax-only ${CASE} RESULT_VARIABLE control
                ERROR_VARIABLE errors)
if(NOT control EQUAL 0)
  message(FATAL_ERROR "the control does not compile:\n${errors}")
endif()
execute_process(COMMAND ${COMPILER} ${flags} -DMUST_FAIL -fsyntax-only ${CASE}
                RESULT_VARIABLE attempt ERROR_VARIABLE errors)
if(attempt EQUAL 0)
  message(FATAL_ERROR "what must not compile compiles")
endif()
if(NOT errors MATCHES "${expected}")
  message(FATAL_ERROR "it fails for another reason than \"${expected}\":\n${errors}")
endif()
