#include <klu.h>
