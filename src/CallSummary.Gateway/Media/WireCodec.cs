using CallSummary.Audio.Recordings;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>A codec of ours: how SDP writes it, and how the media engine knows it.</summary>
/// <param name="Sdp">As we offer it.</param>
/// <param name="Codec">As it is decoded.</param>
internal sealed record WireCodec(SdpCodec Sdp, RecordedCodec Codec);
