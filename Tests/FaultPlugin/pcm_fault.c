/* An ALSA playback device that does not exist, paces itself and fails to order: the independent witness of the engine's
 * tests. Real libasound loads it by `pcm.x { type fault folder "…" }`.
 *
 * In its folder:
 *   control  mapped: four int32 (mode, argument in ms for BLOCK, drift in ppm, count of faults carried out), then a
 *            fault to come by itself: int32 mode (0: none), int32 unused, int64 the frame before which it comes
 *   played   exactly the frames that left, as they were written, appended at every call
 *   journal  a line for what happened: CLOCK_MONOTONIC in ns, a word, numbers
 *
 * The position is a pure function of CLOCK_MONOTONIC and the drift; it is looked at whenever libasound calls, so what is
 * recorded lags by no more than the caller's period. */
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum mode { OK = 0, GONE = 1, STALL = 2, BLOCK = 3, EPIPE_ONCE = 4, SUSPEND = 5 };

struct control {
  volatile int32_t mode;
  volatile int32_t argument;
  volatile int32_t ppm;
  volatile int32_t done;
  volatile int32_t coming, unused;
  volatile int64_t coming_frame;
};

struct fault {
  snd_pcm_ioplug_t io;
  struct control *control;
  int played, journal;
  char *ring;
  size_t frame_bytes;
  /* Frames since prepare that left, and that were accepted. */
  int64_t left, accepted;
  /* Frames that left before the last prepare. */
  int64_t before;
  /* Drift and stalls start a new stretch: at `origin` ns frame `origin_frame` was leaving. */
  int64_t origin, origin_frame;
  int32_t ppm;
  int running, stalled, dead;
  int64_t silent_run;
};

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void note(struct fault *f, int64_t time, const char *word, int64_t a, int64_t b) {
  char line[128];
  int length = snprintf(line, sizeof line, "%lld %s %lld %lld\n", (long long)time, word, (long long)a, (long long)b);
  if (write(f->journal, line, length) != length) abort();
}

static double frames_per_ns(struct fault *f) { return f->io.rate * (1 + f->ppm * 1e-6) / 1e9; }

/* When the frame with this number (since prepare) left. */
static int64_t time_of(struct fault *f, int64_t frame) {
  return f->origin + (int64_t)((frame - f->origin_frame) / frames_per_ns(f));
}

static void record(struct fault *f, int64_t until) {
  static const char zeros[64 * 8];
  while (f->left < until) {
    char *frame = f->ring + (f->left % f->io.buffer_size) * f->frame_bytes;
    int silent = memcmp(frame, zeros, f->frame_bytes) == 0;
    if (!silent && f->silent_run >= f->io.rate / 100) note(f, time_of(f, f->left), "ONSET", f->before + f->left, 0);
    f->silent_run = silent ? f->silent_run + 1 : 0;
    if (write(f->played, frame, f->frame_bytes) != (ssize_t)f->frame_bytes) abort();
    f->left++;
  }
}

/* Lets time pass up to now. Returns 0, or the error that the device shows. */
static int run(struct fault *f) {
  int64_t now = now_ns();
  if (f->dead) return -ENODEV;
  if (f->running && !f->stalled) {
    int64_t due = f->origin_frame + (int64_t)((now - f->origin) * frames_per_ns(f));
    int dry = due >= f->accepted;
    if (dry) due = f->accepted;
    if (f->control->coming && f->before + due >= f->control->coming_frame) {
      if (f->control->coming_frame - f->before >= f->left) due = f->control->coming_frame - f->before;
      f->control->mode = f->control->coming;
      f->control->coming = OK;
      dry = 0;
    }
    record(f, due);
    if (dry && f->io.state == SND_PCM_STATE_RUNNING) {
      note(f, now, "XRUN", f->before + f->left, 0);
      f->running = 0;
      return -EPIPE;
    }
  }
  if (f->control->ppm != f->ppm) {
    f->origin_frame = f->left;
    f->origin = now;
    f->ppm = f->control->ppm;
    note(f, now, "DRIFT", f->ppm, 0);
  }
  switch (f->control->mode) {
    case GONE:
      note(f, now, "GONE", f->before + f->left, f->accepted - f->left);
      f->dead = 1;
      f->running = 0;
      f->control->done++;
      return -ENODEV;
    case STALL:
      if (!f->stalled) {
        f->stalled = 1;
        f->control->done++;
        note(f, now, "STALL", f->before + f->left, f->accepted - f->left);
      }
      break;
    case SUSPEND:
      if (f->running) {
        note(f, now, "SUSPEND", f->before + f->left, f->accepted - f->left);
        f->running = 0;
        f->control->done++;
      }
      return -ESTRPIPE;
    default:
      if (f->stalled) {
        f->stalled = 0;
        f->origin = now;
        f->origin_frame = f->left;
        note(f, now, "MOVES", f->before + f->left, 0);
      }
  }
  return 0;
}

static int show(struct fault *f, int error) {
  if (error == -ENODEV) snd_pcm_ioplug_set_state(&f->io, SND_PCM_STATE_DISCONNECTED);
  if (error == -ESTRPIPE) snd_pcm_ioplug_set_state(&f->io, SND_PCM_STATE_SUSPENDED);
  if (error == -EPIPE) snd_pcm_ioplug_set_state(&f->io, SND_PCM_STATE_XRUN);
  return error;
}

static int fault_start(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  if (f->dead) return -ENODEV;
  f->running = 1;
  f->origin = now_ns();
  f->origin_frame = f->left;
  note(f, f->origin, "START", f->before + f->left, f->accepted);
  return 0;
}

static int fault_stop(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  if (!f->dead) run(f);
  if (f->running) note(f, now_ns(), "STOP", f->before + f->left, f->accepted - f->left);
  f->running = 0;
  return 0;
}

static snd_pcm_sframes_t fault_pointer(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  int error = show(f, run(f));
  /* libasound takes any error here for an underrun; the other states are shown by the state alone. */
  return error == -EPIPE ? error : f->left % (snd_pcm_sframes_t)io->buffer_size;
}

static snd_pcm_sframes_t fault_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                        snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  struct fault *f = io->private_data;
  int error = run(f);
  if (error < 0) return show(f, error);
  if (f->control->mode == BLOCK) {
    int ms = f->control->argument;
    f->control->mode = OK;
    f->control->done++;
    note(f, now_ns(), "BLOCK", ms, 0);
    usleep(ms * 1000);
    error = run(f);
    if (error < 0) return show(f, error);
  }
  if (f->control->mode == EPIPE_ONCE) {
    f->control->mode = OK;
    f->control->done++;
    note(f, now_ns(), "EPIPE", f->before + f->left, f->accepted - f->left);
    f->running = 0;
    return show(f, -EPIPE);
  }
  const char *source = (const char *)areas->addr + areas->first / 8 + offset * f->frame_bytes;
  for (snd_pcm_uframes_t i = 0; i < size; i++) {
    memcpy(f->ring + ((f->accepted + i) % io->buffer_size) * f->frame_bytes, source + i * f->frame_bytes,
           f->frame_bytes);
  }
  f->accepted += size;
  return size;
}

static int fault_prepare(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  if (f->dead) return -ENODEV;
  if (f->control->mode == SUSPEND) return -EBUSY;
  note(f, now_ns(), "PREPARE", f->before + f->left, f->accepted - f->left);
  f->before += f->left;
  f->left = f->accepted = 0;
  f->running = 0;
  struct itimerspec every = {0};
  every.it_interval.tv_nsec = every.it_value.tv_nsec = (int64_t)io->period_size * 500000000 / io->rate;
  timerfd_settime(io->poll_fd, 0, &every, 0);
  return 0;
}

static int fault_resume(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  return f->control->mode == SUSPEND ? -EAGAIN : -ENOSYS;
}

static int fault_hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params) {
  struct fault *f = io->private_data;
  (void)params;
  f->frame_bytes = snd_pcm_format_physical_width(io->format) / 8 * io->channels;
  free(f->ring);
  f->ring = calloc(io->buffer_size, f->frame_bytes);
  return f->ring ? 0 : -ENOMEM;
}

static int fault_poll_revents(snd_pcm_ioplug_t *io, struct pollfd *fds, unsigned int count, unsigned short *revents) {
  struct fault *f = io->private_data;
  uint64_t ticks;
  (void)count;
  if (read(fds[0].fd, &ticks, sizeof ticks) < 0 && errno != EAGAIN) return -errno;
  *revents = run(f) < 0 ? POLLERR | POLLOUT : POLLOUT;
  return 0;
}

static int fault_close(snd_pcm_ioplug_t *io) {
  struct fault *f = io->private_data;
  note(f, now_ns(), "CLOSE", f->before + f->left, f->accepted - f->left);
  close(f->played);
  close(f->journal);
  close(io->poll_fd);
  munmap(f->control, sizeof *f->control);
  free(f->ring);
  free(f);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = fault_start,
    .stop = fault_stop,
    .pointer = fault_pointer,
    .transfer = fault_transfer,
    .prepare = fault_prepare,
    .resume = fault_resume,
    .hw_params = fault_hw_params,
    .poll_revents = fault_poll_revents,
    .close = fault_close,
};

static int open_in(const char *folder, const char *name, int flags) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return open(path, flags | O_CLOEXEC, 0644);
}

SND_PCM_PLUGIN_DEFINE_FUNC(fault) {
  snd_config_iterator_t i, next;
  const char *folder = NULL;
  long channels = 0;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    const char *id;
    if (snd_config_get_id(entry, &id) < 0) continue;
    if (strcmp(id, "folder") == 0) snd_config_get_string(entry, &folder);
    if (strcmp(id, "channels") == 0) snd_config_get_integer(entry, &channels);
  }
  if (!folder || stream != SND_PCM_STREAM_PLAYBACK) return -EINVAL;

  int map = open_in(folder, "control", O_RDWR);
  if (map < 0) return -errno;
  struct control *control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);
  close(map);
  if (control == MAP_FAILED) return -errno;
  if (control->mode == GONE) {
    munmap(control, sizeof *control);
    return -ENODEV;
  }
  struct fault *f = calloc(1, sizeof *f);
  if (!f) return -ENOMEM;
  f->control = control;
  f->played = open_in(folder, "played", O_WRONLY | O_CREAT | O_APPEND);
  f->journal = open_in(folder, "journal", O_WRONLY | O_CREAT | O_APPEND);
  f->ppm = control->ppm;
  f->silent_run = 1 << 20;
  f->io.version = SND_PCM_IOPLUG_VERSION;
  f->io.name = "Fault injection";
  f->io.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC;
  f->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  f->io.poll_events = POLLIN;
  f->io.callback = &callbacks;
  f->io.private_data = f;
  int error = snd_pcm_ioplug_create(&f->io, name, stream, mode);
  if (error < 0) return error;
  note(f, now_ns(), "OPEN", 0, 0);

  static const unsigned int access[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
  static const unsigned int formats[] = {SND_PCM_FORMAT_FLOAT_LE, SND_PCM_FORMAT_S32_LE, SND_PCM_FORMAT_S24_LE,
                                         SND_PCM_FORMAT_S24_3LE, SND_PCM_FORMAT_S16_LE};
  snd_pcm_ioplug_set_param_list(&f->io, SND_PCM_IOPLUG_HW_ACCESS, 1, access);
  snd_pcm_ioplug_set_param_list(&f->io, SND_PCM_IOPLUG_HW_FORMAT, 5, formats);
  snd_pcm_ioplug_set_param_minmax(&f->io, SND_PCM_IOPLUG_HW_CHANNELS, channels ? channels : 1, channels ? channels : 64);
  snd_pcm_ioplug_set_param_minmax(&f->io, SND_PCM_IOPLUG_HW_RATE, 8000, 192000);
  snd_pcm_ioplug_set_param_minmax(&f->io, SND_PCM_IOPLUG_HW_PERIODS, 2, 64);
  *pcmp = f->io.pcm;
  return 0;
}
SND_PCM_PLUGIN_SYMBOL(fault);
