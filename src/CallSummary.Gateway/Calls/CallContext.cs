using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Routing;
using CallSummary.Sip;

namespace CallSummary.Gateway.Calls;

/// <summary>What belongs to one call from its INVITE to its end.</summary>
internal sealed class CallContext(Guid callId, IncomingInvite invite, CallPlan plan, long receivedAt)
{
    private volatile CallParty[] _parties = [];

    /// <summary>Our id.</summary>
    public Guid CallId => callId;

    public IncomingInvite Invite => invite;

    public CallPlan Plan => plan;

    /// <summary>Timestamp of the INVITE.</summary>
    public long ReceivedAt => receivedAt;

    public CallEnd End { get; } = new();

    /// <summary>Timestamp of the answer: offset zero of the timeline.</summary>
    public long? AnsweredAt { get; set; }

    /// <summary>What records it; null when nothing of it is kept.</summary>
    public CallRecorder? Recorder { get; set; }

    /// <summary>The parties whose media is anchored here, the caller first. A snapshot: a transfer changes it.</summary>
    public IReadOnlyList<CallParty> Parties => _parties;

    public CallParty Caller => _parties[0];

    public void Add(CallParty party) => _parties = [.. _parties, party];

    /// <summary>Another party takes a party's place.</summary>
    public void Replace(CallParty party, CallParty by) => _parties = [.. _parties.Select(p => p == party ? by : p)];

    /// <summary>A party leaves for another call.</summary>
    public void Release(CallParty party) => _parties = [.. _parties.Where(p => p != party)];

    /// <summary>The one at the other end; null when the call has one end only.</summary>
    public CallParty? OtherThan(CallParty party) => Array.Find(_parties, p => p != party);
}
