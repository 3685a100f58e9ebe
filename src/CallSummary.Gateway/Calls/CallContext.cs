using CallSummary.Gateway.Routing;
using CallSummary.Sip;

namespace CallSummary.Gateway.Calls;

/// <summary>What belongs to one call from its INVITE to its end.</summary>
internal sealed class CallContext(Guid callId, IncomingInvite invite, CallPlan plan, long receivedAt)
{
    /// <summary>Our id.</summary>
    public Guid CallId => callId;

    public IncomingInvite Invite => invite;

    public CallPlan Plan => plan;

    /// <summary>Timestamp of the INVITE.</summary>
    public long ReceivedAt => receivedAt;

    public CallEnd End { get; } = new();

    /// <summary>Timestamp of the answer: offset zero of the timeline.</summary>
    public long? AnsweredAt { get; set; }

    /// <summary>The parties whose media is anchored here, the caller first.</summary>
    public List<CallParty> Parties { get; } = [];

    public CallParty Caller => Parties[0];
}
