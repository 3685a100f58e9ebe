using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Sending;

/// <summary>A clip in a leg's codec, a payload for each packet.</summary>
internal sealed record EncodedClip(RecordedCodec Codec, byte[][] Payloads);
