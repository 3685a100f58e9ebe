using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>
/// Tells the caller how the callee rings. Early media (a ring-back tone, an announcement) is anchored like the call itself; it is
/// never recorded, for nobody has answered.
/// </summary>
internal sealed class RingRelay(IncomingInvite invite, CallParty caller, CallParty callee) : IProgress<SipProvisional>
{
    /// <summary>The answer that the caller got early; the final one must be the same (RFC 6337 section 3.1.1).</summary>
    public SdpDescription? EarlyAnswer { get; private set; }

    public void Report(SipProvisional value)
    {
        if (EarlyAnswer is null && value.Sdp is not null && invite.Offer is not null && callee.Accept(value.Sdp)
            && caller.Answer(invite.Offer, callee.Codec) is { } answer)
        {
            EarlyAnswer = answer;
            invite.Ring(183, answer);
        }
        else if (value.StatusCode is 180 or 181 or 182 or 183)
        {
            invite.Ring(value.StatusCode, EarlyAnswer);
        }
    }
}
