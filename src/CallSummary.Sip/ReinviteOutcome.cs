using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Sip;

/// <summary>The end of a re-INVITE or UPDATE of ours.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="RemoteSdp">The peer's answer, when accepted.</param>
/// <param name="Response">The final response, where one came.</param>
public sealed record ReinviteOutcome(ReinviteResult Result, SdpDescription? RemoteSdp = null, SipResponse? Response = null);
