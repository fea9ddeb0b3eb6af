#pragma once
#include <alsa/asoundlib.h>

/* libasound prints its inner errors on standard error; the program reports them itself, once and with a cure. */
static void calsa_no_message(const char *file, int line, const char *function, int error, const char *format, ...) {}

static inline void calsa_be_quiet(void) { snd_lib_error_set_handler(calsa_no_message); }
