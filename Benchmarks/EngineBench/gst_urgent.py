"""GStreamer's side of the urgent push: a live quiet background into a FIFO, a new urgent bin for every line read."""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

Gst.init(None)
fifo, urgent = sys.argv[1:3]
descriptor = open(fifo, "wb", buffering=0)
pipeline = Gst.parse_launch(
    "audiotestsrc is-live=true volume=0.2 samplesperbuffer=480 ! audio/x-raw,rate=48000,channels=2 ! m. "
    "audiomixer name=m output-buffer-duration=10000000 ! audioconvert ! "
    f"audio/x-raw,format=S16LE,rate=48000,channels=2 ! fdsink fd={descriptor.fileno()} sync=true"
)
mixer = pipeline.get_by_name("m")
pipeline.set_state(Gst.State.PLAYING)
pipeline.get_state(Gst.CLOCK_TIME_NONE)


def push():
    bin_ = Gst.parse_bin_from_description(
        f"filesrc location={urgent} ! wavparse ! audioconvert ! capsfilter caps=audio/x-raw,rate=48000,channels=2", True
    )
    pipeline.add(bin_)
    pad = bin_.get_static_pad("src")
    now = pipeline.get_clock().get_time() - pipeline.get_base_time()
    pad.set_offset(now)
    pad.link(mixer.request_pad_simple("sink_%u"))
    bin_.sync_state_with_parent()


def on_line(source, condition):
    if not sys.stdin.readline():
        loop.quit()
        return False
    push()
    return True


loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_line)
print("ready", flush=True)
loop.run()
