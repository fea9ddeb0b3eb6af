/* What the renderer's inner loop is measured against: the least a mixer can do, by gcc -O3. */
#include <stddef.h>
#include <string.h>

void mix_constant(float **out, const float **in, const float *gain, int voices, int channels, int frames) {
  for (int c = 0; c < channels; c++) memset(out[c], 0, sizeof(float) * frames);
  for (int v = 0; v < voices; v++)
    for (int c = 0; c < channels; c++) {
      float *restrict o = out[c];
      const float *restrict s = in[v];
      const float g = gain[v];
      for (int i = 0; i < frames; i++) o[i] += s[i] * g;
    }
}

void mix_ramp(float **out, const float **in, const float *gain, int voices, int channels, int frames) {
  for (int c = 0; c < channels; c++) memset(out[c], 0, sizeof(float) * frames);
  for (int v = 0; v < voices; v++)
    for (int c = 0; c < channels; c++) {
      float *restrict o = out[c];
      const float *restrict s = in[v];
      const float g = gain[v], step = g / 65536;
      for (int i = 0; i < frames; i++) o[i] += s[i] * (g + step * i);
    }
}
