#pragma once
#include <stdbool.h>

/* The inner loop of the meters. In C, because Swift's SIMD operators are spelled out lane by lane and the optimiser does
   not put recursive filters together again: 40 shuffles a sample. */

#define REALTIME __attribute__((swift_attr("@_noLocks"), swift_attr("@_noAllocation"))) static inline

typedef float realtime_lanes __attribute__((vector_size(16), aligned(4)));
typedef int realtime_bits __attribute__((vector_size(16), aligned(4)));

/* Four channels: the last two inputs and outputs of a K-weighting filter's two sections, and what it measured. Direct
   form I: a sample waits for one product and one difference of the sample before, no more. */
struct realtime_meter {
  realtime_lanes x1, x2, y1, y2, z1, z2, peak, energy, weighted;
};

struct realtime_k_weighting {
  float b0, b1, b2, a1, a2; /* the shelf */
  float c1, c2;             /* the high pass, whose numerator is 1, -2, 1 */
};

static inline __attribute__((always_inline)) void realtime_meter_step(
    struct realtime_meter *m, const struct realtime_k_weighting *k, realtime_lanes x) {
  realtime_lanes size = (realtime_lanes)((realtime_bits)x & 0x7fffffff);
  realtime_bits more = size > m->peak;
  m->peak = (realtime_lanes)(((realtime_bits)size & more) | ((realtime_bits)m->peak & ~more));
  m->energy += x * x;
  realtime_lanes y = (x * k->b0 + (m->x1 * k->b1 + m->x2 * k->b2) - m->y2 * k->a2) - m->y1 * k->a1;
  realtime_lanes z = ((y - m->y1) - (m->y1 - m->y2) - m->z2 * k->c2) - m->z1 * k->c1;
  m->weighted += z * z;
  m->x2 = m->x1;
  m->x1 = x;
  m->y2 = m->y1;
  m->y1 = y;
  m->z2 = m->z1;
  m->z1 = z;
}

/* Four channels, `p` each. */
REALTIME void realtime_meter_four(
    struct realtime_meter *meter, const struct realtime_k_weighting *weighting, const float *p0, const float *p1,
    const float *p2, const float *p3, long frames) {
  struct realtime_meter m = *meter;
  const struct realtime_k_weighting k = *weighting;
  for (long i = 0; i < frames; i++) {
    realtime_lanes x = {p0[i], p1[i], p2[i], p3[i]};
    realtime_meter_step(&m, &k, x);
  }
  *meter = m;
}

/* Whether less than -180 dB is left of the filters' past, which is forgotten then. */
REALTIME bool realtime_meter_rests(struct realtime_meter *m) {
  realtime_lanes past =
      m->x1 * m->x1 + m->x2 * m->x2 + m->y1 * m->y1 + m->y2 * m->y2 + m->z1 * m->z1 + m->z2 * m->z2;
  if (past[0] + past[1] + past[2] + past[3] >= 1e-18f) return false;
  m->x1 = m->x2 = m->y1 = m->y2 = m->z1 = m->z2 = (realtime_lanes){0, 0, 0, 0};
  return true;
}

/* Sums begin anew; the filters go on. */
REALTIME void realtime_meter_start(struct realtime_meter *m) {
  m->peak = m->energy = m->weighted = (realtime_lanes){0, 0, 0, 0};
}

REALTIME float realtime_meter_peak(const struct realtime_meter *m, int lane) { return m->peak[lane]; }
REALTIME float realtime_meter_energy(const struct realtime_meter *m, int lane) { return m->energy[lane]; }
REALTIME float realtime_meter_weighted(const struct realtime_meter *m, int lane) { return m->weighted[lane]; }
